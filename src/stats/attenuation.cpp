#include "vescargo/stats/attenuation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <set>

#include "vescargo/stats/leastSquares.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Estimate by normal equations, whose columns are scaled to length 1; NaN where they do not tell it.
double estimateBy(const MatrixXd& products, const VectorXd& withY, const VectorXd& tested) {
  // Squares of what is left of a column of length 1.
  constexpr double least = 1e-6;
  const Index n = tested.size();
  const VectorXd scale = products.diagonal().head(n).cwiseSqrt().cwiseInverse();
  if (!scale.allFinite()) return std::numeric_limits<double>::quiet_NaN();
  const auto solved = solvePositive(scale.asDiagonal() * products.topLeftCorner(n, n) * scale.asDiagonal(),
                                    (scale.array() * withY.head(n).array()).matrix(), least);
  if (!solved) return std::numeric_limits<double>::quiet_NaN();
  return solved->dot((scale.array() * tested.array()).matrix());
}

/// Groups by side.
std::array<std::vector<int>, 2> sidesOf(const std::vector<int>& groups, const std::vector<int>& side) {
  std::array<std::set<int>, 2> sides;
  for (std::size_t i = 0; i < groups.size(); ++i)
    sides.at(side.empty() ? 0 : static_cast<std::size_t>(side[i])).insert(groups[i]);
  return {std::vector<int>(sides[0].begin(), sides[0].end()), std::vector<int>(sides[1].begin(), sides[1].end())};
}

}  // namespace

BootstrapInterval attenuationInterval(const RowModel& row, Index scores, const std::vector<int>& groups,
                                      const std::vector<int>& side, int bootstraps) {
  const Index units = row.design.rows(), columns = row.design.cols();
  const auto sides = sidesOf(groups, side);
  MatrixXd terms(columns + 1, units);  // by unit: its design and value
  terms.topRows(columns) = row.design.transpose();
  terms.bottomRows(1) = row.y.transpose();
  std::mt19937_64 random(20240229);
  const VectorXd testedWithout = row.tested.head(columns - scores);
  std::vector<double> values, drawn(static_cast<std::size_t>(*std::max_element(groups.begin(), groups.end()) + 1));
  VectorXd weights(units);
  for (int b = 0; b < bootstraps; ++b) {
    std::fill(drawn.begin(), drawn.end(), 0.0);
    for (const auto& of : sides) {
      for (std::size_t k = 0; k < of.size(); ++k)
        ++drawn[static_cast<std::size_t>(of[((random() >> 32) * of.size()) >> 32])];
    }
    for (Index i = 0; i < units; ++i) weights[i] = drawn[static_cast<std::size_t>(groups[static_cast<std::size_t>(i)])];
    const MatrixXd products = terms * weights.asDiagonal() * terms.transpose();
    const VectorXd withY = products.col(columns).head(columns);
    const double value = 1 - estimateBy(products, withY, row.tested) / estimateBy(products, withY, testedWithout);
    if (std::isfinite(value)) values.push_back(value);
  }
  if (2 * values.size() < static_cast<std::size_t>(bootstraps) || values.empty())
    return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  std::sort(values.begin(), values.end());
  const auto at = [&](double part) {
    return values[static_cast<std::size_t>(std::lround(part * static_cast<double>(values.size() - 1)))];
  };
  return {at(0.025), at(0.975)};
}

}  // namespace vescargo
