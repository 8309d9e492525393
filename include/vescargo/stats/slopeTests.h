#pragma once

#include <Eigen/Core>
#include <vector>

namespace vescargo {

/// t of each column's slope on a covariate, both less their means within blocks (`blocks` by row, from 0), over the
/// rows where both are known: the correlation within blocks, times sqrt(df / (1 - r^2)) with one df less than the
/// rows have beyond their blocks. NaN = not measured in `values` and `covariate`. NaN for a column of fewer than
/// `fewestDf` df, or where one of both does not vary.
Eigen::VectorXd slopeTests(const Eigen::MatrixXd& values, const Eigen::VectorXd& covariate,
                           const std::vector<int>& blocks, double fewestDf);

}  // namespace vescargo
