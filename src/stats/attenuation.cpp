#include "vescargo/stats/attenuation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

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

/// Units by side.
std::array<std::vector<Index>, 2> sidesOf(const std::vector<int>& side, Index units) {
  std::array<std::vector<Index>, 2> sides;
  for (Index i = 0; i < units; ++i)
    sides.at(side.empty() ? 0 : static_cast<std::size_t>(side[static_cast<std::size_t>(i)])).push_back(i);
  return sides;
}

}  // namespace

BootstrapInterval attenuationInterval(const VectorXd& y, const MatrixXd& design, const VectorXd& tested,
                                      const std::vector<int>& side, int bootstraps) {
  const Index units = design.rows(), columns = design.cols();
  const auto sides = sidesOf(side, units);
  MatrixXd terms(columns + 1, units);  // by unit: its design and value
  terms.topRows(columns) = design.transpose();
  terms.bottomRows(1) = y.transpose();
  std::mt19937_64 random(20240229);
  const VectorXd testedWithout = tested.head(columns - 1);
  MatrixXd products(columns + 1, columns + 1);
  VectorXd weights(units);
  std::vector<double> values;
  for (int b = 0; b < bootstraps; ++b) {
    weights.setZero();
    for (const auto& of : sides) {
      for (std::size_t k = 0; k < of.size(); ++k) ++weights[of[((random() >> 32) * of.size()) >> 32]];
    }
    products.noalias() = terms * weights.asDiagonal() * terms.transpose();
    const VectorXd withY = products.col(columns).head(columns);
    const double full = estimateBy(products, withY, tested);
    const double plain = estimateBy(products, withY, testedWithout);
    const double value = 1 - full / plain;
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
