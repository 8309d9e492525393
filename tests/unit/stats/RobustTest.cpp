#include <catch2/catch.hpp>
#include <cmath>

#include "vescargo/stats/robust.h"

using namespace vescargo;

namespace {

const double none = std::nan("");

}  // namespace

TEST_CASE("the median passes over NaN, and the spread is the SD of a normal sample") {
  const double none = std::numeric_limits<double>::quiet_NaN();
  CHECK(median({3, none, 1, 2}) == 2);
  CHECK(median({4, 1, 2, 3}) == 2.5);
  CHECK(std::isnan(median({none})));
  CHECK(robustSd({1, 2, 3, 4, 100}) == Approx(1.4826).epsilon(1e-12).margin(0));
  CHECK(std::isnan(robustSd({})));
}
