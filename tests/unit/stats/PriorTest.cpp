#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "vescargo/base/Random.h"
#include "vescargo/stats/moderatedTests.h"

using namespace vescargo;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Means of rows of six values, whose log2 SD spreads by `spread`.
LinearFit fitNoise(Index rows, double spread) {
  Random random(9, "priors");
  MatrixXd values(rows, 6);
  for (Index row = 0; row < rows; ++row) {
    const double deviation = std::exp(spread * random.normal());
    for (Index unit = 0; unit < 6; ++unit) values(row, unit) = 20 + deviation * random.normal();
  }
  return fitRows(values, MatrixXd::Ones(6, 1), MatrixXd::Ones(1, 1));
}

/// The same with rows of no variance before them.
LinearFit withFloor(const LinearFit& fit, Index floor) {
  LinearFit more = emptyFit(floor + fit.df.size(), 1);
  LinearFit constant = fitRows(MatrixXd::Constant(1, 6, 17), MatrixXd::Ones(6, 1), MatrixXd::Ones(1, 1));
  constant.variances[0] = 0;
  for (Index i = 0; i < floor; ++i) copyRow(constant, 0, i, more);
  for (Index row = 0; row < fit.df.size(); ++row) copyRow(fit, row, floor + row, more);
  return more;
}

}  // namespace

TEST_CASE("rows outside the prior do not shape it, plain, with a trend and robust") {
  const LinearFit fit = fitNoise(300, 0.35);
  const LinearFit more = withFloor(fit, 20);
  std::vector<Index> floor(20);
  std::iota(floor.begin(), floor.end(), 0);
  CHECK(testModerated(more).priorDf < 0.5 * testModerated(fit).priorDf);
  for (const auto outliers : {Outliers::Counted, Outliers::Spared}) {
    for (const bool trend : {false, true}) {
      const VectorXd covariate = trend ? fit.meanLog2 : VectorXd(), all = trend ? more.meanLog2 : VectorXd();
      const ModeratedTests alone = testModerated(fit, covariate, outliers);
      const ModeratedTests tests = testModerated(more, all, outliers, floor);
      CHECK(tests.priorDf == alone.priorDf);
      CHECK(tests.t.bottomRows(300) == alone.t);
      CHECK(tests.p.bottomRows(300) == alone.p);
      CHECK(tests.evidence.rows == 300);
      // They lean on it all the same.
      CHECK(tests.priorDfs[0] == alone.priorDf);
      CHECK(std::isfinite(tests.t(0, 0)));
    }
  }
}

TEST_CASE("a prior of infinite df is told by variances that spread no more than sampling makes them") {
  // One variance for all: the log variances' spread is sampling's on average, here a little below it.
  LinearFit alike = fitNoise(200, 0);
  alike.variances = (alike.variances.array() / alike.variances.mean()).pow(0.8);
  const ModeratedTests same = testModerated(alike);
  CHECK(std::isinf(same.priorDf));
  CHECK(same.evidence.infinite());
  CHECK(same.evidence.rows == 200);
  CHECK(same.evidence.sampling == Approx(0.4904).margin(1e-4));  // trigamma(5 / 2)
  CHECK(std::isinf(testModerated(alike, alike.meanLog2).priorDf));
  CHECK(testModerated(alike, alike.meanLog2).evidence.infinite());

  const ModeratedTests differ = testModerated(fitNoise(200, 0.5));
  CHECK(std::isfinite(differ.priorDf));
  CHECK(!differ.evidence.infinite());
  CHECK(differ.evidence.spread > differ.evidence.sampling);
  const PriorEvidence none = priorEvidence({1, 2}, {3, 0});
  CHECK(none.rows == 1);
  CHECK(std::isnan(none.spread));
  CHECK(!none.infinite());
}
