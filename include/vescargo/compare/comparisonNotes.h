#pragma once

#include "vescargo/compare/StudyFit.h"
#include "vescargo/purity/PurityTable.h"

namespace vescargo {

/// What a contaminant does in a contrast, in words: ContaminantChange::reading.
std::string readingOf(const ContaminantChange& contaminant, double alpha);

/// What a reader must know of a contrast: samples that failed and are tested all the same, too few pairs, contaminants
/// that go with the time point, that cannot be adjusted for or that still move afterwards, how a prior came about, and
/// the parts of unchanged proteins that q stands on.
void addNotes(const StudyFit& study, const ContrastFit& fit, const PurityTable& purity, Comparison& comparison);

}  // namespace vescargo
