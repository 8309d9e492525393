#include "vescargo/stats/leaveOut.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "vescargo/stats/distributions.h"
#include "vescargo/stats/leastSquares.h"

namespace vescargo {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

LeftOut leaveUnitsOut(const VectorXd& y, const MatrixXd& design, const VectorXd& tested, const RowPrior& prior) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  constexpr double rounding = 1e-7;
  const Index n = design.rows(), columns = design.cols();
  const double df = static_cast<double>(n - columns);
  if (df < 1) return {unknown, unknown, unknown, -1};
  const QrFactors qr = factorQr(design);
  const MatrixXd r = upperOf(qr);
  const VectorXd lengths = design.colwise().norm();
  if ((r.diagonal().array().abs() <= rounding * lengths.array()).any()) return {unknown, unknown, unknown, -1};
  const MatrixXd q = thinOrthogonalOf(qr);
  const VectorXd fitted = q.transpose() * y, residuals = y - q * fitted;
  const VectorXd along = solveTransposed(r, tested);
  const double estimate = along.dot(fitted), scale = along.squaredNorm(), squares = residuals.squaredNorm();
  LeftOut out{estimate, estimate, unknown, -1};
  double least = std::numeric_limits<double>::infinity();
  const double pooled = prior.pooledDf;
  double posteriorDf = unknown;
  for (Index i = 0; i < n; ++i) {
    const double leverage = q.row(i).squaredNorm(), part = q.row(i).dot(along);
    const double left = 1 - leverage;
    if (left <= rounding) {
      // The other units do not tell a coefficient; what the contrast is then, they tell only if it is not of that one.
      if (std::abs(part) <= rounding * std::sqrt(scale)) continue;
      return {out.low, out.high, 1, i};
    }
    const double without = estimate - part * residuals[i] / left;
    out.low = std::min(out.low, without);
    out.high = std::max(out.high, without);
    if (df < 2) continue;
    const double variance = std::max(0.0, squares - residuals[i] * residuals[i] / left) / (df - 1);
    const VariancePrior posterior = moderateVariance(variance, df - 1, prior.prior, pooled);
    const double t = std::abs(without) / std::sqrt(posterior.variance * (scale + part * part / left));
    posteriorDf = posterior.df;
    // An estimate that turns its sign is no change in that direction, however large.
    const double signedT = without * estimate < 0 ? -t : t;
    if (!(signedT < least)) continue;
    least = signedT;
    out.unit = i;
  }
  if (out.unit >= 0) out.p = least < 0 ? 1 : studentP(least, posteriorDf);
  return out;
}

}  // namespace vescargo
