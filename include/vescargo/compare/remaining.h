#pragma once

#include <vector>

#include "vescargo/compare/StudyFit.h"

namespace vescargo {

/// The plan's contaminants with what remains of each that is adjusted for: mean change of its markers at equal scores,
/// each without itself, and a rotation test of them (`rotations`), q by Benjamini & Hochberg over contaminants.
std::vector<ContaminantChange> withRemaining(const StudyFit& study, const ContrastFit& fit, int rotations);

/// An adjustment of a contrast, and its tests.
struct AdjustedTests {
  const Adjustment& adjustment;
  const RowTests& tests;
};

/// Sets AdjustedAnswer::remains of the answers (by row) of one adjustment: where markers of one of its contaminants
/// still move, of rows that go with its score (one-sided p <= 0.1 of the slope) and whose change has the direction that
/// what is left of the markers would give them.
void markRemaining(const ContrastFit& fit, const AdjustedTests& adjusted,
                   const std::vector<ContaminantChange>& contaminants, double alpha,
                   std::vector<AdjustedAnswer>& answers);

}  // namespace vescargo
