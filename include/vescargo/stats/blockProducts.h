#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <vector>

namespace vescargo {

/// Squares below it are rounding, and no variation.
inline constexpr double roundedVariation = 1e-18;

/// Sums of squares and products of two vectors about their means in each block, over the places that both have.
struct BlockProducts {
  double aa = 0, bb = 0, ab = 0;
  double df = 0;  ///< places less blocks

  bool vary() const { return aa > roundedVariation && bb > roundedVariation; }
};

/// `blocks` by place, from 0; NaN = not measured. Vectors may be rows or columns of matrices.
template <class A, class B>
BlockProducts blockProducts(const A& a, const B& b, const std::vector<int>& blocks) {
  struct Sums {
    double n = 0, a = 0, b = 0;
  };
  std::vector<Sums> sums(static_cast<std::size_t>(*std::max_element(blocks.begin(), blocks.end())) + 1);
  const auto sumsOf = [&](Eigen::Index i) -> Sums& {
    return sums[static_cast<std::size_t>(blocks[static_cast<std::size_t>(i)])];
  };
  const auto isKnown = [&](Eigen::Index i) { return !std::isnan(a[i]) && !std::isnan(b[i]); };
  for (Eigen::Index i = 0; i < a.size(); ++i) {
    if (!isKnown(i)) continue;
    Sums& sum = sumsOf(i);
    sum.n += 1;
    sum.a += a[i];
    sum.b += b[i];
  }
  BlockProducts products;
  for (const Sums& sum : sums) products.df += sum.n > 0 ? sum.n - 1 : 0;
  for (Eigen::Index i = 0; i < a.size(); ++i) {
    if (!isKnown(i)) continue;
    const Sums& sum = sumsOf(i);
    const double fromA = a[i] - sum.a / sum.n, fromB = b[i] - sum.b / sum.n;
    products.aa += fromA * fromA;
    products.bb += fromB * fromB;
    products.ab += fromA * fromB;
  }
  return products;
}

}  // namespace vescargo
