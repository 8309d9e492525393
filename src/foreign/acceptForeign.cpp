#include "vescargo/foreign/acceptForeign.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "vescargo/confidence/levels.h"
#include "vescargo/confidence/proteinGroups.h"
#include "vescargo/search/Mass.h"
#include "vescargo/search/decoyNaming.h"

namespace vescargo {

namespace {

using Matches = std::vector<ForeignMatch>;

/// All matches of files that one engine wrote, by run, spectrum, charge.
Matches pool(std::vector<ForeignResult>& results) {
  Matches pooled;
  for (ForeignResult& result : results) {
    const ForeignResult& first = results.front();
    if (std::tie(result.engine, result.measure) != std::tie(first.engine, first.measure))
      throw Error(ExitCode::DoNotFit, result.path,
                  "holds " + result.measure + " of " + result.engine + ", but " + first.path + " " + first.measure +
                      " of " + first.engine,
                  "give the results of one engine for all runs");
    std::move(result.matches.begin(), result.matches.end(), std::back_inserter(pooled));
  }
  if (pooled.empty())
    throw Error(ExitCode::Empty, results.front().path, "holds no match", "give the engine's results with all matches");
  std::stable_sort(pooled.begin(), pooled.end(), [](const ForeignMatch& a, const ForeignMatch& b) {
    return std::tie(a.psm.run, a.psm.spectrum, a.psm.charge) < std::tie(b.psm.run, b.psm.spectrum, b.psm.charge);
  });
  return pooled;
}

/// One match a spectrum: of several charges the best.
void keepBestCharges(Matches& matches, AcceptedForeign& accepted) {
  const std::size_t before = matches.size();
  Matches kept;
  for (ForeignMatch& match : matches) {
    const bool same =
        !kept.empty() && kept.back().psm.run == match.psm.run && kept.back().psm.spectrum == match.psm.spectrum;
    if (!same) {
      kept.push_back(std::move(match));
      continue;
    }
    if (kept.back().psm.charge == match.psm.charge)
      throw Error(ExitCode::DoNotFit, match.where,
                  "spectrum " + inQuotes(match.psm.nativeId) + " has a match already, at " + kept.back().where,
                  "give each run once, with one best match of each spectrum");
    if (match.psm.score > kept.back().psm.score) kept.back() = std::move(match);
  }
  if (kept.size() < before)
    accepted.sentences.push_back(std::to_string(before - kept.size()) +
                                 " matches left out: their spectrum has a better one at another charge");
  matches = std::move(kept);
}

void leaveOutOtherMasses(Matches& matches, AcceptedForeign& accepted) {
  const std::size_t before = matches.size();
  const std::string example = matches.front().where;
  const std::string peptide = matches.front().psm.modifiedSequence;
  std::erase_if(matches, [](ForeignMatch& match) { return !fitsPrecursor(match.psm); });
  const std::size_t others = before - matches.size();
  if (2 * others > before)
    throw Error(ExitCode::DoNotFit, example,
                std::to_string(others) + " of " + std::to_string(before) +
                    " matches do not have the mass of their precursor (the first is " + peptide + ")",
                "give the runs that were searched, and results that write all modifications, e.g. pepXML");
  if (others > 0)
    accepted.warnings.push_back(std::to_string(others) + " of " + std::to_string(before) +
                                " matches are left out: their peptide's mass is not the precursor's");
}

/// Marks decoys and gives all accessions our form of names, "DECOY_" and the target's.
DecoyNaming markDecoys(Matches& matches) {
  std::vector<std::string> all;
  for (const ForeignMatch& match : matches) all.insert(all.end(), match.accessions.begin(), match.accessions.end());
  DecoyNaming naming = nameDecoys(all);
  const auto isDecoy = [&](const std::string& accession) { return naming.isDecoy(accession); };
  for (ForeignMatch& match : matches) {
    auto& names = match.accessions;
    match.psm.decoy = match.psm.decoy || std::all_of(names.begin(), names.end(), isDecoy);
    if (!match.psm.decoy) std::erase_if(names, isDecoy);
    if (!match.psm.decoy) continue;
    for (std::string& name : names) name = "DECOY_" + (isDecoy(name) ? naming.targetOf(name) : name);
  }
  return naming;
}

std::map<std::string, Protein> byAccession(const std::vector<Protein>& proteins) {
  std::map<std::string, Protein> found;
  for (const Protein& protein : proteins) found.emplace(protein.accession, protein);
  return found;
}

/// Sorted proteins of the matches, which then index them.
std::vector<Protein> nameProteins(Matches& matches, const std::map<std::string, Protein>& known) {
  std::map<std::string, std::uint32_t> place;
  for (const ForeignMatch& match : matches) {
    for (const std::string& name : match.accessions) place.emplace(name, 0);
  }
  std::vector<Protein> proteins;
  for (auto& [accession, at] : place) {
    at = static_cast<std::uint32_t>(proteins.size());
    const auto found = known.find(accession);
    const Protein& told = found == known.end() ? Protein{} : found->second;
    proteins.push_back({accession, told.gene, told.description, ""});
  }
  for (ForeignMatch& match : matches) {
    for (const std::string& name : match.accessions) match.psm.proteins.push_back(place.at(name));
    auto& indices = match.psm.proteins;
    std::sort(indices.begin(), indices.end());
    indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
  }
  return proteins;
}

bool allHave(const std::vector<Psm>& psms, float Psm::*value) {
  return std::none_of(psms.begin(), psms.end(), [&](const Psm& psm) { return std::isnan(psm.*value); });
}

/// The lowest PSM q-value of each peptide, which is what there is without decoys.
void borrowPeptideLevel(std::vector<Psm>& psms) {
  std::map<std::string, float> lowest;
  for (const Psm& psm : psms) {
    const auto [known, fresh] = lowest.emplace(psm.modifiedSequence, psm.qValue);
    if (!fresh) known->second = std::min(known->second, psm.qValue);
  }
  for (Psm& psm : psms) psm.peptideQValue = lowest.at(psm.modifiedSequence);
}

void borrowGroupLevel(Identifications& ids) {
  std::vector<float> lowest(ids.proteins.size(), 1);
  for (const Psm& psm : ids.psms) {
    for (const auto protein : psm.proteins) lowest[protein] = std::min(lowest[protein], psm.peptideQValue);
  }
  for (ProteinGroup& group : ids.groups) {
    group.qValue = 1;
    for (const auto protein : group.proteins) group.qValue = std::min(group.qValue, lowest[protein]);
  }
  std::stable_sort(ids.groups.begin(), ids.groups.end(),
                   [](const ProteinGroup& a, const ProteinGroup& b) { return a.qValue < b.qValue; });
}

void assignLevels(const ForeignResult& first, bool decoys, const ConfidenceOptions& options,
                  AcceptedForeign& accepted) {
  Identifications& ids = accepted.identifications;
  std::vector<Psm>& psms = ids.psms;
  const bool matchLevel = allHave(psms, &Psm::qValue);
  const bool peptideLevel = allHave(psms, &Psm::peptideQValue);
  const bool errors = allHave(psms, &Psm::posteriorError);
  if (!matchLevel && !decoys)
    throw Error(ExitCode::CorruptContent, first.path,
                "has neither q-values nor decoys, so no match can be accepted at a known error rate",
                "give results with decoys, or filtered ones with their q-values");
  const auto kept = psms;
  if (decoys) setPsmLevel(psms);
  if (decoys && !peptideLevel) setPeptideLevel(psms);
  for (std::size_t i = 0; i < psms.size(); ++i) {
    if (matchLevel) psms[i].qValue = kept[i].qValue;
    if (errors || !decoys) psms[i].posteriorError = kept[i].posteriorError;
  }
  const std::string own = "target-decoy competition on " + first.measure;
  accepted.sentences.push_back("q-values of matches by " + (matchLevel ? first.engine : own) + ", of peptides by " +
                               (peptideLevel ? first.engine : own));
  if (!decoys && !peptideLevel) borrowPeptideLevel(psms);
  ids.groups = proteinGroups(psms, ids.proteins, options.fdr);
  if (decoys) return;
  borrowGroupLevel(ids);
  accepted.sentences.back() = "q-values of matches by " + first.engine + ", of peptides by " +
                              (peptideLevel ? first.engine : "their best match");
  accepted.warnings.emplace_back(
      "the results hold no decoys, so protein groups have no error rate of their own: each has the q-value of its best "
      "peptide, which is too low");
}

}  // namespace

bool fitsPrecursor(Psm& psm) {
  constexpr double widestDa = 0.1;
  const double difference = (static_cast<double>(psm.precursorMz) - static_cast<double>(psm.calculatedMz)) * psm.charge;
  const double isotopes = std::clamp(std::round(difference / isotopeSpacing), -1.0, 3.0);
  const double rest = difference - isotopes * isotopeSpacing;
  psm.isotopeError = static_cast<std::int8_t>(isotopes);
  psm.precursorErrorPpm = static_cast<float>(1e6 * rest / (static_cast<double>(psm.calculatedMz) * psm.charge));
  return std::abs(rest) <= widestDa;
}

AcceptedForeign acceptForeign(std::vector<ForeignResult> results, const std::vector<Protein>& known,
                              const ConfidenceOptions& options) {
  AcceptedForeign accepted;
  Matches matches = pool(results);
  keepBestCharges(matches, accepted);
  leaveOutOtherMasses(matches, accepted);
  const DecoyNaming naming = markDecoys(matches);
  const auto decoys = std::count_if(matches.begin(), matches.end(), [](const auto& match) { return match.psm.decoy; });
  accepted.sentences.push_back("decoys: " + naming.text() + ", " + std::to_string(decoys) + " of " +
                               std::to_string(matches.size()) + " matches");
  auto told = byAccession(known);
  for (const ForeignResult& result : results) told.merge(byAccession(result.proteins));
  Identifications& ids = accepted.identifications;
  ids.proteins = nameProteins(matches, told);
  for (ForeignMatch& match : matches) ids.psms.push_back(std::move(match.psm));
  assignLevels(results.front(), decoys > 0, options, accepted);
  return accepted;
}

}  // namespace vescargo
