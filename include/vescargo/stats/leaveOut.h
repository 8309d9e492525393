#pragma once

#include <Eigen/Core>

#include "vescargo/stats/moderate.h"

namespace vescargo {

/// What is left of one contrast of one row when any one of its units is left out.
struct LeftOut {
  double low, high;   ///< least and most estimate
  double p;           ///< largest; 1 where a unit alone tells the contrast, NaN where there are no df left
  Eigen::Index unit;  ///< without which p is largest
};

/// How a row's variance is moderated.
struct RowPrior {
  VariancePrior prior;
  double pooledDf;  ///< of all rows
};

/// The row's measured values `y` on `design` (units x coefficients) of full rank, contrast `tested`, by the closed
/// forms of least squares without one unit (Cook & Weisberg 1982, appendix A.2); the prior stays. NaN and unit -1 for
/// a design that is not of full rank.
LeftOut leaveUnitsOut(const Eigen::VectorXd& y, const Eigen::MatrixXd& design, const Eigen::VectorXd& tested,
                      const RowPrior& prior);

}  // namespace vescargo
