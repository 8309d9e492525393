#include "vescargo/confidence/assignConfidence.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "vescargo/confidence/folds.h"
#include "vescargo/confidence/proteinGroups.h"
#include "vescargo/confidence/qValues.h"
#include "vescargo/confidence/rescore.h"
#include "vescargo/confidence/rtModel.h"

namespace vescargo {

namespace {

/// I as L outside of the brackets that name modifications.
std::string modifiedKey(std::string text) {
  int depth = 0;
  for (char& letter : text) {
    depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
    if (depth == 0 && letter == 'I') letter = 'L';
  }
  return text;
}

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

void setPsmLevel(std::vector<Psm>& psms) {
  std::vector<double> scores;
  std::vector<bool> decoy;
  for (const auto& psm : psms) {
    scores.push_back(static_cast<double>(psm.score));
    decoy.push_back(psm.decoy);
  }
  const auto q = qValues(scores, decoy);
  const auto errors = posteriorErrors(scores, decoy);
  for (std::size_t i = 0; i < psms.size(); ++i) {
    psms[i].qValue = static_cast<float>(q[i]);
    psms[i].posteriorError = static_cast<float>(errors[i]);
  }
}

void setPeptideLevel(std::vector<Psm>& psms) {
  std::map<std::string, std::size_t> indexOf;
  std::vector<double> scores;
  std::vector<bool> decoy;
  std::vector<std::size_t> peptideOf;
  for (const auto& psm : psms) {
    const auto [known, fresh] = indexOf.emplace(modifiedKey(psm.modifiedSequence), scores.size());
    if (fresh) {
      scores.push_back(static_cast<double>(psm.score));
      decoy.push_back(psm.decoy);
    }
    const std::size_t peptide = known->second;
    scores[peptide] = std::max(scores[peptide], static_cast<double>(psm.score));
    peptideOf.push_back(peptide);
  }
  const auto q = qValues(scores, decoy);
  for (std::size_t i = 0; i < psms.size(); ++i) psms[i].peptideQValue = static_cast<float>(q[peptideOf[i]]);
}

}  // namespace

Identifications assignConfidence(std::vector<std::string> runs, std::vector<Psm> psms,
                                 std::vector<Protein> databaseProteins, const ConfidenceOptions& options) {
  if (psms.empty())
    throw Error(ExitCode::Empty, "search", "no spectrum matches any peptide",
                "check that the database, the enzyme, the modifications and the tolerances fit the runs");
  std::sort(psms.begin(), psms.end(), [](const Psm& a, const Psm& b) {
    return std::tie(a.run, a.spectrum, a.rank) < std::tie(b.run, b.spectrum, b.rank);
  });
  const auto folds = peptideFolds(psms);
  setRtDeviations(psms, folds);
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
