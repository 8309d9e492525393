#pragma once

#include <Eigen/Core>
#include <vector>

namespace vescargo {

/// Least-squares fits of all rows. NaN = the row's samples do not tell the contrast.
struct LinearFit {
  Eigen::MatrixXd estimates;                 ///< rows x contrasts, log2
  std::vector<Eigen::MatrixXd> covariances;  ///< by row: contrasts x contrasts, to be multiplied by the variance
  Eigen::VectorXd variances;                 ///< residual, by row, log2 squared; NaN where df is 0
  Eigen::VectorXd df;                        ///< residual, by row
  Eigen::VectorXd meanLog2;                  ///< of the measured samples, by row; NaN for none
};

/// Fits each row of `log2` (rows x samples, NaN = not measured) on `design` (samples x coefficients) by its measured
/// samples, and takes `contrasts` (coefficients x contrasts) of the coefficients: lmFit and contrasts.fit of limma
/// (Ritchie et al. 2015), with two differences. Variances of contrasts in rows with missing values are those of the
/// samples that the row has, where contrasts.fit approximates by the whole design. And where a row lacks samples so
/// that a contrast cannot be estimated (Searle 1971: it is not in the row space of the design) it is NaN; limma then
/// leaves out a column of the design, so that the others change their meaning.
/// Throws DoNotFit for numbers of samples or coefficients that differ, BadParameter for a design or contrasts that are
/// empty or not finite and for a contrast of zeros.
LinearFit fitRows(const Eigen::MatrixXd& log2, const Eigen::MatrixXd& design, const Eigen::MatrixXd& contrasts);

/// Units' factors in the estimates of fitRows, as columns (units x contrasts): estimates are their products with a row.
/// Of a contrast that the design does not tell they are those of what it does tell of it.
Eigen::MatrixXd unitFactors(const Eigen::MatrixXd& design, const Eigen::MatrixXd& contrasts);

/// A fit of no row yet: all NaN, no df.
LinearFit emptyFit(Eigen::Index rows, Eigen::Index contrasts);

/// Puts row `at` of a fit into row `to` of another one of as many contrasts.
void copyRow(const LinearFit& from, Eigen::Index at, Eigen::Index to, LinearFit& into);

/// Standard deviations of the estimates (rows x contrasts), to be multiplied by the square root of the variance.
Eigen::MatrixXd unscaledDeviations(const LinearFit& fit);

}  // namespace vescargo
