#include "vescargo/app/quantFiles.h"

#include "vescargo/openms/consensusFile.h"
#include "vescargo/openms/mzTabFile.h"
#include "vescargo/quant/runsTable.h"
#include "vescargo/quant/writeMsqrob2.h"
#include "vescargo/quant/writeMsstats.h"
#include "vescargo/report/mzQc.h"

namespace vescargo {

namespace {

void writeForStatistics(const QuantResult& result, const QuantPaths& paths) {
  if (paths.msstats.empty() && paths.msqrob2.empty()) return;
  const StudyTraces& traces = result.quantified.traces;
  const QuantTable& proteins = result.quantified.tables.proteins;
  const IonTable ions = quantifiedIons(traces, result.quantified.tables);
  if (!paths.msstats.empty()) writeMsstats(ions, traces, proteins, result.study, paths.msstats);
  if (!paths.msqrob2.empty()) writeMsqrob2(ions, traces, proteins, paths.msqrob2);
}

void writeQuality(const QuantResult& result, const RunRecord& record, const QuantPaths& paths) {
  const StudyTraces& traces = result.quantified.traces;
  const auto rows = runRows(traces, result.study);
  if (!paths.runs.empty()) writeRuns(rows, paths.runs);
  if (!paths.alignments.empty()) writeAlignments(traces, paths.alignments);
  if (!paths.mzQc.empty()) writeFile(paths.mzQc, mzQcJson(rows, record));
}

}  // namespace

void writeQuantFiles(const QuantResult& result, const RunRecord& record, const QuantPaths& paths) {
  const auto& [identifications, quantified, study, limits] = result;
  if (!paths.cargo.empty()) writeCargo(quantified.tables.proteins, paths.cargo);
  if (!paths.peptides.empty()) writePeptides(quantified.tables, paths.peptides);
  if (!paths.reasons.empty()) writeReasons(quantified.tables, paths.reasons);
  if (!paths.ions.empty()) writeIons(quantified.traces, paths.ions);
  if (!paths.abundance.empty()) writeAbundance(quantified.tables, paths.abundance);
  if (!paths.factors.empty()) writeFactors(quantified.tables, paths.factors);
  if (!paths.mzTab.empty()) writeMzTab(identifications, quantified.tables, study, limits, paths.mzTab);
  if (!paths.consensus.empty()) writeConsensusXml(identifications, quantified.traces, study, limits, paths.consensus);
  writeForStatistics(result, paths);
  if (!paths.msqrob2Annotation.empty()) writeMsqrob2Annotation(quantified.traces.ions, study, paths.msqrob2Annotation);
  writeQuality(result, record, paths);
}

}  // namespace vescargo
