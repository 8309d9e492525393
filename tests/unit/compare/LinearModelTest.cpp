#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "vescargo/base/Error.h"
#include "vescargo/stats/competitive.h"
#include "vescargo/stats/leastSquares.h"
#include "vescargo/stats/linearModel.h"
#include "vescargo/stats/moderate.h"
#include "vescargo/stats/moderatedTests.h"
#include "vescargo/stats/naturalSpline.h"

using namespace vescargo;
using Eigen::MatrixXd;

namespace {

const double missing = std::nan("");

auto exactly(double x) { return Approx(x).epsilon(1e-12).margin(0); }

/// Two samples of each of three groups: the first's mean, and what the others have more.
MatrixXd threeGroups() { return (MatrixXd(6, 3) << 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1).finished(); }

MatrixXd oneRow() { return (MatrixXd(1, 6) << 1, 3, 4, 6, 9, 11).finished(); }

std::string messageOf(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return std::to_string(static_cast<int>(error.code())) + " " + error.what();
  }
  return "nothing was thrown";
}

}  // namespace

TEST_CASE("groups' means, their differences and variances are those of the textbook") {
  const LinearFit fit = fitRows(oneRow(), threeGroups(), MatrixXd::Identity(3, 3));
  CHECK(fit.estimates(0, 0) == exactly(2));
  CHECK(fit.estimates(0, 1) == exactly(3));
  CHECK(fit.estimates(0, 2) == exactly(8));
  CHECK(fit.variances[0] == exactly(2));
  CHECK(fit.df[0] == 3);
  CHECK(fit.meanLog2[0] == exactly(34 / 6.0));
  CHECK(fit.covariances[0](0, 0) == exactly(0.5));
  CHECK(fit.covariances[0](1, 1) == exactly(1));
  CHECK(fit.covariances[0](1, 2) == exactly(0.5));
  CHECK(unscaledDeviations(fit)(0, 2) == exactly(1));
}

TEST_CASE("a contrast that a row's samples do not tell is unknown, and the others keep their meaning") {
  MatrixXd values = oneRow();
  values(0, 0) = values(0, 1) = missing;  // the reference group
  const MatrixXd contrasts = (MatrixXd(3, 3) << 0, 0, 1, 1, -1, 1, 0, 1, 0).finished();
  const LinearFit fit = fitRows(values, threeGroups(), contrasts);
  CHECK(std::isnan(fit.estimates(0, 0)));  // limma would give group 2 less group 3
  CHECK(std::isnan(unscaledDeviations(fit)(0, 0)));
  CHECK(fit.df[0] == 2);
  CHECK(fit.variances[0] == exactly(2));
  CHECK(fit.estimates(0, 1) == exactly(5));  // group 3 less group 2
  CHECK(fit.estimates(0, 2) == exactly(5));  // group 2's mean
  CHECK(fit.covariances[0](1, 1) == exactly(1));
}

TEST_CASE("a row without a value, or with nothing left over, has no variance") {
  MatrixXd values = MatrixXd::Constant(2, 6, missing);
  values(1, 0) = 5;
  const LinearFit fit = fitRows(values, threeGroups(), MatrixXd::Identity(3, 3));
  CHECK(fit.df[0] == 0);
  CHECK(fit.df[1] == 0);
  CHECK(std::isnan(fit.meanLog2[0]));
  CHECK(std::isnan(fit.variances[1]));
  CHECK(fit.estimates(1, 0) == exactly(5));
  const ModeratedTests tests = testModerated(fit);
  CHECK(std::isnan(tests.t(1, 0)));
  CHECK(std::isnan(tests.fP[1]));
}

TEST_CASE("columns of very different size are no fewer coefficients, and columns that add up are") {
  MatrixXd design = threeGroups();
  design.col(1) *= 1e9;
  design.col(2) *= 1e-9;
  const LinearFit fit = fitRows(oneRow(), design, MatrixXd::Identity(3, 3));
  CHECK(fit.df[0] == 3);
  CHECK(fit.estimates(0, 1) == exactly(3e-9));
  CHECK(fit.estimates(0, 2) == exactly(8e9));
  MatrixXd more(6, 4);
  more << threeGroups(), threeGroups().col(0) - threeGroups().col(1) - threeGroups().col(2);
  const MatrixXd contrast = (MatrixXd(4, 1) << 0, -1, 1, 0).finished();
  CHECK(fitRows(oneRow(), more, contrast).df[0] == 3);
  CHECK(fitRows(oneRow(), more, contrast).estimates(0, 0) == exactly(5));
  CHECK(std::isnan(fitRows(oneRow(), more, MatrixXd::Identity(4, 4)).estimates(0, 0)));
}

TEST_CASE("F of one contrast is t squared, and a contrast that repeats others does not count") {
  MatrixXd values(4, 6);
  values << 1, 3, 4, 6, 9, 11, 2, 2.5, 2, 3, 4, 1, 7, 7.5, 7, 8, 8, 8.5, 1, 5, 2, 3, 2, 2;
  const MatrixXd both = (MatrixXd(3, 2) << 0, 0, 1, 0, 0, 1).finished();
  MatrixXd repeated(3, 3);
  repeated << both, both.col(1) - both.col(0);
  const ModeratedTests one = testModerated(fitRows(values, threeGroups(), both.col(0)));
  const ModeratedTests two = testModerated(fitRows(values, threeGroups(), both));
  const ModeratedTests three = testModerated(fitRows(values, threeGroups(), repeated));
  for (Eigen::Index i = 0; i < 4; ++i) {
    CHECK(one.f[i] == exactly(one.t(i, 0) * one.t(i, 0)));
    CHECK(three.f[i] == Approx(two.f[i]).epsilon(1e-10).margin(0));
    CHECK(three.fP[i] == Approx(two.fP[i]).epsilon(1e-10).margin(0));
  }
}

TEST_CASE("models that do not fit together are refused") {
  const MatrixXd one = MatrixXd::Identity(3, 3);
  CHECK(messageOf([&] { fitRows(oneRow(), threeGroups().topRows(5), one); }) ==
        "11 linear model: samples, design and contrasts are of different sizes; give the design a row a sample and the "
        "contrasts a row a coefficient");
  CHECK(messageOf([&] { fitRows(oneRow(), threeGroups(), MatrixXd::Identity(2, 2)); }).starts_with("11 "));
  CHECK(messageOf([&] { fitRows(oneRow(), threeGroups() * missing, one); }) ==
        "6 linear model: the design or the contrasts are empty or not finite; give a number for each sample and "
        "coefficient");
  CHECK(messageOf([&] { fitRows(oneRow(), threeGroups(), MatrixXd(3, 0)); }).starts_with("6 "));
  CHECK(messageOf([&] { fitRows(oneRow(), threeGroups(), one * 0); }) ==
        "6 linear model: a contrast is all zeros; leave it out");
  CHECK(messageOf([] { fitPriorTrend({1, 2}, {3, 3}, {1}); }).starts_with("11 variance trend: "));
  CHECK(messageOf([] { placeNaturalSpline({1, 2, 3}, 1); }).starts_with("6 natural spline: "));
  CHECK(messageOf([] { placeNaturalSpline({1, missing}, 2); }).starts_with("6 natural spline: "));
  CHECK(messageOf([] {
          testSet({1, 2, 3}, {3});
        }) == "11 test of a set: the set names a row that has no statistic; give a statistic a row");
  CHECK(messageOf([] {
          testSet({1, 2, 3}, {1}, SetStatistic::Values, 1);
        }) == "6 test of a set: the correlation is not between -1 and 1; give one such as 0.01");
}

TEST_CASE("a natural spline holds straight lines everywhere and is straight beyond its ends") {
  const std::vector<double> x{0, 1, 1, 2, 5, 9, 9.5, 12};
  const NaturalSpline spline = placeNaturalSpline(x, 4);
  CHECK(spline.knots.size() == 10);
  const MatrixXd inside = evaluateSpline(spline, x);
  const Eigen::VectorXd line = 3 + 2 * Eigen::Map<const Eigen::VectorXd>(x.data(), 8).array();
  const Eigen::VectorXd coefficients = solveLeastSquares(inside, line).coefficients;
  CHECK((inside * coefficients - line).norm() < 1e-12 * line.norm());
  const MatrixXd outside = evaluateSpline(spline, {-4, -2, 0, 12, 14, 16});
  CHECK(outside.row(0) * coefficients == exactly(-5));
  CHECK(outside.row(5) * coefficients == exactly(35));
  const MatrixXd bend = outside.row(0) - 2 * outside.row(1) + outside.row(2);
  CHECK(bend.norm() < 1e-12 * outside.norm());
  const MatrixXd step = evaluateSpline(spline, {12 - 1e-5, 12, 12 + 1e-5});
  CHECK((step.row(0) - 2 * step.row(1) + step.row(2)).norm() < 1e-12);
}

TEST_CASE("rows without an abundance have no trend, and those without a variance have") {
  std::vector<double> variances, df, abundance;
  for (int i = 0; i < 40; ++i) {
    variances.push_back(std::exp(0.1 * i + (i % 3) - (i % 7) * 0.4));
    df.push_back(4);
    abundance.push_back(i);
  }
  variances[5] = df[5] = 0;
  abundance[6] = missing;
  const PriorTrend trend = fitPriorTrend(variances, df, abundance);
  CHECK(trend.variances[5] > trend.variances[1]);
  CHECK(trend.variances[5] < trend.variances[12]);
  CHECK(std::isnan(trend.variances[6]));
  CHECK(trend.df > fitPrior(variances, df).df);
  // One abundance for all is no trend.
  const PriorTrend flat = fitPriorTrend(variances, df, std::vector<double>(40, 3));
  CHECK(flat.df == fitPrior(variances, df).df);
  CHECK(flat.variances[5] == fitPrior(variances, df).variance);
}

TEST_CASE("a set of none, of all, or beside too few is not told, and rows without a statistic take no part") {
  const std::vector<double> statistics{1, 2, missing, 4, 7, 3};
  CHECK(std::isnan(testSet(statistics, {}).p));
  CHECK(std::isnan(testSet(statistics, {2}).p));
  CHECK(testSet(statistics, {2}).rows == 0);
  CHECK(std::isnan(testSet(statistics, {0, 1, 3, 4, 5}).p));
  CHECK(std::isnan(testSet({1, 2}, {0}).p));
  for (const auto by : {SetStatistic::Values, SetStatistic::Ranks}) {
    CHECK(std::isnan(testSet({2, 2, 2, 2}, {0, 1}, by).p));
    const SetTest with = testSet(statistics, {4, 2, 3, 4}, by), without = testSet({1, 2, 4, 7, 3}, {2, 3}, by);
    CHECK(with.rows == 2);
    CHECK(with.p == without.p);
    CHECK(with.pUp < 0.5);
    CHECK(testSet({1, 2, 3, 4, 5}, {0, 4}, by).p <= 1);
    CHECK(testSet(statistics, {3, 4}, by, 0.5).p > with.p);
  }
}
