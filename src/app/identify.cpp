#include "vescargo/app/identify.h"

#include <algorithm>
#include <set>

#include "vescargo/app/genes.h"
#include "vescargo/app/optionVisitors.h"
#include "vescargo/app/tellSpectra.h"
#include "vescargo/confidence/assignConfidence.h"
#include "vescargo/confidence/calibrate.h"
#include "vescargo/openms/chemistry.h"
#include "vescargo/search/countPeptides.h"
#include "vescargo/search/searchRun.h"
#include "vescargo/spectra/sourceNames.h"
#include "vescargo/table/Fasta.h"

namespace vescargo {

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
void requireFairEntrapment(const DecoyNaming& naming, const SequenceFiles& files) {
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

std::string sha256Of(const std::string& path, const Journal& journal) {
  const auto& inputs = journal.record().inputs;
  const auto noted =
      std::find_if(inputs.begin(), inputs.end(), [&](const InputFile& file) { return file.path == path; });
  return noted == inputs.end() ? checksum(path).sha256 : noted->sha256;
}

MadeBy madeByDatabase(const SequenceFiles& files, const SearchOptions& options, const Journal& journal) {
  RecordOption record;
  SearchOptions::describe(options, record);
  MadeBy madeBy = std::move(record.values);
  for (const std::string& path : files.fasta) madeBy.emplace_back("fasta", sha256Of(path, journal));
  for (const std::string& path : files.entrapment) madeBy.emplace_back("entrapment", sha256Of(path, journal));
  if (!files.genes.empty()) madeBy.emplace_back("genes", sha256Of(files.genes, journal));
  return madeBy;
}

}  // namespace

StudySearch::StudySearch(RunReader& runs, const SequenceFiles& files, const SearchOptions& options, Journal& journal)
    : runs_(runs),
      options_(options),
      journal_(journal),
      chemistry_(resolveChemistry(options)),
      madeBy_(madeByReading(runs.options())) {
  const MadeBy database = madeByDatabase(files, options, journal);
  madeBy_.insert(madeBy_.end(), database.begin(), database.end());
  auto proteins = readProteins(files, journal);
  const DigestRules rules = digestRules(chemistry_, options);
  counts_ = searchedPeptides(proteins, files, rules);
  texts_.emplace(std::move(proteins), rules);
  warnOfUnequalDecoys(texts_->decoyNaming(), journal);
  requireFairEntrapment(texts_->decoyNaming(), files);
}

const ProteinTexts& StudySearch::texts() const { return database_ ? database_->texts() : *texts_; }

const PeptideDatabase& StudySearch::database() {
  if (database_) return *database_;
  const DecoyNaming naming = texts_->decoyNaming();
  const std::size_t proteins = texts_->withSequence();
  database_.emplace(std::move(*texts_), chemistry_, options_);
  texts_.reset();
  digested_ = {"digest", std::to_string(proteins) + " proteins -> " + std::to_string(database_->peptideCount()) +
                             " modified peptides and decoys" +
                             (naming.decoys > 0 ? ", the decoys those of the FASTA (" + naming.text() + ")" : "")};
  Journal::tell(digested_.name + ": " + digested_.text);
  return *database_;
}

SearchedRun StudySearch::searchNow(const std::string& name) {
  const PeptideDatabase& peptides = database();
  const Run run = runs_.read(name);
  Journal told = journal_.part();
  tellSpectra({name, run.lanes, run.passedOver, run.missingSpectra}, told);
  SearchedRun searched;
  searched.name = name;
  searched.madeBy = madeBy_;
  searched.sourceNames = sourceNames(runs_.pathOf(name));
  searched.ms2Spectra = run.ms2Headers.size();
  const MassCalibration calibration = calibrateMasses(run, peptides, options_);
  told.step("calibrate", name + ", " + describe(calibration));
  searched.windows = calibration.windows;
  searched.psms = searchRun(run, 0, peptides, options_, calibration.windows);
  told.step("search", name + ", " + std::to_string(searched.ms2Spectra) + " MS2 spectra -> " +
                          std::to_string(searched.psms.size()) + (options_.chimeric ? " matches" : " with a match"));
  if (searched.ms2Spectra == 0) told.warn("run " + inQuotes(name) + " has no MS2 spectrum, so no peptide of its own");
  searched.steps.emplace_back(digested_.name, digested_.text);
  for (const Step& step : told.record().steps) searched.steps.emplace_back(step.name, step.text);
  searched.warnings = told.record().warnings;
  if (runs_.keeps(name)) searched.surveys = indexSurveys(run);
  runs_.keep(searched);
  return searched;
}

/// Records that were not made of these proteins would point beside them.
void StudySearch::takeOver(const SearchedRun& run) {
  const auto fits = [&](const Psm& psm) { return texts().has(psm.record); };
  if (!std::all_of(run.psms.begin(), run.psms.end(), fits))
    throw Error(ExitCode::CorruptContent, runs_.pathOf(run.name), "has matches of other proteins",
                "search the run again");
  RunRecord told;
  for (const auto& [name, text] : run.steps) told.steps.push_back({name, text});
  told.warnings = run.warnings;
  journal_.absorb(told);
}

SearchedRun StudySearch::searched(const std::string& name) {
  if (auto kept = runs_.searched(name, madeBy_)) {
    ++taken_;
    takeOver(*kept);
    return *std::move(kept);
  }
  SearchedRun found = searchNow(name);
  takeOver(found);
  return found;
}

Identifications StudySearch::identify(const ConfidenceOptions& options) {
  std::vector<SearchWindows> windows;
  std::vector<std::vector<std::string>> otherNames;
  std::vector<Psm> psms;
  std::uint64_t spectra = 0;
  const auto names = runs_.names();
  Progress progress = journal_.progress();
  progress.begin("search", names.size(), "run");
  for (std::uint32_t r = 0; r < names.size(); ++r) {
    SearchedRun run = searched(names[r]);
    for (Psm& psm : run.psms) psm.run = r;
    // Runs of a study are alike; room that is not used costs nothing.
    if (r == 0) psms.reserve(names.size() * run.psms.size());
    std::move(run.psms.begin(), run.psms.end(), std::back_inserter(psms));
    windows.push_back(run.windows);
    otherNames.push_back(std::move(run.sourceNames));
    std::erase(otherNames.back(), names[r]);
    spectra += run.ms2Spectra;
    progress.advance();
  }
  if (taken_ > 0)
    Journal::tell("search: " + std::to_string(taken_) + " of " + std::to_string(names.size()) +
                  " runs are taken from an earlier search with the same inputs and options");
  if (spectra == 0)
    throw Error(ExitCode::Empty, runs_.pathOf(names.front()), "no run has an MS2 spectrum",
                "give runs of data-dependent acquisition with fragment spectra");
  texts().nameProteins(psms);
  progress.begin("assignConfidence");
  auto ids = assignConfidence(names, std::move(psms), texts().proteins(), options);
  ids.windows = std::move(windows);
  ids.otherNames = std::move(otherNames);
  ids.searched = counts_;
  ids.enzyme = chemistry_.enzyme;
  ids.fixedModifications = options_.fixedModifications;
  ids.variableModifications = options_.variableModifications;
  journal_.step("assignConfidence", countsOf(ids, options.fdr));
  warnOfGenes(ids.proteins, journal_);
  return ids;
}

}  // namespace vescargo
