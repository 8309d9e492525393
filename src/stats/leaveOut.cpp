#include "vescargo/stats/leaveOut.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>

#include "vescargo/stats/distributions.h"
#include "vescargo/stats/leastSquares.h"
#include "vescargo/stats/orthonormal.h"
#include "vescargo/stats/strata.h"

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
  if (others.size() == 0) return {others, 0, true};
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

using Groups = std::vector<std::vector<Index>>;

Groups unitsOf(const std::vector<int>& groups) {
  Groups units(static_cast<std::size_t>(*std::max_element(groups.begin(), groups.end()) + 1));
  for (std::size_t i = 0; i < groups.size(); ++i)
    units[static_cast<std::size_t>(groups[i])].push_back(static_cast<Index>(i));
  return units;
}

/// The variance of the estimate without a group, and its df.
using ErrorWithout = std::function<VariancePrior(std::size_t group, const Without&)>;

LeftOut leaveEachOut(const OrthogonalFit& fit, const Groups& units, const ErrorWithout& errorOf) {
  LeftOut out{fit.estimate, fit.estimate, unknown, -1};
  double least = std::numeric_limits<double>::infinity(), leastDf = unknown;
  for (std::size_t group = 0; group < units.size(); ++group) {
    if (units[group].empty()) continue;
    const Without without = leaveOut(fit, units[group]);
    if (!without.told) return {out.low, out.high, 1, static_cast<int>(group)};
    out.low = std::min(out.low, without.estimate);
    out.high = std::max(out.high, without.estimate);
    if (without.df < 1) continue;
    const VariancePrior error = errorOf(group, without);
    const double t = std::abs(without.estimate) / std::sqrt(error.variance);
    // An estimate that turns its sign is no change in that direction, however large.
    const double signedT = without.estimate * fit.estimate < 0 ? -t : t;
    if (!(error.df > 0 && signedT < least)) continue;
    least = signedT;
    leastDf = error.df;
    out.group = static_cast<int>(group);
  }
  if (out.group >= 0) out.p = least < 0 ? 1 : studentP(least, leastDf);
  return out;
}

/// Residuals alone: no contrast is asked.
OrthogonalFit residualFit(const StratumUnits& units) {
  OrthogonalFit fit{orthonormalBasis(units.design).vectors, {}, {}, 0};
  fit.along.setZero(fit.q.cols());
  fit.residuals = units.y - fit.q * (fit.q.transpose() * units.y).eval();
  return fit;
}

/// Moderated, 0 where it has no part.
VariancePrior partOf(double part, double squares, double df, const RowPrior& prior) {
  if (!(part > 0)) return {0, 0};
  VariancePrior posterior = moderateVariance(df > 0 ? squares / df : 0, std::max(df, 0.0), prior.prior, prior.pooledDf);
  if (!(posterior.df > 0)) return {unknown, unknown};
  posterior.variance *= part;
  return posterior;
}

}  // namespace

LeftOut leaveGroupsOut(const VectorXd& y, const MatrixXd& design, const VectorXd& tested,
                       const std::vector<int>& groups, const RowPrior& prior) {
  if (design.rows() - design.cols() < 1) return {unknown, unknown, unknown, -1};
  const auto fit = fitOrthogonal(y, design, tested);
  if (!fit) return {unknown, unknown, unknown, -1};
  return leaveEachOut(*fit, unitsOf(groups), [&](std::size_t, const Without& without) {
    VariancePrior error = moderateVariance(without.squares / without.df, without.df, prior.prior, prior.pooledDf);
    error.variance *= without.scale;
    return error;
  });
}

LeftOut leaveBlocksOut(const StratumUnits& whitened, const VectorXd& tested, const std::vector<int>& blocks,
                       const StrataError& error) {
  if (whitened.design.rows() - whitened.design.cols() < 1) return {unknown, unknown, unknown, -1};
  const auto fit = fitOrthogonal(whitened.y, whitened.design, tested);
  if (!fit) return {unknown, unknown, unknown, -1};
  const Groups units = unitsOf(blocks);
  const auto others =
      static_cast<double>(std::count_if(units.begin(), units.end(), [](const auto& group) { return !group.empty(); })) -
      1;
  const OrthogonalFit within = residualFit(error.within), whole = residualFit(error.whole);
  return leaveEachOut(*fit, units, [&](std::size_t group, const Without& without) {
    const Without inner = leaveOut(within, units[group]), outer = leaveOut(whole, units[group]);
    const double df = inner.df - others;
    const VariancePrior first = partOf(error.withinPart, inner.squares, df, error.withinPrior);
    const VariancePrior second = partOf(error.betweenPart, std::max(0.0, outer.squares - (df > 0 ? inner.squares : 0)),
                                        outer.df - std::max(df, 0.0), error.betweenPrior);
    return VariancePrior{satterthwaiteDf(first.variance, first.df, second.variance, second.df),
                         (first.variance + second.variance) * without.scale};
  });
}

}  // namespace vescargo
