#pragma once

#include <string>
#include <vector>

#include "vescargo/compare/StudyTests.h"
#include "vescargo/compare/compareCargo.h"
#include "vescargo/purity/PairTable.h"
#include "vescargo/purity/PurityTable.h"
#include "vescargo/quant/runsTable.h"
#include "vescargo/report/RunRecord.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// All that the report tells; a part may be empty, and the report says so.
struct ReportInput {
  Study study;
  QuantTable cargo;
  PurityTable purity;
  std::vector<PairChange> pairs;
  std::vector<Comparison> comparisons;
  RunRecord record;
  std::vector<RunRow> runs;
  StudyTests tests{};
};

/// report.html: one page without scripts and without anything from elsewhere.
/// First what the study can and cannot answer, then samples, changes, runs, methods.
std::string reportHtml(const ReportInput& input);

}  // namespace vescargo
