#pragma once

#include "vescargo/compare/contrastTests.h"
#include "vescargo/purity/PurityTable.h"

namespace vescargo {

/// What a reader must know of a contrast: samples that failed and are tested all the same, too few pairs, a score that
/// cannot be adjusted for or that goes with the time point, the parts of unchanged proteins that q stands on.
void addNotes(const ContrastData& data, const PurityTable& purity, Comparison& comparison);

}  // namespace vescargo
