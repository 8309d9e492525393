#include "vescargo/compare/moderatedTests.h"

#include <Eigen/Eigenvalues>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <cmath>
#include <limits>

#include "vescargo/compare/moderate.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

std::vector<double> listOf(const VectorXd& values) { return {values.begin(), values.end()}; }

double fisherP(double f, double above, double below) {
  using boost::math::complement;
  if (std::isnan(f) || !(below > 0)) return unknown;
  if (std::isinf(f)) return 0;
  if (std::isinf(below)) return cdf(complement(boost::math::chi_squared(above), f * above));
  return cdf(complement(boost::math::fisher_f(above, below), f));
}

struct Quadratic {
  double mean = unknown;  ///< t' C^-1 t over the rank of the correlations C
  double rank = 0;
};

Quadratic quadraticOf(const VectorXd& t, const MatrixXd& covariance) {
  if (!t.allFinite() || !covariance.allFinite()) return {};
  const VectorXd scale = covariance.diagonal().cwiseSqrt().cwiseInverse();
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(scale.asDiagonal() * covariance * scale.asDiagonal());
  const VectorXd& values = solver.eigenvalues();
  const VectorXd along = solver.eigenvectors().transpose() * t;
  double sum = 0, rank = 0;
  for (Index i = 0; i < values.size(); ++i) {
    if (!(values[i] > 1e-8 * values.maxCoeff())) continue;
    sum += along[i] * along[i] / values[i];
    ++rank;
  }
  return {sum / rank, rank};
}

PriorTrend priorOf(const LinearFit& fit, const VectorXd& covariate) {
  const auto variances = listOf(fit.variances), df = listOf(fit.df);
  if (covariate.size() > 0) return fitPriorTrend(variances, df, listOf(covariate));
  const VariancePrior prior = fitPrior(variances, df);
  return {prior.df, std::vector<double>(variances.size(), prior.variance)};
}

}  // namespace

ModeratedTests testModerated(const LinearFit& fit, const VectorXd& covariate) {
  const PriorTrend prior = priorOf(fit, covariate);
  const Index rows = fit.estimates.rows(), contrasts = fit.estimates.cols();
  const MatrixXd nothing = MatrixXd::Constant(rows, contrasts, unknown);
  const VectorXd none = VectorXd::Constant(rows, unknown);
  ModeratedTests tests{prior.df, none, none, none, nothing, nothing, none, none};
  const MatrixXd deviations = unscaledDeviations(fit);
  const double pooled = fit.df.sum();
  for (Index row = 0; row < rows; ++row) {
    const VariancePrior own{prior.df, prior.variances[static_cast<std::size_t>(row)]};
    // Infinity times 0 is not a number, nor is an unknown variance with no df: the row brings nothing.
    const double variance = fit.df[row] > 0 ? fit.variances[row] : 0;
    const VariancePrior posterior = moderateVariance(variance, fit.df[row], own, pooled);
    tests.priorVariances[row] = own.variance;
    tests.df[row] = posterior.df;
    if (!(posterior.df > 0)) continue;
    tests.variances[row] = posterior.variance;
    tests.t.row(row) = fit.estimates.row(row).array() / deviations.row(row).array() / std::sqrt(posterior.variance);
    for (Index j = 0; j < contrasts; ++j) tests.p(row, j) = studentP(tests.t(row, j), posterior.df);
    const Quadratic quadratic =
        quadraticOf(tests.t.row(row).transpose(), fit.covariances[static_cast<std::size_t>(row)]);
    tests.f[row] = quadratic.mean;
    tests.fP[row] = fisherP(quadratic.mean, quadratic.rank, fit.df[row] + prior.df);
  }
  return tests;
}

}  // namespace vescargo
