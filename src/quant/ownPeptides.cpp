#include "vescargo/quant/ownPeptides.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

/// What an accepted group has.
struct GroupPeptides {
  std::vector<std::size_t> own;          ///< count for it and were measured
  std::set<std::string_view> sequences;  ///< of them
  bool unmeasured = false;               ///< some count for it and were not measured
  bool shared = false;                   ///< some are in it and count for another group, or for none
};

/// Accepted groups of each protein.
std::vector<std::vector<std::size_t>> acceptedGroups(const Identifications& identifications,
                                                     const AcceptedLimits& limits) {
  std::vector<std::vector<std::size_t>> groupsOf(identifications.proteins.size());
  for (std::size_t g = 0; g < identifications.groups.size(); ++g) {
    if (!isAccepted(identifications.groups[g], limits)) continue;
    for (const auto p : identifications.groups[g].proteins) groupsOf[p].push_back(g);
  }
  return groupsOf;
}

std::size_t razorGroup(const std::vector<ProteinGroup>& groups, const std::set<std::size_t>& candidates) {
  const auto key = [&](std::size_t g) { return std::make_pair(groups[g].peptides, groups[g].razorPeptides); };
  return *std::max_element(candidates.begin(), candidates.end(),
                           [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
}

bool isMeasured(const PeptideMatrix& matrix, std::size_t peptide) {
  const auto& reasons = matrix.reasons[peptide];
  return std::find(reasons.begin(), reasons.end(), MissingReason::Measured) != reasons.end();
}

std::string_view whyUnquantified(const GroupPeptides& group) {
  if (!group.own.empty()) return "fewer peptides than min_peptides";
  if (group.unmeasured) return "no peptide measured";
  if (group.shared) return "shared peptides only";
  return "no peptide accepted";
}

}  // namespace

QuantRow namedRow(const std::vector<Protein>& proteins, const std::vector<std::uint32_t>& members) {
  std::vector<std::string> accessions;
  std::vector<std::string> genes;
  for (const auto p : members) {
    accessions.push_back(proteins[p].accession);
    const bool known = std::find(genes.begin(), genes.end(), proteins[p].gene) != genes.end();
    if (!proteins[p].gene.empty() && !known) genes.push_back(proteins[p].gene);
  }
  return {join(accessions, ";"), join(accessions, ";"), join(genes, ";"), 0};
}

OwnPeptides ownPeptides(const Identifications& identifications, const StudyIons& ions, const PeptideMatrix& matrix,
                        const QuantOptions& options, const AcceptedLimits& limits) {
  const auto groupsOf = acceptedGroups(identifications, limits);
  std::vector<GroupPeptides> having(identifications.groups.size());
  std::set<std::string_view> shared;
  for (std::size_t p = 0; p < matrix.firstIon.size(); ++p) {
    const PeptideIon& ion = ions.ions[matrix.firstIon[p]];
    std::set<std::size_t> groups;
    for (const auto protein : ion.proteins) groups.insert(groupsOf[protein].begin(), groupsOf[protein].end());
    if (groups.size() > 1) {
      shared.insert(ion.sequence);
      for (const auto g : groups) having[g].shared = true;
      if (options.sharedPeptides == SharedPeptides::None) continue;
    }
    if (groups.empty()) continue;
    GroupPeptides& group = having[razorGroup(identifications.groups, groups)];
    if (isMeasured(matrix, p)) {
      group.own.push_back(p);
      group.sequences.insert(ion.sequence);
    } else {
      group.unmeasured = true;
    }
  }
  OwnPeptides result;
  result.shared = shared.size();
  for (std::size_t g = 0; g < having.size(); ++g) {
    if (!isAccepted(identifications.groups[g], limits)) continue;
    QuantRow row = namedRow(identifications.proteins, identifications.groups[g].proteins);
    row.peptides = static_cast<int>(having[g].sequences.size());
    if (row.peptides >= options.minPeptides) {
      result.proteins.push_back({g, std::move(row), std::move(having[g].own)});
    } else {
      result.unquantified.push_back({row.id, whyUnquantified(having[g])});
    }
  }
  const auto byId = [](const auto& a, const auto& b) { return a.row.id < b.row.id; };
  std::sort(result.proteins.begin(), result.proteins.end(), byId);
  std::sort(result.unquantified.begin(), result.unquantified.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  return result;
}

}  // namespace vescargo
