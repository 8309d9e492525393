#pragma once

#include <vector>

namespace vescargo {

/// Target-decoy competition: the FDR at a score is (decoys + 1) / targets at or
/// above it, at most 1 (Levitsky 2017; He 2015), and a q-value is the lowest FDR
/// at which a match passes. Equal scores pass together. As long as `scores`,
/// decoys too; 1 where there is no target.
std::vector<double> qValues(const std::vector<double>& scores, const std::vector<bool>& decoy);

/// Posterior error probabilities: the isotonic (pool-adjacent-violators) share of
/// decoys p by falling score, as p / (1 - p), with one decoy put ahead of all, as
/// the +1 of the q-values. Within [0, 1], rising as scores fall.
std::vector<double> posteriorErrors(const std::vector<double>& scores, const std::vector<bool>& decoy);

}  // namespace vescargo
