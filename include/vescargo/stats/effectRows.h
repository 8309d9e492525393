#pragma once

#include <Eigen/Core>
#include <vector>

#include "vescargo/stats/moderate.h"
#include "vescargo/stats/unitModel.h"

namespace vescargo {

/// What is known of a row's variance.
struct RowVariance {
  VariancePrior prior;
  double posterior = 0;    ///< moderated
  double posteriorDf = 0;  ///< of t
};

/// Rows of a model in the form that tests of many rows at once need: each row's whitened values split into nuisance,
/// the directions of the tested effect, and the rest. Matrices are units x rows and 0 where a row was not measured.
struct EffectRows {
  Eigen::MatrixXd values;                 ///< less their nuisance part
  std::vector<Eigen::MatrixXd> nuisance;  ///< an orthonormal vector a row, or 0
  std::vector<Eigen::MatrixXd> effects;   ///< orthonormal directions in which the effect shows, one an independent
                                          ///< contrast; of a single contrast the direction in which it rises
  Eigen::MatrixXd measured;               ///< 1 or 0
  Eigen::MatrixXd levels;                 ///< levels of blocks that are taken out, by unit; empty: none are
  std::vector<std::vector<Eigen::Index>> blocks;  ///< units of these
  Eigen::VectorXd squares;                        ///< of the values
  Eigen::VectorXd df;                             ///< residual
  std::vector<RowVariance> variances;

  explicit EffectRows(Eigen::Index units) : values(units, 0), measured(units, 0), levels(units, 0), squares(0), df(0) {}

  Eigen::Index rows() const { return values.cols(); }
  Eigen::Index units() const { return values.rows(); }
  /// Standard normal deviate of a row whose values have `along` on each effect: of t, with its sign, or of F.
  double deviate(Eigen::Index row, const Eigen::VectorXd& along) const;
  /// deviate of the row as it was measured: t is that of testModerated on fitUnits of the row's model.
  double observed(Eigen::Index row) const;
};

/// One row: its values in `units` of the `all` units of the rows, and its model there, which tells its contrasts.
struct EffectRow {
  Eigen::VectorXd values;
  std::vector<Eigen::Index> units;
  UnitModel model;
  RowVariance variance;
};

/// Puts rows side by side. `allUnits` is the model of all units, whose blocks they share. Rows may have other
/// coefficients each, and as many contrasts.
EffectRows effectRows(const std::vector<EffectRow>& rows, const UnitModel& allUnits);

/// Some of the rows.
EffectRows someRows(const EffectRows& rows, const std::vector<Eigen::Index>& some);

/// Standard normal deviate as far out as t (Hill 1970, algorithm 395 of the CACM), to 0.006 at 2 df, 0.0008 at 3 and
/// 0.00006 at 5 for t up to 8.
double normalDeviate(double t, double df);

/// Standard normal deviate as far out in the upper tail as F (Peizer & Pratt 1968), to 0.03 between a p of 0.99 and
/// 1e-4 for 2 df above or more and 6 below or more, which may be infinite.
double normalDeviateOfF(double f, double above, double below);

/// Mean correlation between residuals of rows, and the residual df that a pair of them shares on average.
struct RowCorrelation {
  double correlation = 0;
  double df = 0;
};

/// Camera's estimate (Wu & Smyth 2012, eq. 5) for rows of which each may lack other units: sum over pairs of rows of
/// the products of their standardised residuals, over the sum of what these products would be at a correlation of 1.
/// For complete rows it is camera's number. 0 for a single row. May be negative.
RowCorrelation correlationOf(const EffectRows& rows, const std::vector<Eigen::Index>& some);

}  // namespace vescargo
