#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "vescargo/stats/exactTests.h"

using namespace vescargo;

namespace {

/// Every sign pattern, one after the other.
double bruteForce(const std::vector<double>& values) {
  const auto sumOf = [&](std::uint64_t pattern) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += (pattern >> i & 1) != 0 ? -values[i] : values[i];
    return std::abs(sum);
  };
  const std::uint64_t patterns = std::uint64_t{1} << values.size();
  std::uint64_t reached = 0;
  for (std::uint64_t pattern = 0; pattern < patterns; ++pattern) reached += sumOf(pattern) >= sumOf(0) - 1e-9 ? 1 : 0;
  return static_cast<double>(reached) / static_cast<double>(patterns);
}

std::vector<double> drawn(std::mt19937_64& random, std::size_t n, bool tied) {
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i) {
    const double value = static_cast<double>(random() >> 40) / 16777216.0 - 0.35;
    values.push_back(tied ? std::round(4 * value) / 10 : value);
  }
  return values;
}

}  // namespace

TEST_CASE("sign flips count what trying every pattern counts, with ties too") {
  std::mt19937_64 random(5);
  for (std::size_t n = 1; n <= 14; ++n) {
    for (const bool tied : {false, true}) {
      const auto values = drawn(random, n, tied);
      const SignFlip flip = signFlipTest(values);
      CHECK(flip.p == bruteForce(values));
      CHECK(flip.floor == std::ldexp(1.0, 1 - static_cast<int>(n)));
      CHECK(flip.p >= flip.floor);
    }
  }
  CHECK(signFlipTest({0, 0, 0}).p == 1);
  CHECK(std::isnan(signFlipTest({}).p));
}

TEST_CASE("sampled sign flips are near the exact ones, and the same for the same differences") {
  std::mt19937_64 random(6);
  auto values = drawn(random, 16, false);
  const double exact = signFlipTest(values).p;
  values.push_back(1e-12);  // one more, so that they are sampled
  const SignFlip sampled = signFlipTest(values);
  CHECK(sampled.floor == 1e-4);
  CHECK(std::abs(sampled.p - exact) < 5 * std::sqrt(exact * (1 - exact) / 9999));
  CHECK(signFlipTest(values).p == sampled.p);
}

TEST_CASE("swapping labels leaves the sign-flip p, and so does the order of pairs") {
  std::mt19937_64 random(7);
  auto values = drawn(random, 11, false);
  const double p = signFlipTest(values).p;
  for (double& value : values) value = -value;
  CHECK(signFlipTest(values).p == p);
  std::swap(values[0], values[10]);
  std::swap(values[3], values[5]);
  CHECK(signFlipTest(values).p == p);
}

TEST_CASE("Fisher's exact test gives R's numbers") {
  // fisher.test(matrix(c(3, 0, 0, 3), 2)), of (3, 1, 1, 3) and of (10, 2, 3, 15)
  CHECK(detectionTest(Detections{3, 3}, Detections{0, 3}) == Approx(0.1).epsilon(1e-12).margin(0));
  CHECK(detectionTest(Detections{3, 4}, Detections{1, 4}) == Approx(0.48571428571428571).epsilon(1e-12).margin(0));
  CHECK(detectionTest(Detections{10, 12}, Detections{3, 18}) == Approx(0.00053672411914343).epsilon(1e-9).margin(0));
  CHECK(std::isnan(detectionTest(Detections{0, 3}, Detections{0, 3})));
  CHECK(std::isnan(detectionTest(Detections{3, 3}, Detections{3, 3})));
}
