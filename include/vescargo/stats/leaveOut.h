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

/// A row's units as a stratum of the error has them.
struct StratumUnits {
  Eigen::VectorXd y;
  Eigen::MatrixXd design;  ///< of any rank
};

/// The error of one contrast of a row by the two strata of stats/strata.h.
struct StrataError {
  StratumUnits within;             ///< whitened, levels of the blocks taken out
  StratumUnits whole;              ///< whitened by the weights alone
  double withinPart, betweenPart;  ///< of the mean squares, of an estimate whose unscaled variance is 1
  RowPrior withinPrior, betweenPrior;
};

/// The same where blocks are random and are the groups: both mean squares are those without the group, and moderated by
/// the priors that stay; their parts in the error stay as well, to be multiplied by the unscaled variance without the
/// group. With every block p is that of testStrata. A stratum that is left without df has its prior, and where there is
/// none p is not asked.
LeftOut leaveBlocksOut(const StratumUnits& whitened, const Eigen::VectorXd& tested, const std::vector<int>& blocks,
                       const StrataError& error);

}  // namespace vescargo
