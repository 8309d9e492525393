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

ModeratedVariances moderate(const PriorData& data, const VectorXd& variances, const VectorXd& df, Outliers outliers) {
  const RobustPrior prior = priorOf(data, outliers);
  const VectorXd none = VectorXd::Constant(df.size(), unknown);
  ModeratedVariances moderated{prior.df, none, none, none, none, std::accumulate(data.df.begin(), data.df.end(), 0.0)};
  for (Index row = 0; row < df.size(); ++row) {
    const VariancePrior own{prior.dfs[static_cast<std::size_t>(row)], prior.variances[static_cast<std::size_t>(row)]};
    // Infinity times 0 is not a number, nor is an unknown variance with no df: the row brings nothing.
    const double variance = df[row] > 0 ? variances[row] : 0;
    const VariancePrior posterior = moderateVariance(variance, df[row], own, moderated.pooledDf);
    moderated.priorDfs[row] = own.df;
    moderated.priorVariances[row] = own.variance;
    moderated.df[row] = posterior.df;
    if (posterior.df > 0) moderated.variances[row] = posterior.variance;
  }
  return moderated;
}

}  // namespace

ModeratedVariances moderateVariances(const VectorXd& variances, const VectorXd& df, const VectorXd& covariate,
                                     Outliers outliers) {
  return moderate({listOf(variances), listOf(df), listOf(covariate)}, variances, df, outliers);
}

ModeratedTests testModerated(const LinearFit& fit, const VectorXd& covariate, Outliers outliers,
                             const std::vector<Index>& outsidePrior) {
  PriorData data{listOf(fit.variances), listOf(fit.df), listOf(covariate)};
  for (const Index row : outsidePrior) data.df[static_cast<std::size_t>(row)] = 0;
  const ModeratedVariances moderated = moderate(data, fit.variances, fit.df, outliers);
  const Index rows = fit.estimates.rows(), contrasts = fit.estimates.cols();
  const MatrixXd nothing = MatrixXd::Constant(rows, contrasts, unknown);
  const VectorXd none = VectorXd::Constant(rows, unknown);
  ModeratedTests tests{.priorDf = moderated.priorDf,
                       .priorDfs = moderated.priorDfs,
                       .priorVariances = moderated.priorVariances,
                       .variances = moderated.variances,
                       .df = moderated.df,
                       .t = nothing,
                       .p = nothing,
                       .f = none,
                       .fDf = none,
                       .fP = none,
                       .residualDf = fit.df,
                       .evidence = priorEvidence(data.variances, data.df, data.covariate)};
  const MatrixXd deviations = unscaledDeviations(fit);
  for (Index row = 0; row < rows; ++row) {
    const double variance = tests.variances[row], df = tests.df[row];
    if (!(df > 0)) continue;
    tests.t.row(row) = fit.estimates.row(row).array() / deviations.row(row).array() / std::sqrt(variance);
    for (Index j = 0; j < contrasts; ++j) tests.p(row, j) = studentP(tests.t(row, j), df);
    const Quadratic quadratic =
        quadraticOf(tests.t.row(row).transpose(), fit.covariances[static_cast<std::size_t>(row)]);
    tests.f[row] = quadratic.mean;
    tests.fDf[row] = fit.df[row] + tests.priorDfs[row];
    tests.fP[row] = fisherP(quadratic.mean, quadratic.rank, tests.fDf[row]);
  }
  return tests;
}

}  // namespace vescargo
