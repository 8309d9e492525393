#pragma once

#include <Eigen/Core>
#include <limits>
#include <vector>

#include "vescargo/stats/linearModel.h"

namespace vescargo {

/// The linear model of some units (columns of a matrix of values).
struct UnitModel {
  Eigen::MatrixXd design;   ///< units x coefficients
  Eigen::MatrixXd tested;   ///< coefficients x contrasts
  std::vector<int> blocks;  ///< by unit; empty: none
  /// Between units of a block, which is then a random effect; NaN: each block's own level is taken out.
  double correlation = std::numeric_limits<double>::quiet_NaN();
  Eigen::VectorXd weights;  ///< by unit, above 0: errors' variance is over them; empty: all alike
};

/// The model of some of the units.
UnitModel keepUnits(const UnitModel& model, const std::vector<Eigen::Index>& kept);

/// Adds coefficients that are not tested, after those that there are.
UnitModel withColumns(const UnitModel& model, const Eigen::MatrixXd& columns);

/// The same units with each block's own level taken out.
UnitModel withinBlocks(UnitModel model);

/// The same units as if they had no blocks.
UnitModel withoutBlocks(UnitModel model);

/// Roots of weights by unit, which is what a level of 1 is in a unit that is whitened by its weight; 1 without weights.
Eigen::VectorXd rootWeights(const Eigen::VectorXd& weights, Eigen::Index units);

/// Columns (units x any) in units whose errors are independent and alike: times the root of the weights, and then less
/// the block's level (which is the root of the weights), or times V^-1/2 of compound symmetry,
/// (I - (1 - sqrt((1 - r) / (1 - r + k r))) J / k) / sqrt(1 - r) for a block of k units and the correlation r. Where
/// levels are taken out and only rounding is left of a column, it is 0.
Eigen::MatrixXd whiten(const Eigen::MatrixXd& columns, const UnitModel& model);

/// Values and design, both whitened.
struct WhitenedUnits {
  Eigen::MatrixXd values;  ///< units x any
  Eigen::MatrixXd design;
};

WhitenedUnits whitenUnits(const Eigen::MatrixXd& values, const UnitModel& model);

/// Degrees of freedom that the levels of blocks take: the number of blocks, or 0.
Eigen::Index blockDf(const UnitModel& model);

/// What of one column the model does not tell: its sum of squares, whitened.
double untoldSquares(const UnitModel& model, const Eigen::VectorXd& column);

/// fitRows of the whitened units that each row of `values` (rows x units, NaN = not measured) has; meanLog2 is of the
/// values as they are. With levels of blocks taken out it is the fit with a coefficient a block (Frisch & Waugh 1933;
/// Lovell 1963) in a fraction of the time, and residual df pay for them. With a correlation it is generalised least
/// squares as lmFit(block =, correlation =) of limma has it, exact for rows with missing values.
/// Throws what fitRows throws, DoNotFit for blocks or weights that are not one a unit, and BadParameter for weights
/// that are not above 0 and a correlation that blocks of such a size cannot have.
LinearFit fitUnits(const Eigen::MatrixXd& values, const UnitModel& model);

}  // namespace vescargo
