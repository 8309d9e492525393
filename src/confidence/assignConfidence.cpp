#include "vescargo/confidence/assignConfidence.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "vescargo/confidence/folds.h"
#include "vescargo/confidence/fragmentModel.h"
#include "vescargo/confidence/levels.h"
#include "vescargo/confidence/proteinGroups.h"
#include "vescargo/confidence/rescore.h"
#include "vescargo/confidence/rtModel.h"

namespace vescargo {

namespace {

/// Keeps the proteins that are hit, by accession, and lets the matches index them.
std::vector<Protein> keepHitProteins(std::vector<Psm>& psms, std::vector<Protein> database) {
  std::vector<bool> hit(database.size(), false);
  for (const auto& psm : psms) {
    for (const auto protein : psm.proteins) hit[protein] = true;
  }
  std::vector<std::uint32_t> order;
  for (std::size_t i = 0; i < database.size(); ++i) {
    if (hit[i]) order.push_back(static_cast<std::uint32_t>(i));
  }
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return database[a].accession < database[b].accession; });
  std::vector<std::uint32_t> place(database.size());
  std::vector<Protein> kept;
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = static_cast<std::uint32_t>(i);
    kept.push_back(std::move(database[order[i]]));
    kept.back().sequence.clear();
  }
  for (auto& psm : psms) {
    for (auto& protein : psm.proteins) protein = place[protein];
    std::sort(psm.proteins.begin(), psm.proteins.end());
  }
  return kept;
}

}  // namespace

Identifications assignConfidence(std::vector<std::string> runs, std::vector<Psm> psms,
                                 std::vector<Protein> databaseProteins, const ConfidenceOptions& options) {
  if (psms.empty())
    throw Error(ExitCode::Empty, "search", "no spectrum matches any peptide",
                "check that the database, the enzyme, the modifications and the tolerances fit the runs");
  const auto before = [](const Psm& a, const Psm& b) {
    return std::tie(a.run, a.spectrum, a.rank) < std::tie(b.run, b.spectrum, b.rank);
  };
  if (!std::is_sorted(psms.begin(), psms.end(), before)) std::sort(psms.begin(), psms.end(), before);
  const auto folds = peptideFolds(psms);
  setRtDeviations(psms, folds);
  setIntensityAgreement(psms, folds);
  for (Psm& psm : psms) std::vector<float>().swap(psm.fragmentIntensity);
  const auto rescored = rescore(psms, folds);
  for (std::size_t i = 0; i < psms.size(); ++i) psms[i].score = static_cast<float>(rescored.scores[i]);
  setPsmLevel(psms);
  setPeptideLevel(psms);
  Identifications result;
  result.runs = std::move(runs);
  result.proteins = keepHitProteins(psms, std::move(databaseProteins));
  result.groups = proteinGroups(psms, result.proteins, options.fdr);
  result.psms = std::move(psms);
  return result;
}

}  // namespace vescargo
