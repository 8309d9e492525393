#include "vescargo/stats/attenuation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <set>

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Both estimates of resampled groups by normal equations, whose columns are scaled to length 1. The unadjusted model
/// is the first columns of the adjusted one, and so is its Cholesky factor.
class ResampledFit {
 public:
  ResampledFit(const RowModel& row, Index scores, const std::vector<int>& groups)
      : tested_(row.tested),
        others_(row.tested.size() - scores),
        factor_(row.tested.size() + 1, row.tested.size() + 1),
        turned_(row.tested.size()),
        scale_(row.tested.size()) {
    const Index n = tested_.size();
    terms_.setZero((n + 1) * (n + 2) / 2, *std::max_element(groups.begin(), groups.end()) + 1);
    VectorXd unit(n + 1);
    for (Index at = 0; at < row.design.rows(); ++at) {
      unit << row.design.row(at).transpose(), row.y[at];
      auto sums = terms_.col(groups[static_cast<std::size_t>(at)]);
      for (Index i = 0, next = 0; i <= n; ++i) {
        for (Index j = 0; j <= i; ++j) sums[next++] += unit[i] * unit[j];
      }
    }
    sums_.setZero(terms_.rows());
  }

  void clear() { sums_.setZero(); }
  void add(int group) { sums_ += terms_.col(group); }

  /// 1 - adjusted / unadjusted; NaN where the groups do not tell it.
  double attenuation() {
    // Roots of what is left of a column of length 1.
    constexpr double least = 1e-6;
    const Index n = tested_.size();
    for (Index i = 0, next = 0; i <= n; ++i) {
      for (Index j = 0; j <= i; ++j) factor_(i, j) = sums_[next++];
    }
    for (Index i = 0; i < n; ++i) scale_[i] = 1 / std::sqrt(factor_(i, i));
    if (!scale_.allFinite()) return unknown;
    for (Index i = 0; i <= n; ++i) {
      for (Index j = 0; j <= std::min(i, n - 1); ++j) factor_(i, j) *= scale_[j] * (i < n ? scale_[i] : 1);
    }
    double estimate = 0, unadjusted = 0;
    for (Index j = 0; j < n; ++j) {
      for (Index k = 0; k < j; ++k) factor_(j, j) -= factor_(j, k) * factor_(j, k);
      if (!(factor_(j, j) > 0)) return unknown;
      const double root = std::sqrt(factor_(j, j));
      if (root < least) return unknown;
      for (Index i = j + 1; i <= n; ++i) {
        for (Index k = 0; k < j; ++k) factor_(i, j) -= factor_(i, k) * factor_(j, k);
        factor_(i, j) /= root;
      }
      turned_[j] = scale_[j] * tested_[j];
      for (Index k = 0; k < j; ++k) turned_[j] -= factor_(j, k) * turned_[k];
      turned_[j] /= root;
      estimate += turned_[j] * factor_(n, j);
      if (j + 1 == others_) unadjusted = estimate;
    }
    return 1 - estimate / unadjusted;
  }

 private:
  const VectorXd& tested_;
  Index others_;     ///< columns of the unadjusted model
  MatrixXd terms_;   ///< products of each two of design and value, of units of a group, added up
  VectorXd sums_;    ///< of those of the drawn groups
  MatrixXd factor_;  ///< lower triangle, the values in the last row
  VectorXd turned_, scale_;
};

/// Groups by side.
std::array<std::vector<int>, 2> sidesOf(const std::vector<int>& groups, const std::vector<int>& side) {
  std::array<std::set<int>, 2> sides;
  for (std::size_t i = 0; i < groups.size(); ++i)
    sides.at(side.empty() ? 0 : static_cast<std::size_t>(side[i])).insert(groups[i]);
  return {std::vector<int>(sides[0].begin(), sides[0].end()), std::vector<int>(sides[1].begin(), sides[1].end())};
}

}  // namespace

AttenuationBootstrap::AttenuationBootstrap(int bootstraps, std::size_t mostUnits)
    : bootstraps_(static_cast<std::size_t>(bootstraps)), numbers_(bootstraps_ * mostUnits) {
  std::mt19937_64 random(20240229);
  for (std::uint32_t& number : numbers_) number = static_cast<std::uint32_t>(random() >> 32);
}

BootstrapInterval AttenuationBootstrap::interval(const RowModel& row, Index scores, const std::vector<int>& groups,
                                                 const std::vector<int>& side) const {
  const auto sides = sidesOf(groups, side);
  ResampledFit fit(row, scores, groups);
  std::vector<double> values;
  auto number = numbers_.begin();
  for (std::size_t b = 0; b < bootstraps_; ++b) {
    fit.clear();
    for (const auto& of : sides) {
      for (std::size_t k = 0; k < of.size(); ++k) fit.add(of[(std::uint64_t{*number++} * of.size()) >> 32]);
    }
    const double value = fit.attenuation();
    if (std::isfinite(value)) values.push_back(value);
  }
  if (2 * values.size() < bootstraps_ || values.empty()) return {unknown, unknown};
  std::sort(values.begin(), values.end());
  const auto at = [&](double part) {
    return values[static_cast<std::size_t>(std::lround(part * static_cast<double>(values.size() - 1)))];
  };
  return {at(0.025), at(0.975)};
}

BootstrapInterval attenuationInterval(const RowModel& row, Index scores, const std::vector<int>& groups,
                                      const std::vector<int>& side, int bootstraps) {
  return AttenuationBootstrap(bootstraps, groups.size()).interval(row, scores, groups, side);
}

}  // namespace vescargo
