#include <catch2/catch.hpp>
#include <vector>

#include "vescargo/base/Random.h"

using namespace vescargo;

TEST_CASE("a stream of random numbers hangs on seed, purpose and key") {
  const auto first = [](std::uint64_t seed, const char* purpose, const char* key) {
    return Random(seed, purpose, key).bits();
  };
  CHECK(first(1, "tube", "S01") == first(1, "tube", "S01"));
  CHECK(first(1, "tube", "S01") != first(2, "tube", "S01"));
  CHECK(first(1, "tube", "S01") != first(1, "run", "S01"));
  CHECK(first(1, "tube", "S01") != first(1, "tube", "S02"));
  CHECK(first(1, "tube", "S01") != first(1, "tubeS01", ""));
}

TEST_CASE("the stream is SplitMix64: the same numbers on every machine") {
  Random random(1, "tube", "S01");
  CHECK(random.bits() == 0xA394BB45CFB13A3DULL);
  CHECK(random.bits() == 0x087F5AE1C0286720ULL);
}

namespace {

struct Moments {
  double mean = 0, variance = 0;
};

template <class Draw>
Moments momentsOf(Draw draw) {
  constexpr int count = 40000;
  std::vector<double> values;
  Moments moments;
  for (int i = 0; i < count; ++i) {
    values.push_back(draw());
    moments.mean += values.back() / count;
  }
  for (const double value : values) moments.variance += (value - moments.mean) * (value - moments.mean) / count;
  return moments;
}

}  // namespace

TEST_CASE("drawn numbers have the mean and the variance of their distribution") {
  Random random(3, "moments");
  const auto normal = momentsOf([&] { return 5 + random.normal(); });
  CHECK(normal.mean == Approx(5).epsilon(0.01));
  CHECK(normal.variance == Approx(1).epsilon(0.03));
  const auto uniform = momentsOf([&] { return random.uniform(); });
  CHECK(uniform.mean == Approx(0.5).epsilon(0.01));
  CHECK(uniform.variance == Approx(1.0 / 12).epsilon(0.03));
  const auto exponential = momentsOf([&] { return random.exponential(4); });
  CHECK(exponential.mean == Approx(4).epsilon(0.03));
  CHECK(exponential.variance == Approx(16).epsilon(0.06));
  for (const double mean : {0.5, 7.0, 300.0}) {
    const auto poisson = momentsOf([&] { return random.poisson(mean); });
    CHECK(poisson.mean == Approx(mean).epsilon(0.03));
    CHECK(poisson.variance == Approx(mean).epsilon(0.05));
  }
}
