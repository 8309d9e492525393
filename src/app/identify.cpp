#include "vescargo/app/identify.h"

#include <algorithm>
#include <map>
#include <set>

#include "vescargo/app/genes.h"
#include "vescargo/app/tellSpectra.h"
#include "vescargo/confidence/assignConfidence.h"
#include "vescargo/confidence/calibrate.h"
#include "vescargo/openms/chemistry.h"
#include "vescargo/search/countPeptides.h"
#include "vescargo/search/searchRun.h"
#include "vescargo/table/Fasta.h"
#include "vescargo/table/Study.h"

namespace vescargo {

namespace {

/// By run name, so that the order of the command line changes nothing.
std::map<std::string, std::string> pathsByRun(const std::vector<std::string>& paths) {
  std::map<std::string, std::string> byRun;
  for (const std::string& path : paths) {
    if (!byRun.emplace(runName(path), path).second)
      throw Error(ExitCode::DoNotFit, path, "run " + inQuotes(runName(path)) + " is given twice",
                  "give each run once, and runs of different folders different names");
  }
  return byRun;
}

}  // namespace

std::string countsOf(const Identifications& ids, double fdr) {
  std::set<std::string> peptides;
  std::size_t matches = 0;
  for (const Psm& psm : ids.psms) {
    if (psm.decoy || static_cast<double>(psm.qValue) > fdr) continue;
    ++matches;
    peptides.insert(psm.sequence);
  }
  const auto groups = std::count_if(ids.groups.begin(), ids.groups.end(), [&](const ProteinGroup& group) {
    return !group.decoy && static_cast<double>(group.qValue) <= fdr;
  });
  return std::to_string(ids.psms.size()) + " matches -> " + std::to_string(matches) + " PSMs, " +
         std::to_string(peptides.size()) + " peptides, " + std::to_string(groups) + " protein groups at q-value " +
         formatNumber(fdr);
}

namespace {

std::string describe(const MassCalibration& calibration) {
  const SearchWindows& windows = calibration.windows;
  const std::string unit = windows.fragment.unit == Tolerance::Unit::Ppm ? " ppm" : " Da";
  std::string text = std::to_string(calibration.calibrants) + " confident matches -> ";
  if (calibration.measured()) {
    text += "precursors " + formatNumber(windows.precursorPpm, 3) + " ppm off (SD " +
            formatNumber(calibration.precursorSdPpm, 3) + ", at the m/z of " +
            (windows.surveyMz ? "their survey peaks" : "the file") + "), fragments " +
            formatNumber(windows.fragmentPpm, 3) + " ppm off (SD " + formatNumber(calibration.fragmentSd, 3) + unit +
            ")";
  } else {
    text += "too few to correct masses by";
  }
  return text + "; windows " + formatTolerance(windows.precursor) + " and " + formatTolerance(windows.fragment);
}

std::vector<Protein> readProteins(const SequenceFiles& files, Journal& journal) {
  auto all = files.fasta;
  all.insert(all.end(), files.entrapment.begin(), files.entrapment.end());
  const GeneTable genes = loadGenes(files.genes);
  FastaProteins read = readFastas(all, genes);
  tellOfFastas(read, journal);
  requireNamed(genes, read.proteins, files.genes);
  for (std::size_t i = 0; i < read.proteins.size(); ++i)
    read.proteins[i].entrapment = read.fileOf[i] >= files.fasta.size();
  return std::move(read.proteins);
}

PeptideCounts searchedPeptides(const std::vector<Protein>& proteins, const SequenceFiles& files,
                               const DigestRules& rules) {
  if (files.entrapment.empty()) return {};
  const PeptideCounts counts = countPeptides(proteins, rules);
  if (counts.target == 0 || counts.entrapment == 0)
    throw Error(ExitCode::DoNotFit, files.entrapment.front(), "has no peptide that is not in the database too",
                "give proteins that cannot be in the sample, e.g. of another organism");
  return counts;
}

/// Decoys of the database would compete with entrapment proteins that have none.
void requireFairEntrapment(const PeptideDatabase& database, const SequenceFiles& files) {
  const DecoyNaming& naming = database.decoyNaming();
  if (files.entrapment.empty() || naming.decoys == 0 || naming.paired == naming.targets) return;
  throw Error(ExitCode::DoNotFit, files.entrapment.front(),
              "has proteins without a decoy, or -fasta has, while " + std::to_string(naming.paired) + " of " +
                  std::to_string(naming.targets) + " of both have one (" + naming.text() + ")",
              "give a decoy for each protein of both, or for none");
}

/// Target-decoy competition takes for granted that a wrong match hits either as often.
void warnOfUnequalDecoys(const DecoyNaming& naming, Journal& journal) {
  if (naming.decoys == 0 || naming.decoys == naming.targets) return;
  journal.warn("the FASTA has " + std::to_string(naming.decoys) + " decoys for " + std::to_string(naming.targets) +
               " targets: q-values are too " + (naming.decoys < naming.targets ? "low" : "high") +
               " by about that ratio; give one decoy for each target");
}

/// What the runs of a study gave, one after the other.
struct SearchedRuns {
  std::vector<std::string> names;
  std::vector<SearchWindows> windows;
  std::vector<Psm> psms;
  std::size_t spectra = 0;
};

SearchedRuns searchRuns(const std::map<std::string, std::string>& pathOf, const PeptideDatabase& database,
                        const ReadRun& read, const SearchOptions& options, Journal& journal) {
  SearchedRuns searched;
  Progress progress = journal.progress();
  progress.begin("search", pathOf.size(), "run");
  for (const auto& [name, path] : pathOf) {
    const Run run = read(path);
    tellSpectra({name, run.lanes, run.passedOver, run.missingSpectra}, journal);
    const std::size_t spectra = run.ms2Headers.size();
    const MassCalibration calibration = calibrateMasses(run, database, options);
    journal.step("calibrate", name + ", " + describe(calibration));
    const auto index = static_cast<std::uint32_t>(searched.names.size());
    auto found = searchRun(run, index, database, options, calibration.windows);
    journal.step("search", name + ", " + std::to_string(spectra) + " MS2 spectra -> " + std::to_string(found.size()) +
                               (options.chimeric ? " matches" : " with a match"));
    if (spectra == 0) journal.warn(path + " has no MS2 spectrum, so no peptide of its own");
    std::move(found.begin(), found.end(), std::back_inserter(searched.psms));
    searched.spectra += spectra;
    searched.names.push_back(name);
    searched.windows.push_back(calibration.windows);
    progress.advance();
  }
  if (searched.spectra == 0)
    throw Error(ExitCode::Empty, pathOf.begin()->second, "no run has an MS2 spectrum",
                "give runs of data-dependent acquisition with fragment spectra");
  database.nameProteins(searched.psms);
  return searched;
}

}  // namespace

Identifications identifyRuns(const std::vector<std::string>& paths, const SequenceFiles& files, const ReadRun& read,
                             const IdentifyOptions& options, Journal& journal) {
  const SearchOptions& search = options.search;
  const auto pathOf = pathsByRun(paths);
  auto proteins = readProteins(files, journal);
  const std::size_t proteinCount = proteins.size();
  const Chemistry chemistry = resolveChemistry(search);
  const PeptideCounts peptides = searchedPeptides(proteins, files, digestRules(chemistry, search));
  const PeptideDatabase database(std::move(proteins), chemistry, search);
  const DecoyNaming& naming = database.decoyNaming();
  journal.step("digest", std::to_string(proteinCount) + " proteins -> " + std::to_string(database.peptideCount()) +
                             " modified peptides and decoys" +
                             (naming.decoys > 0 ? ", the decoys those of the FASTA (" + naming.text() + ")" : ""));
  warnOfUnequalDecoys(naming, journal);
  requireFairEntrapment(database, files);
  SearchedRuns searched = searchRuns(pathOf, database, read, search, journal);
  Progress progress = journal.progress();
  progress.begin("assignConfidence");
  auto ids = assignConfidence(searched.names, std::move(searched.psms), database.proteins(), options.confidence);
  ids.windows = std::move(searched.windows);
  ids.searched = peptides;
  ids.enzyme = chemistry.enzyme;
  ids.fixedModifications = search.fixedModifications;
  ids.variableModifications = search.variableModifications;
  journal.step("assignConfidence", countsOf(ids, options.confidence.fdr));
  warnOfGenes(ids.proteins, journal);
  return ids;
}

}  // namespace vescargo
