#pragma once

#include <Eigen/Core>
#include <vector>

#include "vescargo/search/Psm.h"

namespace vescargo {

/// Columns of rescoreFeatures.
inline constexpr Eigen::Index rescoreFeatureCount = 22;

/// What rescoring knows of matches: a row each, columns of mean 0 and variance 1 (0 where all
/// are equal), the last of ones. Start score; hyperscore, difference to the next
/// different peptide, ion surprise, E-value; whether there is a mass shift, whether it is the second of its
/// spectrum; matched ions, their share of all, longest series, its
/// share of the length; explained intensity, intensity agreement; precursor error from the
/// run's own centre, fragment error, isotope error; charge, length, missed
/// cleavages; deviation from the run's retention-time model. The centre of the precursor errors and the
/// usual deviation are medians of the run's confident targets of other folds. `folds` as of peptideFolds.
Eigen::MatrixXd rescoreFeatures(const std::vector<Psm>& psms, const std::vector<int>& folds);

/// Weights of the columns of rescoreFeatures that serve without learning. They are round numbers near what was
/// learned on HCD and ion-trap runs of human cells, E. coli and albumin.
Eigen::VectorXd fixedWeights();

}  // namespace vescargo
