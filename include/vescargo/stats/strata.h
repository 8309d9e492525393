#pragma once

#include <Eigen/Core>
#include <vector>

#include "vescargo/stats/moderatedTests.h"
#include "vescargo/stats/unitModel.h"

namespace vescargo {

// The error of contrasts where blocks (subjects) are a random effect that differs between rows. One correlation for all
// rows weighs the units: any such weights leave estimates unbiased. But were errors told by it too, rows whose own
// correlation is another would be called by chance. So each row tells its error itself, from two strata:
//   within blocks   MSW = SS(residual of design and blocks) / fw                                expected: e
//   between blocks  MSB = (SS(residual of the design) - SS(residual of design and blocks)) / fb    expected: e + k b
// with k = tr(Z' M Z) / fb, M the projection off the design and Z the blocks' levels (Henderson 1953, method III;
// Searle, Casella & McCulloch 1992, chapter 5). Estimates C y have the covariance e C C' + b C Z Z' C', which is
// MSW (C C' - C Z Z' C' / k) + MSB C Z Z' C' / k. A part of MSW below 0, which unbalanced blocks can bring, is taken
// as 0: the error is then too large. Weighted units are whitened by their weights first, and so are the levels.

/// How much of either mean square the errors of a row's contrasts have.
struct ErrorParts {
  Eigen::VectorXd within, between;  ///< by contrast
  /// Combinations of the contrasts (combinations x contrasts), as many as are independent, whose estimates go together
  /// in neither stratum, and the same of them.
  Eigen::MatrixXd turned;
  Eigen::VectorXd turnedWithin, turnedBetween;
};

/// Strata of all rows. Where a row has no df within, MSB stands for MSW, which it is not below on average unless units
/// of a block are less alike than by chance. Where it has none between, MSW and the correlation stand for MSB.
struct ErrorStrata {
  Eigen::VectorXd withinSquares, betweenSquares;     ///< mean squares, by row, log2 squared; NaN where there are no df
  Eigen::VectorXd withinDf, betweenDf;               ///< by row
  std::vector<ErrorParts> parts;                     ///< by row; empty where the row does not tell all contrasts
  Eigen::Array<bool, Eigen::Dynamic, 1> toldWithin;  ///< by row: units of the same blocks tell all contrasts, with df
};

/// Strata of the rows of fitUnits(values, model), whose blocks have a correlation. Throws as that.
ErrorStrata fitStrata(const Eigen::MatrixXd& values, const UnitModel& model);

/// Puts row `at` into row `to` of others.
void copyRow(const ErrorStrata& from, Eigen::Index at, Eigen::Index to, ErrorStrata& into);

/// Df of a sum of two independent variances of such df, which may be infinite: their harmonic mean, weighed by the
/// variances, which lies between the two. Satterthwaite's (1946) are more, up to the sum of both, and with few df make
/// p too small far out, where it counts when many proteins are asked at once.
double dfOfSum(double first, double firstDf, double second, double secondDf);

/// Tests by strata, and what they stand on.
struct StrataTests {
  /// Priors and residual df are those of the stratum that brings the larger part of the error in most rows, which for
  /// changes within blocks is the one within. `variances` times the fit's covariance is the first contrast's variance.
  ModeratedTests tests;
  ModeratedVariances within, between;
};

/// t of each contrast and F of all of `fit` (of the model whose strata these are). Both mean squares are moderated,
/// each by a prior of its own (moderateVariances). t has dfOfSum, F those of Fai & Cornelius (1996, method
/// 1) of the turned contrasts; where one of these has 2 df or less, the least of them.
StrataTests testStrata(const LinearFit& fit, const ErrorStrata& strata, const Eigen::VectorXd& covariate = {},
                       Outliers outliers = Outliers::Counted);

}  // namespace vescargo
