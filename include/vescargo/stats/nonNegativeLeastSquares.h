#pragma once

#include <Eigen/Core>

namespace vescargo {

/// The x >= 0 with the least |A x - b|, by the active sets of Lawson & Hanson 1974 (Solving Least Squares Problems,
/// chapter 23). At it the gradient A'(b - A x) is 0 where x > 0 and not above 0 elsewhere. `a` has as many rows as `b`;
/// a column of zeros gets 0.
Eigen::VectorXd nonNegativeLeastSquares(const Eigen::MatrixXd& a, const Eigen::VectorXd& b);

}  // namespace vescargo
