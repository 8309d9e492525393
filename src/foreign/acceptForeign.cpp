#include "vescargo/foreign/acceptForeign.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "keepBestMatches.h"
#include "vescargo/confidence/levels.h"
#include "vescargo/confidence/proteinGroups.h"
#include "vescargo/search/Mass.h"
#include "vescargo/search/decoyNaming.h"

namespace vescargo {

namespace {

Psm psmOf(const ForeignMatch& match, const KnownPeptide& peptide) {
  constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
  Psm psm;
  psm.run = match.studyRun;
  psm.spectrum = match.ms2;
  psm.nativeId = match.spectrum;
  psm.rtSeconds = match.rtSeconds;
  psm.precursorMz = static_cast<float>(match.precursorMz);
  psm.sequence = peptide.sequence;
  psm.modifiedSequence = peptide.modified;
  psm.charge = match.charge;
  psm.calculatedMz = static_cast<float>(ionMz(peptide.mass, match.charge));
  psm.decoy = match.decoy;
  psm.score = match.score;
  psm.qValue = match.qValue;
  psm.peptideQValue = match.peptideQValue;
  psm.posteriorError = match.posteriorError;
  psm.hyperscore = psm.deltaScore = psm.explainedIntensity = psm.fragmentErrorPpm = unknown;
  return psm;
}

/// The names of all files.
struct Names {
  TextIndex texts;
  std::set<std::uint32_t> decoys;  // that a file marks so beside their names
};

/// Where `known` has all that ',' separates in a name, the names of these; an engine may join them so.
std::vector<std::uint32_t> addParts(std::string_view name, const std::set<std::string_view>& known, Names& names) {
  const auto parts = split(name, ',');
  const auto isKnown = [&](const std::string& part) { return known.contains(part); };
  if (parts.size() < 2 || known.contains(name) || !std::all_of(parts.begin(), parts.end(), isKnown))
    return {names.texts.add(name)};
  std::vector<std::uint32_t> added;
  for (const std::string& part : parts) added.push_back(names.texts.add(part));
  return added;
}

/// All matches of files that one engine wrote, by run, spectrum, charge; their names become `names`.
Candidates pool(const std::vector<ForeignResult>& results, const std::set<std::string_view>& known, Names& names) {
  Candidates pooled;
  for (const ForeignResult& result : results) {
    const ForeignResult& first = results.front();
    if (std::tie(result.engine, result.measure) != std::tie(first.engine, first.measure))
      throw Error(ExitCode::DoNotFit, result.path,
                  "holds " + result.measure + " of " + result.engine + ", but " + first.path + " " + first.measure +
                      " of " + first.engine,
                  "give the results of one engine for all runs");
    std::vector<std::vector<std::uint32_t>> namesOf(result.names.size());
    for (std::uint32_t name = 0; name < namesOf.size(); ++name)
      namesOf[name] = addParts(result.names[name], known, names);
    for (const std::uint32_t name : result.decoys) names.decoys.insert(namesOf[name].begin(), namesOf[name].end());
    for (const ForeignMatch& match : result.matches) {
      pooled.push_back({psmOf(match, result.known[match.peptide]), &result, match.line, {}});
      auto& own = pooled.back().names;
      for (const std::uint32_t name : match.proteins) own.insert(own.end(), namesOf[name].begin(), namesOf[name].end());
    }
  }
  if (pooled.empty())
    throw Error(ExitCode::Empty, results.front().path, "holds no match", "give the engine's results with all matches");
  std::stable_sort(pooled.begin(), pooled.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.psm.run, a.psm.spectrum, a.psm.charge) < std::tie(b.psm.run, b.psm.spectrum, b.psm.charge);
  });
  return pooled;
}

void leaveOutOtherMasses(Candidates& matches, AcceptedForeign& accepted) {
  const std::size_t before = matches.size();
  std::string example;
  std::string peptide;
  std::erase_if(matches, [&](Candidate& match) {
    if (fitsPrecursor(match.psm)) return false;
    if (example.empty()) {
      example = match.where();
      peptide = match.psm.modifiedSequence;
    }
    return true;
  });
  const std::size_t others = before - matches.size();
  if (2 * others > before)
    throw Error(ExitCode::DoNotFit, example,
                std::to_string(others) + " of " + std::to_string(before) +
                    " matches do not have the mass of their precursor (the first is " + peptide + ")",
                "give the runs that were searched, and results that write all modifications, e.g. pepXML");
  if (others > 0)
    accepted.warnings.push_back(std::to_string(others) + " of " + std::to_string(before) +
                                " matches are left out: their peptide's mass is not the precursor's (the first is " +
                                peptide + " at " + example + ")");
}

/// Accessions in our form, decoys "DECOY_" and the target's.
struct OurNames {
  DecoyNaming naming;
  std::vector<std::string> asTarget, asDecoy;
  std::vector<char> decoy;
};

OurNames nameAll(const Names& names, const std::set<std::string_view>& known) {
  std::vector<std::string> all;
  for (std::uint32_t name = 0; name < names.texts.size(); ++name) all.emplace_back(names.texts[name]);
  OurNames ours;
  ours.naming = nameDecoys(all, known);
  for (const std::string& name : all) {
    const bool decoy = ours.naming.isDecoy(name);
    ours.decoy.push_back(decoy || names.decoys.contains(static_cast<std::uint32_t>(ours.decoy.size())) ? 1 : 0);
    ours.asDecoy.push_back("DECOY_" + (decoy ? ours.naming.targetOf(name) : name));
  }
  ours.asTarget = std::move(all);
  return ours;
}

/// A ',' in what is left as a name may stand between two.
void tellCommas(const OurNames& ours, const std::set<std::string_view>& known, AcceptedForeign& accepted) {
  std::size_t times = 0;
  std::string example;
  for (const std::string& name : ours.asTarget) {
    if (name.find(',') == std::string::npos || known.contains(name)) continue;
    if (times++ == 0) example = name;
  }
  if (times > 0)
    accepted.warnings.push_back(std::to_string(times) + " names of proteins have a ',' (e.g. " + inQuotes(example) +
                                "), and each is taken for one protein; if it stands between several, give the "
                                "sequences that were searched by -fasta");
}

std::set<std::string_view> accessionsOf(const std::vector<Protein>& proteins) {
  std::set<std::string_view> accessions;
  for (const Protein& protein : proteins) accessions.insert(protein.accession);
  return accessions;
}

/// Files may tell of one match of a peptide fewer proteins than of another.
void shareProteins(Candidates& matches) {
  struct Told {
    std::vector<std::uint32_t> names;
    bool decoy = true;
  };
  std::map<std::string_view, Told> ofPeptide;
  for (const Candidate& match : matches) {
    Told& told = ofPeptide[match.psm.sequence];
    told.names.insert(told.names.end(), match.names.begin(), match.names.end());
    told.decoy = told.decoy && match.psm.decoy;
  }
  for (auto& [sequence, told] : ofPeptide) {
    std::sort(told.names.begin(), told.names.end());
    told.names.erase(std::unique(told.names.begin(), told.names.end()), told.names.end());
  }
  for (Candidate& match : matches) {
    const Told& told = ofPeptide.at(match.psm.sequence);
    match.names = told.names;
    match.psm.decoy = told.decoy;
  }
}

bool isDecoy(const Candidate& match, const OurNames& ours) {
  return match.psm.decoy ||
         std::all_of(match.names.begin(), match.names.end(), [&](auto name) { return ours.decoy[name] != 0; });
}

std::set<std::string> targetPeptides(const Candidates& matches, const OurNames& ours) {
  std::set<std::string> sequences;
  for (const Candidate& match : matches) {
    if (!isDecoy(match, ours)) sequences.insert(match.psm.sequence);
  }
  return sequences;
}

/// Marks decoys. A target's match loses the decoys among its proteins.
void markDecoys(Candidates& matches, const OurNames& ours) {
  for (Candidate& match : matches) {
    match.psm.decoy = isDecoy(match, ours);
    if (!match.psm.decoy) std::erase_if(match.names, [&](auto name) { return ours.decoy[name] != 0; });
  }
}

std::map<std::string, Protein> byAccession(const std::vector<Protein>& proteins) {
  std::map<std::string, Protein> found;
  for (const Protein& protein : proteins) found.emplace(protein.accession, protein);
  return found;
}

/// Sorted proteins of the matches, which then index them.
std::vector<Protein> nameProteins(Candidates& matches, const OurNames& ours,
                                  const std::map<std::string, Protein>& known) {
  std::map<std::string, std::uint32_t> place;
  const auto nameIn = [&](const Candidate& match, std::uint32_t name) -> const std::string& {
    return match.psm.decoy ? ours.asDecoy[name] : ours.asTarget[name];
  };
  for (const Candidate& match : matches) {
    for (const std::uint32_t name : match.names) place.emplace(nameIn(match, name), 0);
  }
  std::vector<Protein> proteins;
  for (auto& [accession, at] : place) {
    at = static_cast<std::uint32_t>(proteins.size());
    const auto found = known.find(accession);
    const Protein& told = found == known.end() ? Protein{} : found->second;
    proteins.push_back({accession, told.gene, told.description, ""});
  }
  for (Candidate& match : matches) {
    auto& indices = match.psm.proteins;
    for (const std::uint32_t name : match.names) indices.push_back(place.at(nameIn(match, name)));
    std::sort(indices.begin(), indices.end());
    indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
  }
  return proteins;
}

/// A FASTA file that has few of the proteins is another than was searched.
void requireSearched(const Candidates& matches, const OurNames& ours, const std::vector<Protein>& known,
                     AcceptedForeign& accepted) {
  if (known.empty()) return;
  const std::set<std::string_view> accessions = accessionsOf(known);
  std::size_t targets = 0;
  std::size_t found = 0;
  std::string example;
  for (const Candidate& match : matches) {
    if (match.psm.decoy) continue;
    ++targets;
    const bool isKnown = std::any_of(match.names.begin(), match.names.end(),
                                     [&](auto name) { return accessions.contains(ours.asTarget[name]); });
    found += isKnown ? 1 : 0;
    if (!isKnown && example.empty() && !match.names.empty()) example = ours.asTarget[match.names.front()];
  }
  if (targets > 0 && found == 0)
    throw Error(ExitCode::DoNotFit, "-fasta",
                "has no protein of the " + std::to_string(targets) + " matches of -ids, e.g. " + inQuotes(example),
                "give the sequences that were searched");
  if (2 * found < targets)
    accepted.warnings.push_back(
        "-fasta has the proteins of " + std::to_string(found) + " of " + std::to_string(targets) +
        " matches only (it lacks e.g. " + inQuotes(example) +
        "): the others have no genes and no sequences; are these the sequences that were searched?");
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

/// Of matches with posterior errors, the mean of those that are as good or better (Kall 2008).
void setFromPosteriorErrors(std::vector<Psm>& psms) {
  std::vector<std::uint32_t> order(psms.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return psms[a].posteriorError < psms[b].posteriorError; });
  double sum = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    sum += static_cast<double>(psms[order[i]].posteriorError);
    psms[order[i]].qValue = static_cast<float>(sum / static_cast<double>(i + 1));
  }
}

/// Decoys need no q-value.
bool targetsHaveQValues(const std::vector<Psm>& psms) {
  return std::all_of(psms.begin(), psms.end(), [](const Psm& psm) { return psm.decoy || !std::isnan(psm.qValue); });
}

void assignLevels(const ForeignResult& first, bool decoys, const ConfidenceOptions& options,
                  AcceptedForeign& accepted) {
  Identifications& ids = accepted.identifications;
  std::vector<Psm>& psms = ids.psms;
  bool matchLevel = targetsHaveQValues(psms);
  const bool peptideLevel = allHave(psms, &Psm::peptideQValue);
  const bool errors = allHave(psms, &Psm::posteriorError);
  const bool fromErrors = !matchLevel && !decoys && errors;
  if (fromErrors) setFromPosteriorErrors(psms);
  matchLevel = matchLevel || fromErrors;
  if (!matchLevel && !decoys)
    throw Error(ExitCode::CorruptContent, first.path,
                "has neither q-values, posterior errors nor decoys, so no match can be accepted at a known error rate",
                "give results with decoys, or filtered ones with their q-values");
  const auto kept = psms;
  if (decoys) setPsmLevel(psms);
  if (decoys && !peptideLevel) setPeptideLevel(psms);
  for (std::size_t i = 0; i < psms.size(); ++i) {
    if (matchLevel && !std::isnan(kept[i].qValue)) psms[i].qValue = kept[i].qValue;
    if (errors || !decoys) psms[i].posteriorError = kept[i].posteriorError;
  }
  const std::string own = "target-decoy competition on " + first.measure;
  const std::string ofMatches = fromErrors ? "the mean of their posterior errors" : matchLevel ? first.engine : own;
  accepted.sentences.push_back("q-values of matches by " + ofMatches + ", of peptides by " +
                               (peptideLevel ? first.engine : own));
  if (!decoys && !peptideLevel) borrowPeptideLevel(psms);
  ids.groups = proteinGroups(psms, ids.proteins, options.fdr);
  if (decoys) return;
  borrowGroupLevel(ids);
  accepted.sentences.back() =
      "q-values of matches by " + ofMatches + ", of peptides by " + (peptideLevel ? first.engine : "their best match");
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

AcceptedForeign acceptForeign(const std::vector<ForeignResult>& results, const std::vector<Protein>& known,
                              const ConfidenceOptions& options) {
  AcceptedForeign accepted;
  const std::set<std::string_view> accessions = accessionsOf(known);
  Names names;
  Candidates matches = pool(results, accessions, names);
  const OurNames ours = nameAll(names, accessions);
  const std::set<std::string> targets = targetPeptides(matches, ours);
  accepted.sentences =
      keepBestMatches(matches, [&](const Candidate& match) { return !targets.contains(match.psm.sequence); });
  leaveOutOtherMasses(matches, accepted);
  tellCommas(ours, accessions, accepted);
  shareProteins(matches);
  markDecoys(matches, ours);
  requireSearched(matches, ours, known, accepted);
  const auto decoys = std::count_if(matches.begin(), matches.end(), [](const auto& match) { return match.psm.decoy; });
  const std::string marks =
      decoys > 0 && ours.naming.affix.text.empty() ? "as the file marks them" : ours.naming.text();
  accepted.sentences.push_back("decoys: " + marks + ", " + std::to_string(decoys) + " of " +
                               std::to_string(matches.size()) + " matches");
  if (static_cast<std::size_t>(decoys) == matches.size())
    throw Error(ExitCode::Empty, results.front().path, "holds decoys only (" + std::to_string(decoys) + " matches)",
                "give the matches of targets too");
  auto told = byAccession(known);
  for (const ForeignResult& result : results) told.merge(byAccession(result.proteins));
  Identifications& ids = accepted.identifications;
  ids.proteins = nameProteins(matches, ours, told);
  for (Candidate& match : matches) ids.psms.push_back(std::move(match.psm));
  assignLevels(results.front(), decoys > 0, options, accepted);
  return accepted;
}

}  // namespace vescargo
