#include <catch2/catch.hpp>
#include <cmath>

#include "vescargo/base/Random.h"
#include "vescargo/stats/robust.h"
#include "vescargo/stats/slopeTests.h"

using namespace vescargo;

namespace {

const double na = std::nan("");

}  // namespace

TEST_CASE("t of a slope within blocks is that of the least squares with a coefficient a block") {
  // R 4.2: y <- c(1,3,2,NA,5,8); x <- c(0,1,0,2,1,3); b <- factor(c(1,1,2,2,3,3)); summary(lm(y ~ x + b))
  Eigen::MatrixXd values(6, 3);
  values << 1, 1, 7,  //
      3, 3, 7,        //
      2, 2, 7,        //
      6, na, 7,       //
      5, 5, 7,        //
      9, 8, 7;
  Eigen::VectorXd covariate(6);
  covariate << 0, 1, 0, 2, 1, 3;
  const auto t = slopeTests(values, covariate, {0, 0, 1, 1, 2, 2}, 1);
  CHECK(t[0] > 1e5);  // twice the covariate within each block
  CHECK(t[1] == Approx(8));
  CHECK(std::isnan(t[2]));
  CHECK(std::isnan(slopeTests(values, covariate, {0, 0, 1, 1, 2, 2}, 2)[1]));
  CHECK(std::isnan(slopeTests(values, covariate, {0, 1, 2, 3, 4, 5}, 1)[0]));
  // cor.test(x, c(1,3,2,6,5,9))
  CHECK(slopeTests(values, covariate, {0, 0, 0, 0, 0, 0}, 1)[0] == Approx(7.7849894));
}

TEST_CASE("the mode is where values are densest, whatever their tail") {
  Random random(3, "mode");
  std::vector<double> values;
  for (int i = 0; i < 600; ++i) values.push_back(random.normal() - 1);
  for (int i = 0; i < 400; ++i) values.push_back(2 + 2 * std::abs(random.normal()));
  CHECK(median(values) > -0.5);
  CHECK(densityMode(values) == Approx(-1).margin(0.25));
  values.push_back(na);
  CHECK(densityMode(values) == Approx(-1).margin(0.25));
  CHECK(densityMode({4, 4, 4}) == 4);
  CHECK(std::isnan(densityMode({})));
}
