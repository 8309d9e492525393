#pragma once

#include <Eigen/Core>
#include <vector>

#include "vescargo/compare/contrasts.h"
#include "vescargo/stats/linearModel.h"
#include "vescargo/table/QuantTable.h"

namespace vescargo {

/// The linear model of a contrast's units.
struct UnitModel {
  Eigen::MatrixXd design;   ///< units x coefficients
  Eigen::MatrixXd tested;   ///< coefficients x contrasts
  std::vector<int> blocks;  ///< subject of each unit, whose own level is taken out; empty: none
};

UnitModel unitModel(const Study& study, const Contrast& contrast);

/// The model of some of the units.
UnitModel keepUnits(const UnitModel& model, const std::vector<Eigen::Index>& kept);

/// Adds the score of the units as the last coefficient.
UnitModel withScore(const UnitModel& model, const Eigen::VectorXd& score);

/// log2 changes of pairs or log2 values of samples: rows of `cargo` x units, NaN = not measured. `cargo` has the
/// study's samples as columns.
Eigen::MatrixXd unitValues(const Eigen::MatrixXd& log2, const Contrast& contrast);

/// What of one unit's score the model does not tell: its sum of squares over the rows given.
double untoldSquares(const UnitModel& model, const Eigen::VectorXd& score);

/// fitRows of the model. Levels of blocks are taken out row by row by the block's measured units, which is the fit
/// with a coefficient a block (Frisch & Waugh 1933; Lovell 1963), in a fraction of the time; residual df pay for them.
LinearFit fitUnits(const Eigen::MatrixXd& values, const UnitModel& model);

}  // namespace vescargo
