#pragma once

#include <string>
#include <vector>

#include "vescargo/app/Journal.h"
#include "vescargo/app/paramsFolder.h"
#include "vescargo/compare/compareCargo.h"
#include "vescargo/compare/writeChanges.h"
#include "vescargo/purity/scorePurity.h"
#include "vescargo/quant/quantify.h"
#include "vescargo/quant/writePeptides.h"
#include "vescargo/report/Report.h"
#include "vescargo/table/OutputFile.h"

/// The steps that a tool and EVPipeline share, told to the journal.
namespace vescargo {

/// Names of the runs of these files, in their order.
std::vector<std::string> runNames(const std::vector<std::string>& paths);

/// How a study is quantified.
struct QuantSettings {
  QuantOptions options;
  double fdr;
  AcceptedLimits limits;
};

/// acceptedLimits, with a warning for each level where they are above `fdr`.
AcceptedLimits acceptStudy(const Identifications& identifications, double fdr, Journal& journal);

Quantification quantifyStudy(const Identifications& identifications, const RunSource& runs, const Study& study,
                             const QuantSettings& settings, Journal& journal);

PurityTable scoreSamples(const QuantTable& cargo, const Study& study, const std::vector<MarkerPanel>& panels,
                         const PurityOptions& options, Journal& journal);

/// What a comparison is made from.
struct CompareInput {
  const QuantTable& cargo;
  const Study& study;
  const PurityTable& purity;
};

std::vector<Comparison> compareTimePoints(const CompareInput& input, const std::vector<MarkerPanel>& panels,
                                          const CompareOptions& options, Journal& journal);

/// readPanels; the files are noted as inputs, since verdicts hang on them.
std::vector<MarkerPanel> loadPanels(const std::string& folder, Journal& journal);

/// Throws Unreadable, or CorruptContent for what is no run.json.
RunRecord readRunRecord(const std::string& path);

}  // namespace vescargo
