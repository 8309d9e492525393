#include "vescargo/stats/attenuation.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Solves a system of normal equations whose columns have length 1 or less; whether it can be told.
class NormalEquations {
 public:
  explicit NormalEquations(Index columns) : factor_(columns), scale_(columns) {}

  double estimate(const MatrixXd& products, const VectorXd& withY, const VectorXd& tested) {
    const Index n = tested.size();
    scale_ = products.diagonal().head(n).cwiseSqrt().cwiseInverse();
    if (!scale_.allFinite()) return std::numeric_limits<double>::quiet_NaN();
    factor_.compute(scale_.asDiagonal() * products.topLeftCorner(n, n) * scale_.asDiagonal());
    // Squares of what is left of a column of length 1.
    if (factor_.info() != Eigen::Success || factor_.matrixLLT().diagonal().minCoeff() < 1e-6)
      return std::numeric_limits<double>::quiet_NaN();
    return factor_.solve((scale_.array() * withY.head(n).array()).matrix())
        .dot((scale_.array() * tested.array()).matrix());
  }

 private:
  Eigen::LLT<MatrixXd> factor_;
  VectorXd scale_;
};

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
  NormalEquations adjusted(columns), unadjusted(columns - 1);
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
    const double full = adjusted.estimate(products, withY, tested);
    const double plain = unadjusted.estimate(products, withY, testedWithout);
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
