#pragma once

#include <vector>

#include "vescargo/compare/StudyFit.h"
#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/PurityTable.h"

namespace vescargo {

/// The answer to every contrast of a fit, without verdicts, which are judgeChanges's. Whether a contaminant's markers
/// still move after adjustment is asked of `rotations` random rotations. A question that cannot be answered is a note,
/// not an error. `purity` may be empty, or lack samples: what it knows of samples is told in notes.
std::vector<Comparison> compareCargo(const StudyFit& fit, const PurityTable& purity,
                                     const std::vector<MarkerPanel>& panels, int rotations);

}  // namespace vescargo
