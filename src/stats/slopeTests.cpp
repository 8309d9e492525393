#include "vescargo/stats/slopeTests.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vescargo {

namespace {

/// Squares of rounding are no variation.
constexpr double rounding = 1e-18;

struct BlockSums {
  double n = 0, value = 0, covariate = 0;
};

}  // namespace

Eigen::VectorXd slopeTests(const Eigen::MatrixXd& values, const Eigen::VectorXd& covariate,
                           const std::vector<int>& blocks, double fewestDf) {
  Eigen::VectorXd t = Eigen::VectorXd::Constant(values.cols(), std::numeric_limits<double>::quiet_NaN());
  if (blocks.empty()) return t;
  const auto most = static_cast<std::size_t>(*std::max_element(blocks.begin(), blocks.end())) + 1;
#pragma omp parallel for schedule(static)
  for (Eigen::Index column = 0; column < values.cols(); ++column) {
    const auto value = values.col(column);
    std::vector<BlockSums> sums(most);
    const auto of = [&](Eigen::Index i) -> BlockSums& {
      return sums[static_cast<std::size_t>(blocks[static_cast<std::size_t>(i)])];
    };
    for (Eigen::Index i = 0; i < value.size(); ++i) {
      if (std::isnan(value[i] + covariate[i])) continue;
      of(i).n += 1;
      of(i).value += value[i];
      of(i).covariate += covariate[i];
    }
    double df = -1, squares = 0, covariateSquares = 0, products = 0;
    for (const BlockSums& sum : sums) df += sum.n > 0 ? sum.n - 1 : 0;
    for (Eigen::Index i = 0; i < value.size(); ++i) {
      if (std::isnan(value[i] + covariate[i])) continue;
      const double a = value[i] - of(i).value / of(i).n, b = covariate[i] - of(i).covariate / of(i).n;
      squares += a * a;
      covariateSquares += b * b;
      products += a * b;
    }
    if (df < fewestDf || squares <= rounding || covariateSquares <= rounding) continue;
    const double left = std::max(1e-12, 1 - products * products / (squares * covariateSquares));
    t[column] = products / std::sqrt(squares * covariateSquares) * std::sqrt(df / left);
  }
  return t;
}

}  // namespace vescargo
