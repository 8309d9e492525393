#pragma once

#include <Eigen/Core>
#include <vector>

namespace vescargo {

/// Natural cubic splines of one variable with an intercept: cubic between the knots, straight beyond the outer ones.
struct NaturalSpline {
  std::vector<double> knots;  ///< rising, the outer ones four times
  Eigen::MatrixXd natural;    ///< cubic B-splines x df: combinations whose second derivative is 0 at both ends
};

/// Outer knots at the range of `x`, the `df` - 2 inner ones at its evenly spaced quantiles (R's type 7), as
/// ns(x, df, intercept = TRUE) of R's package splines places them. Throws BadParameter for df below 2, for no value
/// and for one that is not finite.
NaturalSpline placeNaturalSpline(const std::vector<double>& x, int df);

/// Values x df: the basis at each value (de Boor 1978, chapter X), continued straight beyond the outer knots.
Eigen::MatrixXd evaluateSpline(const NaturalSpline& spline, const std::vector<double>& x);

}  // namespace vescargo
