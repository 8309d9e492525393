#include "vescargo/openms/identificationFile.h"

#include <OpenMS/CHEMISTRY/AASequence.h>
#include <OpenMS/CHEMISTRY/EnzymaticDigestion.h>
#include <OpenMS/CHEMISTRY/ProteaseDB.h>
#include <OpenMS/CONCEPT/Exception.h>
#include <OpenMS/FORMAT/IdXMLFile.h>
#include <OpenMS/METADATA/PeptideIdentification.h>
#include <OpenMS/METADATA/ProteinIdentification.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <tuple>

#include "vescargo/base/OutputFile.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/openms/chemistry.h"
#include "vescargo/openms/xmlDoor.h"
#include "vescargo/table/Study.h"

namespace vescargo {

namespace {

using OpenMS::PeptideHit;
using OpenMS::PeptideIdentification;
using OpenMS::ProteinHit;
using OpenMS::ProteinIdentification;

constexpr const char* engineName = "Vescargo";
/// With `/` between, which no name of a run has.
constexpr const char* otherNames = "other_names";

OpenMS::EnzymaticDigestion::Specificity specificityOf(const SearchOptions& options) {
  if (options.specificity == Specificity::None) return OpenMS::EnzymaticDigestion::SPEC_NONE;
  return options.specificity == Specificity::Semi ? OpenMS::EnzymaticDigestion::SPEC_SEMI
                                                  : OpenMS::EnzymaticDigestion::SPEC_FULL;
}

ProteinIdentification::SearchParameters parametersOf(const SearchOptions& options, const SearchWindows& windows) {
  ProteinIdentification::SearchParameters parameters;
  parameters.charges = std::to_string(options.minCharge) + ":" + std::to_string(options.maxCharge);
  parameters.mass_type = ProteinIdentification::MONOISOTOPIC;
  parameters.fixed_modifications.assign(options.fixedModifications.begin(), options.fixedModifications.end());
  parameters.variable_modifications.assign(options.variableModifications.begin(), options.variableModifications.end());
  parameters.missed_cleavages = static_cast<OpenMS::UInt>(options.missedCleavages);
  parameters.fragment_mass_tolerance = windows.fragment.value;
  parameters.fragment_mass_tolerance_ppm = windows.fragment.unit == Tolerance::Unit::Ppm;
  parameters.precursor_mass_tolerance = windows.precursor.value;
  parameters.precursor_mass_tolerance_ppm = windows.precursor.unit == Tolerance::Unit::Ppm;
  parameters.enzyme_term_specificity = specificityOf(options);
  const auto* proteases = OpenMS::ProteaseDB::getInstance();
  if (proteases->hasEnzyme(options.enzyme)) {
    parameters.digestion_enzyme = *proteases->getEnzyme(options.enzyme);
  }
  return parameters;
}

ProteinHit hitOf(const Protein& protein) {
  ProteinHit hit(1.0, 0, protein.accession, "");
  hit.setDescription(protein.description);
  hit.setMetaValue("target_decoy", protein.accession.starts_with("DECOY_") ? "decoy" : "target");
  hit.setMetaValue("gene", protein.gene);
  if (protein.entrapment) hit.setMetaValue("entrapment", "yes");
  return hit;
}

ProteinIdentification proteinsOf(const Identifications& identifications, std::uint32_t run) {
  ProteinIdentification proteins;
  proteins.setIdentifier(identifications.runs[run]);
  proteins.setSearchEngine(engineName);
  proteins.setSearchEngineVersion(VESCARGO_VERSION);
  // The schema wants a date; no result holds the time of day.
  OpenMS::DateTime fixedDate;
  fixedDate.set("1970-01-01 00:00:00");
  proteins.setDateTime(fixedDate);
  proteins.setScoreType("q-value");
  proteins.setHigherScoreBetter(false);
  proteins.setPrimaryMSRunPath({identifications.runs[run] + ".mzML"});
  if (run < identifications.otherNames.size() && !identifications.otherNames[run].empty())
    proteins.setMetaValue(otherNames, join(identifications.otherNames[run], "/"));
  std::vector<ProteinHit> hits;
  for (const auto& protein : identifications.proteins) hits.push_back(hitOf(protein));
  for (std::size_t g = 0; g < identifications.groups.size(); ++g) {
    const auto& group = identifications.groups[g];
    ProteinIdentification::ProteinGroup written;
    written.probability = 1.0 - static_cast<double>(group.qValue);
    for (const std::uint32_t member : group.proteins) {
      written.accessions.emplace_back(identifications.proteins[member].accession);
      hits[member].setScore(static_cast<double>(group.qValue));
    }
    ProteinHit& lead = hits[group.proteins.front()];
    lead.setMetaValue("group_index", static_cast<int>(g));
    lead.setMetaValue("group_peptides", group.peptides);
    lead.setMetaValue("group_unique_peptides", group.uniquePeptides);
    lead.setMetaValue("group_razor_peptides", group.razorPeptides);
    lead.setMetaValue("group_score", static_cast<double>(group.score));
    proteins.insertIndistinguishableProteins(written);
  }
  proteins.setHits(hits);
  return proteins;
}

PeptideIdentification matchOf(const Psm& psm, const Identifications& identifications) {
  PeptideHit hit(static_cast<double>(psm.qValue), 1, psm.charge, OpenMS::AASequence::fromString(psm.modifiedSequence));
  std::vector<OpenMS::PeptideEvidence> evidences;
  for (const std::uint32_t protein : psm.proteins) {
    OpenMS::PeptideEvidence evidence;
    evidence.setProteinAccession(identifications.proteins[protein].accession);
    evidences.push_back(evidence);
  }
  hit.setPeptideEvidences(evidences);
  hit.setMetaValue("target_decoy", psm.decoy ? "decoy" : "target");
  hit.setMetaValue("spectrum_index", static_cast<int>(psm.spectrum));
  hit.setMetaValue("calculated_mz", static_cast<double>(psm.calculatedMz));
  hit.setMetaValue("hyperscore", static_cast<double>(psm.hyperscore));
  hit.setMetaValue("delta_score", static_cast<double>(psm.deltaScore));
  hit.setMetaValue("matched_ions", static_cast<int>(psm.matchedIons));
  hit.setMetaValue("longest_series", static_cast<int>(psm.longestSeries));
  hit.setMetaValue("explained_intensity", static_cast<double>(psm.explainedIntensity));
  hit.setMetaValue("precursor_error_ppm", static_cast<double>(psm.precursorErrorPpm));
  hit.setMetaValue("fragment_error_ppm", static_cast<double>(psm.fragmentErrorPpm));
  hit.setMetaValue("expect_score", static_cast<double>(psm.expectScore));
  hit.setMetaValue("spectrum_rank", static_cast<int>(psm.rank));
  hit.setMetaValue("mass_shift_da", static_cast<double>(psm.massShiftDa));
  hit.setMetaValue("shift_site", static_cast<int>(psm.shiftSite));
  hit.setMetaValue("isotope_error", static_cast<int>(psm.isotopeError));
  hit.setMetaValue("missed_cleavages", static_cast<int>(psm.missedCleavages));
  hit.setMetaValue("rt_deviation_seconds", static_cast<double>(psm.rtDeviationSeconds));
  hit.setMetaValue("intensity_agreement", static_cast<double>(psm.intensityAgreement));
  hit.setMetaValue("rescored", static_cast<double>(psm.score));
  hit.setMetaValue("peptide_q-value", static_cast<double>(psm.peptideQValue));
  hit.setMetaValue("posterior_error_probability", static_cast<double>(psm.posteriorError));

  PeptideIdentification match;
  match.setIdentifier(identifications.runs[psm.run]);
  match.setScoreType("q-value");
  match.setHigherScoreBetter(false);
  match.setRT(static_cast<double>(psm.rtSeconds));
  match.setMZ(static_cast<double>(psm.precursorMz));
  match.setMetaValue("spectrum_reference", psm.nativeId);
  match.insertHit(hit);
  return match;
}

float number(const OpenMS::MetaInfoInterface& holder, const char* name) {
  const auto value = static_cast<float>(static_cast<double>(holder.getMetaValue(name)));
  if (!std::isfinite(value)) throw std::out_of_range(name);
  return value;
}

constexpr int highestCharge = 20;

Psm psmOf(const PeptideIdentification& match, const std::map<std::string, std::uint32_t>& proteinAt) {
  const PeptideHit& hit = match.getHits().front();
  Psm psm;
  psm.nativeId = match.getMetaValue("spectrum_reference").toString();
  psm.rtSeconds = static_cast<float>(match.getRT());
  psm.precursorMz = static_cast<float>(match.getMZ());
  psm.sequence = hit.getSequence().toUnmodifiedString();
  psm.modifiedSequence = hit.getSequence().toString();
  psm.charge = hit.getCharge();
  psm.qValue = static_cast<float>(hit.getScore());
  psm.decoy = hit.getMetaValue("target_decoy") == "decoy";
  for (const auto& accession : hit.extractProteinAccessionsSet()) psm.proteins.push_back(proteinAt.at(accession));
  std::sort(psm.proteins.begin(), psm.proteins.end());
  psm.spectrum = static_cast<std::uint32_t>(static_cast<int>(hit.getMetaValue("spectrum_index")));
  psm.calculatedMz = number(hit, "calculated_mz");
  psm.hyperscore = number(hit, "hyperscore");
  psm.deltaScore = number(hit, "delta_score");
  psm.matchedIons = static_cast<std::uint16_t>(static_cast<int>(hit.getMetaValue("matched_ions")));
  psm.longestSeries = static_cast<std::uint16_t>(static_cast<int>(hit.getMetaValue("longest_series")));
  psm.explainedIntensity = number(hit, "explained_intensity");
  psm.precursorErrorPpm = number(hit, "precursor_error_ppm");
  psm.fragmentErrorPpm = number(hit, "fragment_error_ppm");
  psm.expectScore = number(hit, "expect_score");
  psm.rank = static_cast<std::uint8_t>(static_cast<int>(hit.getMetaValue("spectrum_rank")));
  psm.massShiftDa = number(hit, "mass_shift_da");
  psm.shiftSite = static_cast<std::uint8_t>(static_cast<int>(hit.getMetaValue("shift_site")));
  psm.isotopeError = static_cast<std::int8_t>(static_cast<int>(hit.getMetaValue("isotope_error")));
  psm.missedCleavages = static_cast<std::uint8_t>(static_cast<int>(hit.getMetaValue("missed_cleavages")));
  psm.rtDeviationSeconds = number(hit, "rt_deviation_seconds");
  psm.intensityAgreement = number(hit, "intensity_agreement");
  psm.score = number(hit, "rescored");
  psm.peptideQValue = number(hit, "peptide_q-value");
  psm.posteriorError = number(hit, "posterior_error_probability");
  return psm;
}

using Accessions = std::vector<std::string>;

std::vector<Protein> proteinsFrom(const ProteinIdentification& written) {
  std::vector<Protein> proteins;
  for (const auto& hit : written.getHits()) {
    proteins.push_back({hit.getAccession(), hit.getMetaValue("gene").toString(), hit.getDescription(), "",
                        hit.metaValueExists("entrapment")});
  }
  std::sort(proteins.begin(), proteins.end(),
            [](const Protein& a, const Protein& b) { return a.accession < b.accession; });
  return proteins;
}

std::map<std::string, std::uint32_t> indexOf(const std::vector<Protein>& proteins) {
  std::map<std::string, std::uint32_t> index;
  for (std::uint32_t i = 0; i < proteins.size(); ++i) index.emplace(proteins[i].accession, i);
  return index;
}

std::vector<ProteinGroup> groupsFrom(const ProteinIdentification& written,
                                     const std::map<std::string, std::uint32_t>& index) {
  std::map<std::string, const ProteinHit*> hitOfAccession;
  for (const auto& hit : written.getHits()) hitOfAccession.emplace(hit.getAccession(), &hit);
  std::map<int, ProteinGroup> ordered;
  for (const auto& group : written.getIndistinguishableProteins()) {
    ProteinGroup read;
    for (const auto& accession : group.accessions) read.proteins.push_back(index.at(accession));
    std::sort(read.proteins.begin(), read.proteins.end());
    for (const auto& accession : group.accessions) {
      const ProteinHit& hit = *hitOfAccession.at(accession);
      if (!hit.metaValueExists("group_index")) continue;
      read.peptides = hit.getMetaValue("group_peptides");
      read.uniquePeptides = hit.getMetaValue("group_unique_peptides");
      read.razorPeptides = hit.getMetaValue("group_razor_peptides");
      read.score = number(hit, "group_score");
      read.qValue = static_cast<float>(hit.getScore());
      read.decoy = hit.getAccession().hasPrefix("DECOY_");
      ordered.emplace(static_cast<int>(hit.getMetaValue("group_index")), read);
    }
  }
  std::vector<ProteinGroup> groups;
  for (auto& [at, group] : ordered) groups.push_back(std::move(group));
  return groups;
}

struct LoadedFile {
  std::string path;
  std::vector<ProteinIdentification> proteins;
  std::vector<PeptideIdentification> matches;
};

LoadedFile loadIdXml(const std::string& path) {
  LoadedFile file{path, {}, {}};
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    throw Error(ExitCode::MissingFile, path, "no such file", "check the path");
  // OpenMS tells a file that may not be read as one that is broken.
  if (!std::ifstream(path) || std::filesystem::is_directory(path, ignored))
    throw Error(ExitCode::Unreadable, path, "cannot be read", "check its permissions");
  requireIdXml(path);
  try {
    OpenMS::IdXMLFile().load(path, file.proteins, file.matches);
  } catch (const OpenMS::Exception::BaseException&) {
    throw Error(ExitCode::CorruptContent, path, "is no whole idXML file", "write it again with EVPeptideIdentifier");
  }
  if (file.proteins.size() != 1 || file.proteins.front().getSearchEngine() != engineName) {
    throw Error(ExitCode::CorruptContent, path, "was not written by EVPeptideIdentifier",
                "identify the runs with EVPeptideIdentifier");
  }
  return file;
}

/// The file's one run. OpenMS writes a list of names with commas between, and so reads a name that has one as several.
RunAliases runOf(const LoadedFile& file) {
  const ProteinIdentification& proteins = file.proteins.front();
  OpenMS::StringList sources;
  proteins.getPrimaryMSRunPath(sources);
  RunAliases run{runName(sources.empty() ? file.path : join({sources.begin(), sources.end()}, ","))};
  if (proteins.metaValueExists(otherNames))
    run.others = split(std::string(proteins.getMetaValue(otherNames).toString()), '/');
  return run;
}

bool sameGroups(const std::vector<ProteinGroup>& a, const std::vector<ProteinGroup>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const ProteinGroup& x, const ProteinGroup& y) {
    return std::tie(x.proteins, x.peptides, x.score, x.qValue) == std::tie(y.proteins, y.peptides, y.score, y.qValue);
  });
}

[[noreturn]] void edited(const std::string& path) {
  throw Error(ExitCode::CorruptContent, path,
              "lacks what EVPeptideIdentifier wrote of matches or groups, or has other values there than it writes",
              "give the file as EVPeptideIdentifier wrote it");
}

Psm matchFrom(const PeptideIdentification& match, const std::map<std::string, std::uint32_t>& proteinAt) {
  if (match.getHits().empty()) throw std::out_of_range("hit");
  const PeptideHit& hit = match.getHits().front();
  const bool sound = hit.getCharge() >= 1 && hit.getCharge() <= highestCharge && std::isfinite(match.getRT()) &&
                     std::isfinite(match.getMZ()) && std::isfinite(hit.getScore());
  if (!sound) throw std::out_of_range("charge, time, m/z or score");
  return psmOf(match, proteinAt);
}

/// What the whole study shares is taken from the first file and must be in all.
void addRun(const std::string& name, const LoadedFile& file, const std::string& firstPath,
            Identifications& identifications) {
  const ProteinIdentification& proteins = file.proteins.front();
  const auto read = proteinsFrom(proteins);
  const auto index = indexOf(read);
  const auto groups = groupsFrom(proteins, index);
  if (identifications.runs.empty()) {
    const auto& searched = proteins.getSearchParameters();
    identifications.proteins = read;
    identifications.groups = groups;
    const std::string enzyme = searched.digestion_enzyme.getName();
    if (OpenMS::ProteaseDB::getInstance()->hasEnzyme(enzyme)) identifications.enzyme = resolveEnzyme(enzyme);
    identifications.fixedModifications.assign(searched.fixed_modifications.begin(), searched.fixed_modifications.end());
    identifications.variableModifications.assign(searched.variable_modifications.begin(),
                                                 searched.variable_modifications.end());
  } else if (identifications.proteins.size() != read.size() || !sameGroups(identifications.groups, groups)) {
    throw Error(ExitCode::DoNotFit, file.path, "holds other protein groups than " + firstPath,
                "identify all runs of the study in one call of EVPeptideIdentifier");
  }
  const auto run = static_cast<std::uint32_t>(identifications.runs.size());
  identifications.runs.push_back(name);
  for (const auto& match : file.matches) {
    identifications.psms.push_back(matchFrom(match, index));
    identifications.psms.back().run = run;
  }
}

}  // namespace

void writeIdXml(const Identifications& identifications, std::uint32_t run, const SearchOptions& options,
                const std::string& path) {
  std::vector<ProteinIdentification> proteins{proteinsOf(identifications, run)};
  proteins.front().setSearchParameters(parametersOf(
      options, run < identifications.windows.size() ? identifications.windows[run] : givenWindows(options)));
  std::vector<PeptideIdentification> matches;
  for (const auto& psm : identifications.psms) {
    if (psm.run == run) matches.push_back(matchOf(psm, identifications));
  }
  writeTextThrough(path, [&](const std::string& pipe) { OpenMS::IdXMLFile().store(pipe, proteins, matches); });
}

Identifications readIdXml(const std::vector<std::string>& paths) {
  return readIdXml(paths, [](const std::vector<RunAliases>& runs) {
    std::vector<std::string> names;
    for (const RunAliases& run : runs) names.push_back(run.name);
    return names;
  });
}

Identifications readIdXml(const std::vector<std::string>& paths,
                          const std::function<std::vector<std::string>(const std::vector<RunAliases>&)>& naming) {
  std::vector<LoadedFile> loaded;
  std::vector<RunAliases> runs;
  for (const auto& path : paths) {
    loaded.push_back(loadIdXml(path));
    runs.push_back(runOf(loaded.back()));
  }
  const auto names = naming(runs);
  std::map<std::string, LoadedFile> files;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!files.emplace(names[i], std::move(loaded[i])).second)
      throw Error(ExitCode::DoNotFit, paths[i], "is run " + inQuotes(names[i]) + ", which was given already",
                  "give every run once");
  }
  Identifications identifications;
  for (const auto& [name, file] : files) {
    try {
      addRun(name, file, files.begin()->second.path, identifications);
    } catch (const OpenMS::Exception::BaseException&) {
      edited(file.path);
    } catch (const std::out_of_range&) {
      edited(file.path);
    }
  }
  std::sort(identifications.psms.begin(), identifications.psms.end(), [](const Psm& a, const Psm& b) {
    return std::tie(a.run, a.spectrum, a.rank) < std::tie(b.run, b.spectrum, b.rank);
  });
  return identifications;
}

}  // namespace vescargo
