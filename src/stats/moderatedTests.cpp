#include "vescargo/stats/moderatedTests.h"

#include <cmath>
#include <limits>
#include <numeric>

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

/// Variances and df that shape the prior.
struct PriorData {
  std::vector<double> variances, df, covariate;
};

/// A prior a row.
RobustPrior priorOf(const PriorData& data, Outliers outliers) {
  if (outliers == Outliers::Spared) return fitRobustPrior(data.variances, data.df, data.covariate);
  const std::size_t rows = data.variances.size();
  if (!data.covariate.empty()) {
    PriorTrend trend = fitPriorTrend(data.variances, data.df, data.covariate);
    return {trend.df, std::vector<double>(rows, trend.df), std::move(trend.variances)};
  }
  const VariancePrior prior = fitPrior(data.variances, data.df);
  return {prior.df, std::vector<double>(rows, prior.df), std::vector<double>(rows, prior.variance)};
}

}  // namespace

ModeratedTests testModerated(const LinearFit& fit, const VectorXd& covariate, Outliers outliers,
                             const std::vector<Index>& outsidePrior) {
  PriorData data{listOf(fit.variances), listOf(fit.df), listOf(covariate)};
  for (const Index row : outsidePrior) data.df[static_cast<std::size_t>(row)] = 0;
  const RobustPrior prior = priorOf(data, outliers);
  const Index rows = fit.estimates.rows(), contrasts = fit.estimates.cols();
  const MatrixXd nothing = MatrixXd::Constant(rows, contrasts, unknown);
  const VectorXd none = VectorXd::Constant(rows, unknown);
  ModeratedTests tests{prior.df, none,    none, none, none,
                       nothing,  nothing, none, none, priorEvidence(data.variances, data.df, data.covariate)};
  const MatrixXd deviations = unscaledDeviations(fit);
  const double pooled = std::accumulate(data.df.begin(), data.df.end(), 0.0);
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
