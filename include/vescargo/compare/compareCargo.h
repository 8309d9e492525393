#pragma once

#include <vector>

#include "vescargo/compare/Comparison.h"
#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/PurityTable.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// Throws what planContrasts and checkScore throw.
void checkCompareOptions(const Study& study, const std::vector<MarkerPanel>& panels, const CompareOptions& options);

/// Answers every contrast of the study, unadjusted and at equal score; the verdicts are judgeChanges's. A question
/// that cannot be answered is a note, not an error. Throws DoNotFit for a sample that `cargo` or `purity` has not and
/// for a trend on peptides of a table that does not count them, and what checkCompareOptions throws.
std::vector<Comparison> compareCargo(const QuantTable& cargo, const Study& study, const PurityTable& purity,
                                     const std::vector<MarkerPanel>& panels, const CompareOptions& options);

}  // namespace vescargo
