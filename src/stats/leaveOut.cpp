#include "vescargo/stats/leaveOut.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <utility>

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
  MatrixXd q;      ///< coefficients x units
  VectorXd along;  ///< of the contrast
  VectorXd residuals;
  double squares;  ///< of these
  double estimate;
};

std::optional<OrthogonalFit> fitOrthogonal(const VectorXd& y, const MatrixXd& design, const VectorXd& tested) {
  const QrFactors qr = factorQr(design);
  const MatrixXd r = upperOf(qr);
  const VectorXd lengths = design.colwise().norm();
  if ((r.diagonal().array().abs() <= rounding * lengths.array()).any()) return {};
  OrthogonalFit fit{thinOrthogonalOf(qr), solveTransposed(r, tested), {}, 0, 0};
  const VectorXd fitted = fit.q.transpose() * y;
  fit.residuals = y - fit.q * fitted;
  fit.squares = fit.residuals.squaredNorm();
  fit.estimate = fit.along.dot(fitted);
  fit.q.transposeInPlace();
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

/// Leaves groups of a fit out, one after the other.
class GroupLeaver {
 public:
  explicit GroupLeaver(const OrthogonalFit& fit)
      : fit_(fit), others_(fit.q.rows(), fit.q.rows()), moved_(fit.q.rows()), along_(fit.q.rows()) {}

  Without leaveOut(std::span<const Index> group) {
    setOthers(group);
    const auto left = static_cast<double>(fit_.q.cols()) - static_cast<double>(group.size());
    const double squares = fit_.squares - own_;
    if (!eliminate()) return byEigenvectors(group, squares, left);
    return {fit_.estimate - along_.dot(moved_), along_.squaredNorm(), std::max(0.0, squares - moved_.squaredNorm()),
            left - static_cast<double>(others_.rows())};
  }

 private:
  /// What the others tell of the coefficients (lower triangle), and what the group's residuals move.
  void setOthers(std::span<const Index> group) {
    const Index coefficients = fit_.q.rows();
    others_.setIdentity();
    moved_.setZero();
    along_ = fit_.along;
    own_ = 0;
    for (const Index unit : group) {
      const double residual = fit_.residuals[unit];
      own_ += residual * residual;
      for (Index i = 0; i < coefficients; ++i) {
        const double weight = fit_.q(i, unit);
        moved_[i] += weight * residual;
        for (Index j = 0; j <= i; ++j) others_(i, j) -= weight * fit_.q(j, unit);
      }
    }
  }

  /// Turns `moved_` and `along_` by the inverse of the others' Cholesky factor, so that products of them are by the
  /// inverse of what the others tell. False where that may not be of full rank: its eigenvalues are 1 at most, so
  /// none is below their product, which is that of the pivots.
  bool eliminate() {
    constexpr double least = 1e-4;
    double product = 1;
    for (Index j = 0; j < others_.rows(); ++j) {
      double pivot = others_(j, j);
      for (Index k = 0; k < j; ++k) pivot -= others_(j, k) * others_(j, k);
      product *= pivot;
      if (!(pivot > 0) || product < least) return false;
      const double root = std::sqrt(pivot);
      others_(j, j) = root;
      for (Index i = j + 1; i < others_.rows(); ++i) {
        for (Index k = 0; k < j; ++k) others_(i, j) -= others_(i, k) * others_(j, k);
        others_(i, j) /= root;
      }
      for (VectorXd* turned : {&moved_, &along_}) {
        for (Index k = 0; k < j; ++k) (*turned)[j] -= others_(j, k) * (*turned)[k];
        (*turned)[j] /= root;
      }
    }
    return true;
  }

  Without byEigenvectors(std::span<const Index> group, double squares, double left) {
    setOthers(group);
    const OthersInverse inverse = inverseOf(others_.selfadjointView<Eigen::Lower>(), fit_.along);
    const VectorXd step = inverse.inverse * moved_;
    return {fit_.estimate - fit_.along.dot(step), fit_.along.dot(inverse.inverse * fit_.along),
            std::max(0.0, squares - moved_.dot(step)), left - static_cast<double>(inverse.rank), inverse.tells};
  }

  const OrthogonalFit& fit_;
  MatrixXd others_;
  VectorXd moved_, along_;
  double own_ = 0;  ///< squares of the group's residuals
};

/// Units of each group, side by side.
struct GroupedUnits {
  std::vector<Index> units;
  std::vector<std::size_t> ends;

  explicit GroupedUnits(const std::vector<int>& groups)
      : units(groups.size()), ends(static_cast<std::size_t>(*std::max_element(groups.begin(), groups.end()) + 1)) {
    for (const int group : groups) ++ends[static_cast<std::size_t>(group)];
    std::size_t sum = 0;
    for (std::size_t& end : ends) sum += std::exchange(end, sum);
    for (std::size_t i = 0; i < groups.size(); ++i)
      units[ends[static_cast<std::size_t>(groups[i])]++] = static_cast<Index>(i);
  }
  std::span<const Index> of(std::size_t group) const {
    const std::size_t begin = group == 0 ? 0 : ends[group - 1];
    return std::span(units).subspan(begin, ends[group] - begin);
  }
};

/// `errorOf` gives the variance of the estimate without a group, and its df.
template <class ErrorWithout>
LeftOut leaveEachOut(const OrthogonalFit& fit, const GroupedUnits& units, const ErrorWithout& errorOf) {
  GroupLeaver leaver(fit);
  LeftOut out{fit.estimate, fit.estimate, unknown, -1};
  double least = std::numeric_limits<double>::infinity(), leastDf = unknown;
  for (std::size_t group = 0; group < units.ends.size(); ++group) {
    if (units.of(group).empty()) continue;
    const Without without = leaver.leaveOut(units.of(group));
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
  OrthogonalFit fit{orthonormalBasis(units.design).vectors, {}, {}, 0, 0};
  fit.along.setZero(fit.q.cols());
  fit.residuals = units.y - fit.q * (fit.q.transpose() * units.y).eval();
  fit.squares = fit.residuals.squaredNorm();
  fit.q.transposeInPlace();
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
  return leaveEachOut(*fit, GroupedUnits(groups), [&](std::size_t, const Without& without) {
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
  const GroupedUnits units(blocks);
  double others = -1;
  for (std::size_t group = 0; group < units.ends.size(); ++group) others += units.of(group).empty() ? 0 : 1;
  const OrthogonalFit within = residualFit(error.within), whole = residualFit(error.whole);
  GroupLeaver fromWithin(within), fromWhole(whole);
  return leaveEachOut(*fit, units, [&](std::size_t group, const Without& without) {
    const Without inner = fromWithin.leaveOut(units.of(group)), outer = fromWhole.leaveOut(units.of(group));
    const double df = inner.df - others;
    const VariancePrior first = partOf(error.withinPart, inner.squares, df, error.withinPrior);
    const VariancePrior second = partOf(error.betweenPart, std::max(0.0, outer.squares - (df > 0 ? inner.squares : 0)),
                                        outer.df - std::max(df, 0.0), error.betweenPrior);
    return VariancePrior{dfOfSum(first.variance, first.df, second.variance, second.df),
                         (first.variance + second.variance) * without.scale};
  });
}

}  // namespace vescargo
