#include "vescargo/app/pipeline.h"

#include "vescargo/app/RunReader.h"
#include "vescargo/app/compareStudy.h"
#include "vescargo/app/identify.h"
#include "vescargo/app/loadStudy.h"
#include "vescargo/app/nameFiles.h"
#include "vescargo/app/quantFiles.h"
#include "vescargo/app/resultFiles.h"
#include "vescargo/app/steps.h"
#include "vescargo/app/studyFolder.h"
#include "vescargo/base/FolderLock.h"
#include "vescargo/base/ResultFolder.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/compare/answerTable.h"
#include "vescargo/confidence/entrapment.h"
#include "vescargo/confidence/writeProteins.h"
#include "vescargo/confidence/writePsms.h"
#include "vescargo/openms/identificationFile.h"

namespace vescargo {

namespace {

/// All but the cache and the run record.
ResultFolder resultsOf(const PipelineInput& input, const std::vector<std::string>& runs) {
  std::vector<std::string> names;
  for (const ResultFile& file : resultFiles(input, runs)) names.push_back(file.name);
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

/// The runs of a study: what they are called, and their files.
struct PipelineRuns {
  const Study& study;
  RunFiles files;
  RunReader reader;
};

Identifications identify(const PipelineInput& input, const PipelineOptions& options, PipelineRuns& runs,
                         const ResultFolder& results, Journal& journal) {
  const auto read = [&](const std::string& name) { return runs.reader.read(name); };
  if (!input.ids.empty())
    return takeIdentifications({input.ids, input.fasta, aliasesOf(runs.study, runs.files), input.genes}, read,
                               options.confidence, journal);
  StudySearch search(runs.reader, {input.fasta, input.entrapment, input.genes}, options.search, journal);
  auto ids = search.identify(options.confidence);
  for (std::uint32_t run = 0; run < ids.runs.size(); ++run)
    writeIdXml(ids, run, options.search, results.path(ids.runs[run] + ".idXML"));
  if (!input.entrapment.empty()) reportEntrapment(ids, results.path("entrapment.tsv"), journal);
  return ids;
}

}  // namespace

std::vector<std::string> pipelineFiles(const PipelineInput& input, const StudyOptions& options) {
  std::vector<std::string> runs;
  for (const StudyRun& run : readStudy(input.study, options).runs) runs.push_back(run.run);
  return resultsOf(input, runs).names();
}

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
  const auto names = nameFiles(input.runs, study, journal);
  const RunFiles files = byName(input.runs, names);
  PipelineRuns runs{study, files, {input.out + "/cache", files, options.pick, journal}};
  requireSameStudy(input.out, journal.record().inputs, checksum(input.study));
  const ResultFolder results = resultsOf(input, names);
  if (const auto left = leftOver(input.out, results.paths(), input.ids); !left.empty())
    Journal::tell("warning: " + inQuotes(input.out) +
                  " still has files of an earlier study, which have no part in this one: " + join(left, ", "));
  journal.inputs(input.fasta);
  journal.inputs(input.ids);
  journal.inputs(input.entrapment);
  if (!input.genes.empty()) journal.input(input.genes);

  const Identifications ids =
      withSequences(withoutEntrapment(identify(input, options, runs, results, journal)), input.fasta);
  const AcceptedLimits limits = acceptStudy(ids, options.confidence.fdr, journal);
  writePsms(ids, limits.psm, results.path("psms.tsv"));
  writeTsv(results.path("proteins.tsv"), proteinsTable(ids, limits.group));

  journal.input(input.study);
  notePanels(panels, journal);
  const auto sets = loadSets(input.gmt, panels, journal);
  const auto source = [&](std::uint32_t run) { return runs.reader.surveys(ids.runs[run]); };
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
  writeRows(answerTable(compared.comparisons), results.path("answer.tsv"));
  const StudyTests tests = testStudy(compared, purity.table, {panels, sets}, settings, journal);
  writeRows(tests.contaminants, results.path("contaminants.tsv"));
  writeRows(tests.panels, results.path("panels.tsv"));
  writeRows(tests.exerkines, results.path("exerkines.tsv"));
  writeRows(tests.subjects, results.path("subjects.tsv"));
  writeRows(tests.power, results.path("power.tsv"));

  writeFile(results.path("report.html"),
            reportHtml({study, cargo, purity.table, purity.pairs, asWritten(compared.comparisons), journal.record(),
                        runRows(quantified.traces, study), tests}));
  writeFile(results.path("README.txt"), readmeText(resultFiles(input, names)));
}

}  // namespace vescargo
