#include <catch2/catch.hpp>

#include "vescargo/base/Random.h"
#include "vescargo/stats/SequentialP.h"

using Approx = Catch::Detail::Approx;
using vescargo::Random;
using vescargo::SequentialP;

TEST_CASE("p of random draws: of all of them, or of those that 200 hits take") {
  SequentialP rare;
  for (int i = 0; i < 999; ++i) rare.add(i % 100 == 0);
  CHECK_FALSE(rare.isOver());
  CHECK(rare.value() == Approx(11.0 / 1000));
  SequentialP often;
  int draws = 0;
  for (; !often.isOver(); ++draws) often.add(draws % 4 == 3);
  CHECK(draws == 800);
  CHECK(often.value() == Approx(0.25));
}

TEST_CASE("p of random draws that end early is uniform where nothing is to be found") {
  // The statistic of each study is at a place of its own, 0 to 1, of the null distribution.
  constexpr int studies = 2000, draws = 999;
  int below10 = 0, below50 = 0;
  for (int study = 0; study < studies; ++study) {
    Random random(3, "sequential", std::to_string(study));
    const double place = random.uniform();
    SequentialP p;
    for (int i = 0; i < draws && !p.isOver(); ++i) p.add(random.uniform() <= place);
    below10 += p.value() <= 0.1 ? 1 : 0;
    below50 += p.value() <= 0.5 ? 1 : 0;
  }
  CHECK(below10 / (1.0 * studies) == Approx(0.1).margin(3 * 0.0067));
  CHECK(below50 / (1.0 * studies) == Approx(0.5).margin(3 * 0.0112));
}
