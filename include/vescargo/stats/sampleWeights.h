#pragma once

#include <Eigen/Core>

namespace vescargo {

/// Weights of units (columns) of which some are noisier than others, the same for all rows; above 0, their geometric
/// mean 1. Each row's error variance is over the unit's weight; the weights are those of the highest restricted
/// likelihood of all rows, drawn to 1 by as much as 10 rows tell (Ritchie et al. 2006, as limma's arrayWeights has it).
///
/// `values` are rows x units (NaN = not measured), `design` units x coefficients. Complete rows are taken together, by
/// Fisher scoring until a step changes little (limma's "reml"). Where a value is missing, rows are taken one by one in
/// their order, each a step (limma's "genebygene"), so that the weights hang a little on the order; a row of less than
/// 2 residual df is passed over, and one whose residual variance is below 1e-15. All 1 for less than 2 rows, and where
/// units are not 2 more than the rank of the design.
/// Throws DoNotFit for a design of another number of units.
Eigen::VectorXd sampleWeights(const Eigen::MatrixXd& values, const Eigen::MatrixXd& design);

}  // namespace vescargo
