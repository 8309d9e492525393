#pragma once

#include <Eigen/Core>
#include <vector>

#include "vescargo/stats/moderate.h"

namespace vescargo {

/// What is left of one contrast of one row when any one group of its units is left out.
struct LeftOut {
  double low, high;  ///< least and most estimate
  double p;          ///< largest; 1 where a group alone tells the contrast, NaN where there are no df left
  int group;         ///< without which p is largest; -1 for none
};

/// How a row's variance is moderated.
struct RowPrior {
  VariancePrior prior;
  double pooledDf;  ///< of all rows
};

/// The row's measured values `y` on `design` (units x coefficients) of full rank, contrast `tested`, without each group
/// of `groups` (by unit, from 0), by the closed forms of least squares without some units (Cook & Weisberg 1982,
/// appendix A.2); the prior stays. NaN and group -1 for a design that is not of full rank.
LeftOut leaveGroupsOut(const Eigen::VectorXd& y, const Eigen::MatrixXd& design, const Eigen::VectorXd& tested,
                       const std::vector<int>& groups, const RowPrior& prior);

}  // namespace vescargo
