#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "vescargo/quant/alignRuns.h"

using namespace vescargo;

namespace {

constexpr float unseen = std::numeric_limits<float>::quiet_NaN();
constexpr int ions = 300;

float trueTime(int ion) { return 20 + 1.9F * static_cast<float>(ion); }

/// Run r is bent by r, scatters by a third of a second and has not seen every ion.
IonTimes bentRuns(int runs) {
  IonTimes times(static_cast<std::size_t>(runs));
  for (int r = 0; r < runs; ++r) {
    for (int i = 0; i < ions; ++i) {
      const float scatter = static_cast<float>((i * 6151 + r * 7919) % 100) / 100 - 0.5F;
      const float bend = 4 * static_cast<float>(r) * std::sin(trueTime(i) / 190);
      times[static_cast<std::size_t>(r)].push_back((i + r) % 4 == 0 ? unseen : trueTime(i) + bend + scatter);
    }
  }
  return times;
}

}  // namespace

TEST_CASE("runs are aligned so that others predict where an ion elutes, without seeing it there") {
  const auto times = bentRuns(5);
  const auto alignment = alignRuns(times);
  for (std::size_t r = 0; r < times.size(); ++r) {
    const auto expected = predictTimes(alignment, r);
    double worst = 0;
    int predicted = 0;
    for (int i = 20; i < ions - 20; ++i) {
      const auto ion = static_cast<std::size_t>(i);
      if (!std::isnan(expected[ion])) ++predicted;
      if (std::isnan(times[r][ion])) continue;
      worst = std::max(worst, std::abs(static_cast<double>(times[r][ion]) - static_cast<double>(expected[ion])));
    }
    CHECK(predicted == ions - 40);
    CHECK(worst < 2);
  }
  const auto pairs = compareRuns(alignment);
  REQUIRE(pairs.size() == 10);
  for (const auto& pair : pairs) {
    CHECK(pair.sharedIons == (pair.second - pair.first == 4 ? 225 : 150));
    CHECK(std::abs(pair.medianSeconds) < 0.2);
    CHECK(pair.spreadSeconds > 0.2);
    CHECK(pair.spreadSeconds < 0.8);
  }
}

TEST_CASE("a time in the run itself does not move what is expected there") {
  auto times = bentRuns(4);
  const auto before = predictTimes(alignRuns(times), 2);
  times[2][101] += 60;
  const auto after = predictTimes(alignRuns(times), 2);
  CHECK(after[101] == Approx(before[101]).margin(0.3));
}

TEST_CASE("a run that shares too few ions has no map and predicts nothing") {
  auto times = bentRuns(3);
  for (std::size_t i = 5; i < times[2].size(); ++i) times[2][i] = unseen;
  const auto alignment = alignRuns(times);
  CHECK(alignment.fromCommon[2].empty());
  for (const float time : predictTimes(alignment, 2)) CHECK(std::isnan(time));
  CHECK(compareRuns(alignment)[1].sharedIons == 0);
  CHECK(std::isnan(compareRuns(alignment)[1].spreadSeconds));
}

TEST_CASE("permuting runs permutes their alignment errors") {
  auto times = bentRuns(4);
  times[0][1] = times[2][1] = times[2][3] = times[3][0] = times[3][2] = times[3][3] = unseen;  // no two as long
  const IonTimes turned{times[2], times[0], times[3], times[1]};
  const auto a = predictTimes(alignRuns(times), 2);
  const auto b = predictTimes(alignRuns(turned), 0);
  for (std::size_t i = 0; i < a.size(); ++i) CHECK((a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i]))));
}

TEST_CASE("no runs have no alignment") { CHECK(alignRuns({}).common.empty()); }
