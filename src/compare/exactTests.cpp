#include "vescargo/compare/exactTests.h"

#include <algorithm>
#include <bit>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace vescargo {

SignFlip signFlipTest(const std::vector<double>& differences) {
  const std::size_t n = differences.size();
  if (n == 0) return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  double sum = 0, size = 0;
  for (const double d : differences) sum += d, size += std::abs(d);
  // Sums of the same numbers in another order differ in their last digits.
  const double bar = std::abs(sum) - 1e-10 * size;
  std::uint64_t reached = 0;
  if (n <= 16) {
    // A pattern and its opposite are equally far out, so the last sign stays; Gray code flips one sign a step.
    const std::uint64_t patterns = std::uint64_t{1} << (n - 1);
    std::vector<double> signedValues = differences;
    for (std::uint64_t i = 1; i <= patterns; ++i) {
      reached += std::abs(sum) >= bar ? 1 : 0;
      if (i == patterns) break;
      double& flipped = signedValues[static_cast<std::size_t>(std::countr_zero(i))];
      flipped = -flipped;
      sum += 2 * flipped;
    }
    return {static_cast<double>(reached) / static_cast<double>(patterns), 1 / static_cast<double>(patterns)};
  }
  constexpr int draws = 9999;
  std::mt19937_64 random(20240229);
  for (int i = 0; i < draws; ++i) {
    double flipped = 0;
    std::uint64_t bits = 0;
    for (std::size_t k = 0; k < n; ++k, bits >>= 1) {
      if (k % 64 == 0) bits = random();
      flipped += (bits & 1) != 0 ? differences[k] : -differences[k];
    }
    reached += std::abs(flipped) >= bar ? 1 : 0;
  }
  return {static_cast<double>(reached + 1) / (draws + 1), 1.0 / (draws + 1)};
}

double detectionTest(int beforeOnly, int afterOnly) {
  const int n = beforeOnly + afterOnly;
  if (n == 0) return std::numeric_limits<double>::quiet_NaN();
  return std::min(1.0, 2 * boost::math::cdf(boost::math::binomial(n, 0.5), std::min(beforeOnly, afterOnly)));
}

}  // namespace vescargo
