#include "vescargo/quant/quantifiedIons.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "vescargo/table/Tsv.h"

namespace vescargo {

namespace {

using Eigen::Index;

std::string nameOf(const ProteinGroup& group, const Identifications& identifications) {
  std::vector<std::string> accessions;
  for (const auto member : group.proteins) accessions.push_back(identifications.proteins[member].accession);
  return join(accessions, ";");
}

/// Areas of all ions x runs, NaN = not measured.
Eigen::MatrixXd areasOf(const StudyTraces& traces) {
  Eigen::MatrixXd areas =
      Eigen::MatrixXd::Constant(static_cast<Index>(traces.ions.ions.size()),
                                static_cast<Index>(traces.ions.runs.size()), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t run = 0; run < traces.traces.size(); ++run) {
    for (std::size_t t = 0; t < traces.traces[run].size(); ++t) {
      if (traces.traces[run][t].reason == MissingReason::Measured)
        areas(static_cast<Index>(traces.targets[run][t].ion), static_cast<Index>(run)) = traces.traces[run][t].area;
    }
  }
  return areas;
}

std::optional<int> wholeNumber(const std::string& text) {
  const auto value = parseNumber(text);
  constexpr double most = 1e6;
  if (!value || !(*value >= 0 && *value <= most) || *value != std::floor(*value)) return std::nullopt;
  return static_cast<int>(*value);
}

}  // namespace

std::vector<std::vector<std::size_t>> acceptedGroups(const Identifications& identifications, const StudyIons& ions,
                                                     const AcceptedLimits& limits) {
  std::vector<std::vector<std::size_t>> groupsOf(identifications.proteins.size());
  for (std::size_t g = 0; g < identifications.groups.size(); ++g) {
    if (!isAccepted(identifications.groups[g], limits)) continue;
    for (const auto protein : identifications.groups[g].proteins) groupsOf[protein].push_back(g);
  }
  std::vector<std::vector<std::size_t>> groupsOfIon;
  for (const PeptideIon& ion : ions.ions) {
    std::vector<std::size_t>& groups = groupsOfIon.emplace_back();
    for (const auto protein : ion.proteins)
      groups.insert(groups.end(), groupsOf[protein].begin(), groupsOf[protein].end());
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  }
  return groupsOfIon;
}

std::vector<int> fractionNumbers(const std::vector<QuantRun>& runs) {
  std::vector<std::string> known;
  for (const QuantRun& run : runs) {
    if (std::find(known.begin(), known.end(), run.fraction) == known.end()) known.push_back(run.fraction);
  }
  const bool asTheyAre =
      std::all_of(known.begin(), known.end(), [](const std::string& name) { return wholeNumber(name).has_value(); });
  std::vector<int> numbers;
  for (const QuantRun& run : runs) {
    const auto place = std::find(known.begin(), known.end(), run.fraction) - known.begin();
    numbers.push_back(asTheyAre ? *wholeNumber(run.fraction) : static_cast<int>(place + 1));
  }
  return numbers;
}

IonTable quantifiedIons(const Identifications& identifications, const StudyTraces& traces, const QuantTable& proteins,
                        const AcceptedLimits& limits) {
  std::map<std::string, std::size_t> rowOf;
  for (std::size_t row = 0; row < proteins.rows.size(); ++row) rowOf.emplace(proteins.rows[row].id, row);
  const Eigen::MatrixXd areas = areasOf(traces);
  const auto groupsOf = acceptedGroups(identifications, traces.ions, limits);
  IonTable table;
  for (std::size_t ion = 0; ion < groupsOf.size(); ++ion) {
    if (groupsOf[ion].size() != 1 || areas.row(static_cast<Index>(ion)).array().isNaN().all()) continue;
    const auto found = rowOf.find(nameOf(identifications.groups[groupsOf[ion].front()], identifications));
    if (found != rowOf.end()) table.rows.push_back({ion, found->second});
  }
  std::sort(table.rows.begin(), table.rows.end(),
            [](const auto& a, const auto& b) { return std::pair(a.protein, a.ion) < std::pair(b.protein, b.ion); });
  table.intensity.resize(static_cast<Index>(table.rows.size()), areas.cols());
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    table.intensity.row(static_cast<Index>(row)) = areas.row(static_cast<Index>(table.rows[row].ion));
  return table;
}

}  // namespace vescargo
