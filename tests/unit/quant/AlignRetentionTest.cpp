#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "vescargo/quant/alignRetention.h"

using namespace vescargo;

namespace {

constexpr float unseen = std::numeric_limits<float>::quiet_NaN();

double bent(double rt) { return rt + 8 + 6 * std::sin(3.14159 * rt / 600); }

}  // namespace

TEST_CASE("a bent run is mapped within a second, outliers and ions of one run only notwithstanding") {
  std::vector<float> from;
  std::vector<float> to;
  for (int i = 0; i < 400; ++i) {
    const double rt = 1.5 * i + (i * 7919 % 10) * 0.1;
    const double scatter = ((i * 6151 % 100) / 100.0 - 0.5) * 4;
    const bool outlier = i % 10 == 3;
    from.push_back(static_cast<float>(rt));
    to.push_back(static_cast<float>(outlier ? 600 - rt : bent(rt) + scatter));
    if (i % 5 == 0) to.back() = unseen;
    if (i % 7 == 0) from.back() = unseen;
  }
  const RtMap map = alignRetention(from, to);
  for (const double rt : {30.0, 150.0, 300.0, 450.0, 560.0}) CHECK(std::abs(map.at(rt) - bent(rt)) < 1);
  CHECK(map.spreadSeconds > 0.5);
  CHECK(map.spreadSeconds < 3);
  for (std::size_t i = 1; i < map.to.size(); ++i) {
    CHECK(map.from[i] > map.from[i - 1]);
    CHECK(map.to[i] >= map.to[i - 1]);
  }
}

TEST_CASE("beyond the shared ions the shift of the last one holds") {
  std::vector<float> from;
  std::vector<float> to;
  for (int i = 0; i < 40; ++i) {
    from.push_back(100 + static_cast<float>(i));
    to.push_back(105 + static_cast<float>(i));
  }
  const RtMap map = alignRetention(from, to);
  CHECK(map.at(0) == Approx(5).epsilon(1e-6).margin(0));
  CHECK(map.at(1000) == Approx(1005).epsilon(1e-6).margin(0));
  CHECK(map.spreadSeconds < 1e-5);
}

TEST_CASE("too few shared ions give no map") {
  std::vector<float> times(fewestAlignmentIons);
  for (std::size_t i = 0; i < times.size(); ++i) times[i] = static_cast<float>(i);
  CHECK_FALSE(alignRetention(times, times).empty());
  auto fewer = times;
  fewer.back() = unseen;
  CHECK(alignRetention(times, fewer).empty());
  CHECK(std::isnan(alignRetention(times, fewer).at(3)));
}
