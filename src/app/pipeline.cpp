#include "vescargo/app/pipeline.h"

#include <algorithm>
#include <map>

#include "vescargo/app/Checkpoints.h"
#include "vescargo/app/RunReader.h"
#include "vescargo/app/compareStudy.h"
#include "vescargo/app/identify.h"
#include "vescargo/app/loadStudy.h"
#include "vescargo/app/optionVisitors.h"
#include "vescargo/app/quantFiles.h"
#include "vescargo/app/steps.h"
#include "vescargo/app/studyFolder.h"
#include "vescargo/base/FolderLock.h"
#include "vescargo/base/ResultFolder.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/confidence/entrapment.h"
#include "vescargo/confidence/writeProteins.h"
#include "vescargo/confidence/writePsms.h"
#include "vescargo/openms/identificationFile.h"

namespace vescargo {

namespace {

/// All that the identifications hang on, as text.
std::string identificationKey(const PipelineInput& input, const PipelineOptions& options, const Journal& journal) {
  RecordOption record;
  PickOptions::describe(options.pick, record);
  SearchOptions::describe(options.search, record);
  ConfidenceOptions::describe(options.confidence, record);
  std::string key = "identifications of Vescargo " + journal.record().version + "\n";
  for (const auto& [name, value] : record.values) key += name + "=" + value + "\n";
  key += std::to_string(input.entrapment.size()) + " of entrapment\n";
  key += "genes of " + input.genes + "\n";
  for (const InputFile& file : journal.record().inputs) {
    // Runs are taken in the order of their names, wherever they lie.
    if (std::find(input.runs.begin(), input.runs.end(), file.path) == input.runs.end()) key += file.sha256 + "\n";
  }
  std::map<std::string, std::string> runs;
  for (const InputFile& file : journal.record().inputs) {
    if (std::find(input.runs.begin(), input.runs.end(), file.path) != input.runs.end())
      runs.emplace(runName(file.path), file.sha256);
  }
  for (const auto& [name, sha256] : runs) key += name + " " + sha256 + "\n";
  return key;
}

/// All but the cache and the run record.
ResultFolder resultsOf(const PipelineInput& input) {
  std::vector<std::string> names{"psms.tsv",
                                 "proteins.tsv",
                                 "cargo.tsv",
                                 "peptides.tsv",
                                 "reasons.tsv",
                                 "ions.tsv",
                                 "abundance.tsv",
                                 "factors.tsv",
                                 "study.mzTab",
                                 "study.consensusXML",
                                 "msstats.csv",
                                 "msqrob2.csv",
                                 "msqrob2_annotation.csv",
                                 "runs.tsv",
                                 "alignments.tsv",
                                 "study.mzQC",
                                 "purity.tsv",
                                 "purity_panels.tsv",
                                 "pairs.tsv",
                                 "changes.tsv",
                                 "contaminants.tsv",
                                 "panels.tsv",
                                 "exerkines.tsv",
                                 "subjects.tsv",
                                 "power.tsv",
                                 "report.html"};
  if (!input.entrapment.empty()) names.emplace_back("entrapment.tsv");
  for (const std::string& run : input.runs) {
    if (input.ids.empty()) names.push_back(runName(run) + ".idXML");
  }
  return {input.out, names};
}

QuantPaths quantPaths(const ResultFolder& results) {
  return {.cargo = results.path("cargo.tsv"),
          .peptides = results.path("peptides.tsv"),
          .reasons = results.path("reasons.tsv"),
          .ions = results.path("ions.tsv"),
          .abundance = results.path("abundance.tsv"),
          .factors = results.path("factors.tsv"),
          .mzTab = results.path("study.mzTab"),
          .consensus = results.path("study.consensusXML"),
          .msstats = results.path("msstats.csv"),
          .msqrob2 = results.path("msqrob2.csv"),
          .msqrob2Annotation = results.path("msqrob2_annotation.csv"),
          .runs = results.path("runs.tsv"),
          .alignments = results.path("alignments.tsv"),
          .mzQc = results.path("study.mzQC")};
}

Identifications identify(const PipelineInput& input, const PipelineOptions& options, const RunReader& runs,
                         const ResultFolder& results, Journal& journal) {
  if (!input.ids.empty()) {
    const auto read = [&](const std::string& name) { return runs.read(name); };
    return takeIdentifications({input.ids, input.fasta, runNames(input.runs), input.genes}, read, options.confidence,
                               journal);
  }
  const Checkpoints checkpoints(input.out + "/cache");
  const std::string key = identificationKey(input, options, journal);
  const std::string told = input.out + "/cache/identify.json";
  std::vector<std::string> paths;
  for (const std::string& run : input.runs) paths.push_back(results.path(runName(run) + ".idXML"));
  std::sort(paths.begin(), paths.end());
  auto kept = paths;
  kept.push_back(told);
  const std::string entrapment = input.entrapment.empty() ? "" : results.path("entrapment.tsv");
  if (!entrapment.empty()) kept.push_back(entrapment);
  if (checkpoints.haveFiles(key, kept)) {
    Journal::tell("identify: taken from the idXML files of an earlier run with the same inputs and options");
    journal.absorb(readRunRecord(told));
    return readIdXml(paths);
  }
  Journal part = journal.part();
  const auto read = [&](const std::string& path) { return runs.read(runName(path)); };
  auto ids = identifyRuns(input.runs, {input.fasta, input.entrapment, input.genes}, read,
                          {options.search, options.confidence}, part);
  for (std::uint32_t run = 0; run < ids.runs.size(); ++run)
    writeIdXml(ids, run, options.search, results.path(ids.runs[run] + ".idXML"));
  if (!entrapment.empty()) reportEntrapment(ids, entrapment, part);
  writeFile(told, runRecordJson(part.record()));
  checkpoints.keepFiles(key, kept);
  journal.absorb(part.record());
  return ids;
}

}  // namespace

std::vector<std::string> pipelineFiles(const PipelineInput& input) { return resultsOf(input).paths(); }

void runPipeline(const PipelineInput& input, const PipelineOptions& options, Journal& journal) {
  if (input.fasta.empty() && input.ids.empty())
    throw Error(ExitCode::MissingParameter, "-fasta", "is not given, nor -ids",
                "give one of them; see EVPipeline --help");
  if (!input.ids.empty() && !input.entrapment.empty())
    throw Error(ExitCode::BadParameter, "-entrapment", "was given with -ids, so nothing is searched",
                "search here, without -ids, or leave it out");
  const FolderLock lock(input.out);
  const Study study = loadStudy(input.study, options.study, journal);
  const auto panels = readPanels(input.panels);
  checkCompareOptions(study, panels, options.compare);
  requireReferencePanel(options.quant, panels);
  requireSameRuns(study, runNames(input.runs));
  journal.inputs(input.runs);
  requireSameStudy(input.out, journal.record().inputs, checksum(input.study));
  const ResultFolder results = resultsOf(input);
  if (const auto left = leftOver(input.out, results.paths(), input.ids); !left.empty())
    Journal::tell("warning: " + inQuotes(input.out) +
                  " still has files of an earlier study, which have no part in this one: " + join(left, ", "));
  journal.inputs(input.fasta);
  journal.inputs(input.ids);
  journal.inputs(input.entrapment);
  if (!input.genes.empty()) journal.input(input.genes);
  const RunReader runs(input.out + "/cache", input.runs, options.pick, journal);

  const Identifications ids =
      withSequences(withoutEntrapment(identify(input, options, runs, results, journal)), input.fasta);
  const AcceptedLimits limits = acceptStudy(ids, options.confidence.fdr, journal);
  writeTsv(results.path("psms.tsv"), psmsTable(ids, limits.psm));
  writeTsv(results.path("proteins.tsv"), proteinsTable(ids, limits.group));

  journal.input(input.study);
  notePanels(panels, journal);
  const auto sets = loadSets(input.gmt, panels, journal);
  const auto source = [&](std::uint32_t run) { return runs.surveys(ids.runs[run]); };
  const QuantifiedStudy quantified =
      quantifyStudy(ids, source, study, {options.quant, options.confidence.fdr, limits, panels}, journal);
  writeQuantFiles({ids, quantified, study, limits}, journal.record(), quantPaths(results));
  const QuantTable& cargo = quantified.tables.proteins;

  const Purity purity = scoreSamples(cargo, study, panels, {options.purity, input.purityRules}, journal);
  writePurity(purity.table, results.path("purity.tsv"));
  writePanels(purity, study, results.path("purity_panels.tsv"));
  writePairs(purity.pairs, results.path("pairs.tsv"));

  const CompareSettings settings{options.compare, options.panelTests, options.purity.minMarkers};
  const ComparedStudy compared =
      compareTimePoints({cargo, study, purity.table, options.exclude}, panels, settings, journal);
  writeChanges(compared.comparisons, results.path("changes.tsv"));
  const StudyTests tests = testStudy(compared, purity.table, {panels, sets}, settings, journal);
  writeRows(tests.contaminants, results.path("contaminants.tsv"));
  writeRows(tests.panels, results.path("panels.tsv"));
  writeRows(tests.exerkines, results.path("exerkines.tsv"));
  writeRows(tests.subjects, results.path("subjects.tsv"));
  writeRows(tests.power, results.path("power.tsv"));

  writeFile(results.path("report.html"), reportHtml({study, cargo, purity.table, purity.pairs, compared.comparisons,
                                                     journal.record(), runRows(quantified.traces, study), tests}));
}

}  // namespace vescargo
