#include "vescargo/confidence/entrapment.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>

#include "vescargo/base/Tsv.h"
#include "vescargo/search/peptideHash.h"

namespace vescargo {

namespace {

constexpr std::array<double, 6> thresholds{0.001, 0.005, 0.01, 0.02, 0.05, 0.1};

bool isEntrapment(const std::vector<std::uint32_t>& members, const std::vector<Protein>& proteins) {
  return std::all_of(members.begin(), members.end(), [&](auto member) { return proteins[member].entrapment; });
}

EntrapmentRow rowOf(std::string level, double threshold, std::array<std::size_t, 2> counts, double ratio) {
  const auto [targets, entrapment] = counts;
  const auto all = static_cast<double>(targets + entrapment);
  const auto foreign = static_cast<double>(entrapment);
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  return {std::move(level),
          threshold,
          targets,
          entrapment,
          all > 0 ? foreign / all : nothing,
          all > 0 ? std::min(1.0, foreign * (1 + 1 / ratio) / all) : nothing};
}

}  // namespace

std::vector<EntrapmentRow> measureEntrapment(const Identifications& identifications) {
  const auto& proteins = identifications.proteins;
  const double ratio =
      static_cast<double>(identifications.searched.entrapment) / static_cast<double>(identifications.searched.target);
  std::array<std::vector<EntrapmentRow>, 3> levels;
  for (const double threshold : thresholds) {
    // q-values are 32-bit: compared as such, a threshold that is no binary number is met when equal.
    const auto limit = static_cast<float>(threshold);
    std::array<std::size_t, 2> matches{};
    std::array<std::size_t, 2> groups{};
    std::array<std::set<std::uint64_t>, 2> peptides;
    for (const auto& psm : identifications.psms) {
      if (psm.decoy) continue;
      const std::size_t kind = isEntrapment(psm.proteins, proteins) ? 1 : 0;
      if (psm.qValue <= limit) ++matches[kind];
      if (psm.peptideQValue <= limit) peptides[kind].insert(peptideHash(psm.modifiedSequence));
    }
    for (const auto& group : identifications.groups) {
      if (!group.decoy && group.qValue <= limit) ++groups[isEntrapment(group.proteins, proteins) ? 1 : 0];
    }
    levels[0].push_back(rowOf("PSM", threshold, matches, ratio));
    levels[1].push_back(rowOf("peptide", threshold, {peptides[0].size(), peptides[1].size()}, ratio));
    levels[2].push_back(rowOf("protein group", threshold, groups, ratio));
  }
  std::vector<EntrapmentRow> rows;
  for (const auto& level : levels) rows.insert(rows.end(), level.begin(), level.end());
  return rows;
}

std::string entrapmentTable(const std::vector<EntrapmentRow>& rows, const PeptideCounts& searched) {
  std::string text =
      (searched.entrapment == 0 ? "# note: no entrapment proteins were searched\n"
                                : "# note: distinct peptides searched: " + std::to_string(searched.target) +
                                      " target, " + std::to_string(searched.entrapment) + " entrapment\n") +
      std::string("level\tthreshold\ttargets\tentrapment\tlower_bound\tcombined\n");
  for (const auto& row : rows) {
    text += join({row.level, formatNumber(row.threshold, 6), std::to_string(row.targets),
                  std::to_string(row.entrapment), formatNumber(row.lowerBound, 6), formatNumber(row.combined, 6)},
                 "\t") +
            "\n";
  }
  return text;
}

Identifications withoutEntrapment(Identifications identifications) {
  const auto& proteins = identifications.proteins;
  const auto foreign = [&](const auto& item) { return !item.decoy && isEntrapment(item.proteins, proteins); };
  const auto leaveOut = [&](auto& items) {
    std::erase_if(items, foreign);
    for (auto& item : items) {
      if (!item.decoy) std::erase_if(item.proteins, [&](std::uint32_t member) { return proteins[member].entrapment; });
    }
  };
  leaveOut(identifications.psms);
  leaveOut(identifications.groups);
  return identifications;
}

}  // namespace vescargo
