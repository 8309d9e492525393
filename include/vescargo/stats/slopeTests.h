#pragma once

#include <Eigen/Core>
#include <vector>

namespace vescargo {

/// t of each row's slope on a covariate, both less their means within blocks (`blocks` by column, from 0), over the
/// columns where both are known: the correlation within blocks, times sqrt(df / (1 - r^2)) with one df less than the
/// columns have beyond their blocks. `values` is rows x columns, NaN = not measured, as in `covariate`. NaN for a row
/// of fewer than `fewestDf` df, or where one of both does not vary.
Eigen::VectorXd slopeTests(const Eigen::MatrixXd& values, const Eigen::VectorXd& covariate,
                           const std::vector<int>& blocks, double fewestDf);

}  // namespace vescargo
