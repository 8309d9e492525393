#pragma once

#include <Eigen/Core>
#include <vector>

namespace vescargo {

// Correlation between units of a block, which is a random effect with variance b beside the residual variance e: the
// intra-block correlation b / (b + e). `values` are rows x units (NaN = not measured), `design` units x coefficients,
// `blocks` by unit, `weights` by unit, above 0 (empty: all alike; variances are then over the weight).
//
// In the space of the residuals the blocks have few different eigenvalues d, and a row's squares along them are gamma
// variables with mean e + b d and shape 1/2: REML is their generalised linear model (Smyth 2002). It is fitted from the
// least-squares line on by Fisher scoring with Levenberg's damping and stops where R's statmod stops (mixedModel2Fit
// with tol 1e-6, maxit 20), so that limma's numbers come out; the consensus is then within some 1e-5 of the optimum.

/// By row, held between 1 / (1 - largest block of all) + 0.01 and 0.99. NaN where a row does not tell it: units
/// measured are no more than coefficients + 2, blocks measured are one or no fewer than units - 1, the design has the
/// blocks in it, or the row leaves no residuals.
Eigen::VectorXd blockCorrelations(const Eigen::MatrixXd& values, const Eigen::MatrixXd& design,
                                  const std::vector<int>& blocks, const Eigen::VectorXd& weights = {});

/// The consensus over rows: tanh of the mean of their atanh less the outer 15 % at either end (Smyth, Michaud & Scott
/// 2005), as limma's duplicateCorrelation(block =) has it. 0 where no block has two units or no row tells it.
double consensusCorrelation(const Eigen::MatrixXd& values, const Eigen::MatrixXd& design,
                            const std::vector<int>& blocks, const Eigen::VectorXd& weights = {});

}  // namespace vescargo
