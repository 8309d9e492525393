#include "vescargo/stats/moderatedTests.h"

#include <cmath>
#include <limits>

#include "vescargo/stats/distributions.h"
#include "vescargo/stats/leastSquares.h"
#include "vescargo/stats/moderate.h"
#include "vescargo/stats/robustPrior.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

std::vector<double> listOf(const VectorXd& values) { return {values.begin(), values.end()}; }

struct Quadratic {
  double mean = unknown;  ///< t' C^-1 t over the rank of the correlations C
  double rank = 0;
};

Quadratic quadraticOf(const VectorXd& t, const MatrixXd& covariance) {
  if (!t.allFinite() || !covariance.allFinite()) return {};
  const VectorXd scale = covariance.diagonal().cwiseSqrt().cwiseInverse();
  const auto [values, vectors] = eigenOfSymmetric(scale.asDiagonal() * covariance * scale.asDiagonal());
  const VectorXd along = vectors.transpose() * t;
  double sum = 0, rank = 0;
  for (Index i = 0; i < values.size(); ++i) {
    if (!(values[i] > 1e-8 * values.maxCoeff())) continue;
    sum += along[i] * along[i] / values[i];
    ++rank;
  }
  return {sum / rank, rank};
}

/// A prior a row.
RobustPrior priorOf(const LinearFit& fit, const VectorXd& covariate, Outliers outliers) {
  const auto variances = listOf(fit.variances), df = listOf(fit.df);
  if (outliers == Outliers::Spared) return fitRobustPrior(variances, df, listOf(covariate));
  if (covariate.size() > 0) {
    PriorTrend trend = fitPriorTrend(variances, df, listOf(covariate));
    return {trend.df, std::vector<double>(variances.size(), trend.df), std::move(trend.variances)};
  }
  const VariancePrior prior = fitPrior(variances, df);
  return {prior.df, std::vector<double>(variances.size(), prior.df),
          std::vector<double>(variances.size(), prior.variance)};
}

}  // namespace

ModeratedTests testModerated(const LinearFit& fit, const VectorXd& covariate, Outliers outliers) {
  const RobustPrior prior = priorOf(fit, covariate, outliers);
  const Index rows = fit.estimates.rows(), contrasts = fit.estimates.cols();
  const MatrixXd nothing = MatrixXd::Constant(rows, contrasts, unknown);
  const VectorXd none = VectorXd::Constant(rows, unknown);
  ModeratedTests tests{prior.df, none, none, none, none, nothing, nothing, none, none};
  const MatrixXd deviations = unscaledDeviations(fit);
  const double pooled = fit.df.sum();
  for (Index row = 0; row < rows; ++row) {
    const VariancePrior own{prior.dfs[static_cast<std::size_t>(row)], prior.variances[static_cast<std::size_t>(row)]};
    // Infinity times 0 is not a number, nor is an unknown variance with no df: the row brings nothing.
    const double variance = fit.df[row] > 0 ? fit.variances[row] : 0;
    const VariancePrior posterior = moderateVariance(variance, fit.df[row], own, pooled);
    tests.priorDfs[row] = own.df;
    tests.priorVariances[row] = own.variance;
    tests.df[row] = posterior.df;
    if (!(posterior.df > 0)) continue;
    tests.variances[row] = posterior.variance;
    tests.t.row(row) = fit.estimates.row(row).array() / deviations.row(row).array() / std::sqrt(posterior.variance);
    for (Index j = 0; j < contrasts; ++j) tests.p(row, j) = studentP(tests.t(row, j), posterior.df);
    const Quadratic quadratic =
        quadraticOf(tests.t.row(row).transpose(), fit.covariances[static_cast<std::size_t>(row)]);
    tests.f[row] = quadratic.mean;
    tests.fP[row] = fisherP(quadratic.mean, quadratic.rank, fit.df[row] + own.df);
  }
  return tests;
}

}  // namespace vescargo
