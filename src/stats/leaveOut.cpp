#include "vescargo/stats/leaveOut.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "vescargo/stats/distributions.h"
#include "vescargo/stats/leastSquares.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double rounding = 1e-7;

/// A fit in the coordinates of the design's orthonormal columns.
struct OrthogonalFit {
  MatrixXd q;
  VectorXd along;  ///< of the contrast
  VectorXd residuals;
  double estimate;
};

std::optional<OrthogonalFit> fitOrthogonal(const VectorXd& y, const MatrixXd& design, const VectorXd& tested) {
  const QrFactors qr = factorQr(design);
  const MatrixXd r = upperOf(qr);
  const VectorXd lengths = design.colwise().norm();
  if ((r.diagonal().array().abs() <= rounding * lengths.array()).any()) return {};
  OrthogonalFit fit{thinOrthogonalOf(qr), solveTransposed(r, tested), {}, 0};
  const VectorXd fitted = fit.q.transpose() * y;
  fit.residuals = y - fit.q * fitted;
  fit.estimate = fit.along.dot(fitted);
  return fit;
}

/// What the other units tell without a group.
struct Without {
  double estimate, scale, squares, df;
  bool told = true;
};

/// Inverse of what the others tell of the coefficients, and its rank.
struct OthersInverse {
  MatrixXd inverse;
  Index rank;
  bool tells;  ///< the contrast
};

OthersInverse inverseOf(const MatrixXd& others, const VectorXd& along) {
  const SymmetricEigen eigen = eigenOfSymmetric(others);
  OthersInverse result{MatrixXd::Zero(others.rows(), others.cols()), 0, true};
  for (Index i = 0; i < eigen.values.size(); ++i) {
    const VectorXd vector = eigen.vectors.col(i);
    if (eigen.values[i] > rounding) {
      result.inverse += vector * vector.transpose() / eigen.values[i];
      ++result.rank;
    } else if (std::abs(vector.dot(along)) > rounding * along.norm()) {
      result.tells = false;
    }
  }
  return result;
}

Without leaveOut(const OrthogonalFit& fit, const std::vector<Index>& group) {
  const MatrixXd own = fit.q(group, Eigen::all);
  const VectorXd residuals = fit.residuals(group), moved = own.transpose() * residuals;
  const MatrixXd others = MatrixXd::Identity(own.cols(), own.cols()) - own.transpose() * own;
  const OthersInverse inverse = inverseOf(others, fit.along);
  const VectorXd step = inverse.inverse * moved;
  return {fit.estimate - fit.along.dot(step), fit.along.dot(inverse.inverse * fit.along),
          std::max(0.0, fit.residuals.squaredNorm() - residuals.squaredNorm() - moved.dot(step)),
          static_cast<double>(fit.q.rows() - own.rows() - inverse.rank), inverse.tells};
}

}  // namespace

LeftOut leaveGroupsOut(const VectorXd& y, const MatrixXd& design, const VectorXd& tested,
                       const std::vector<int>& groups, const RowPrior& prior) {
  if (design.rows() - design.cols() < 1) return {unknown, unknown, unknown, -1};
  const auto fit = fitOrthogonal(y, design, tested);
  if (!fit) return {unknown, unknown, unknown, -1};
  std::vector<std::vector<Index>> units(static_cast<std::size_t>(*std::max_element(groups.begin(), groups.end()) + 1));
  for (std::size_t i = 0; i < groups.size(); ++i)
    units[static_cast<std::size_t>(groups[i])].push_back(static_cast<Index>(i));
  LeftOut out{fit->estimate, fit->estimate, unknown, -1};
  double least = std::numeric_limits<double>::infinity(), leastDf = unknown;
  for (std::size_t group = 0; group < units.size(); ++group) {
    if (units[group].empty()) continue;
    const Without without = leaveOut(*fit, units[group]);
    if (!without.told) return {out.low, out.high, 1, static_cast<int>(group)};
    out.low = std::min(out.low, without.estimate);
    out.high = std::max(out.high, without.estimate);
    if (without.df < 1) continue;
    const VariancePrior posterior =
        moderateVariance(without.squares / without.df, without.df, prior.prior, prior.pooledDf);
    const double t = std::abs(without.estimate) / std::sqrt(posterior.variance * without.scale);
    // An estimate that turns its sign is no change in that direction, however large.
    const double signedT = without.estimate * fit->estimate < 0 ? -t : t;
    if (!(signedT < least)) continue;
    least = signedT;
    leastDf = posterior.df;
    out.group = static_cast<int>(group);
  }
  if (out.group >= 0) out.p = least < 0 ? 1 : studentP(least, leastDf);
  return out;
}

}  // namespace vescargo
