#include <catch2/catch.hpp>
#include <cmath>

#include "stats/blocksModel.h"
#include "vescargo/base/Random.h"
#include "vescargo/stats/consensusCorrelation.h"
#include "vescargo/stats/distributions.h"
#include "vescargo/stats/leaveOut.h"
#include "vescargo/stats/strata.h"

using namespace vescargo;
using namespace vescargo::test;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

// What tests/oracle/blocks/make.R had R say, by projections of explicit matrices. `coreTests -s "*strata*"` prints to
// how many digits we agree.

namespace {

const double missing = std::nan("");

struct Case {
  MatrixXd values;
  UnitModel model;
  TsvFile strata;

  explicit Case(const std::string& name)
      : values(columnsFrom(oracle(name + ".values", "blocks"), 1)),
        model(blocksModel(name)),
        strata(oracle(name + ".strata", "blocks")) {}
};

VectorXd meansOf(const MatrixXd& values) {
  VectorXd means(values.rows());
  for (Index row = 0; row < values.rows(); ++row) {
    const auto seen = (!values.row(row).array().isNaN()).eval();
    means[row] = seen.select(values.row(row).array(), 0).sum() / static_cast<double>(seen.count());
  }
  return means;
}

void checkTests(const Case& data, const StrataTests& ours, const std::string& prior) {
  constexpr double enough = 9;
  INFO(prior);
  const auto theirs = [&](const std::string& what) { return column(data.strata, prior + "_" + what); };
  CHECK(digits(VectorXd::Constant(1, ours.within.priorDf), theirs("prior_df").head(1)) > enough);
  for (Index j = 0; j < data.model.tested.cols(); ++j) {
    const std::string number = std::to_string(j + 1);
    CHECK(digits(ours.tests.t.col(j), theirs("t" + number)) > enough);
    CHECK(digits(ours.tests.p.col(j), theirs("p" + number)) > enough);
  }
  CHECK(digits(ours.tests.df, theirs("df1")) > enough);
  CHECK(digits(ours.tests.f, theirs("f")) > enough);
  CHECK(digits(ours.tests.fDf, theirs("f_df")) > enough);
  CHECK(digits(ours.tests.fP, theirs("f_p")) > enough);
}

/// Subjects have one or two samples, before and after; the first `pairs` have both.
UnitModel tubesOf(int pairs, int subjects) {
  UnitModel model;
  std::vector<double> after;
  for (int subject = 0; subject < subjects; ++subject) {
    for (int time = 0; time < 2; ++time) {
      if (subject >= pairs && time != subject % 2) continue;
      model.blocks.push_back(subject);
      after.push_back(time);
    }
  }
  model.design.setOnes(static_cast<Index>(after.size()), 2);
  for (Index i = 0; i < model.design.rows(); ++i) model.design(i, 1) = after[static_cast<std::size_t>(i)];
  model.tested = MatrixXd::Identity(2, 2).col(1);
  model.correlation = 0.5;
  return model;
}

/// Rows whose subjects vary from hardly to ten times as much as their samples: correlations of 0.01 to 0.99.
MatrixXd noiseOf(const std::string& name, Index rows, const std::vector<int>& blocks) {
  Random random(17, "strata", name);
  MatrixXd values(rows, static_cast<Index>(blocks.size()));
  for (Index row = 0; row < rows; ++row) {
    const double between = std::exp(2.3 * (2 * random.uniform() - 1)), scale = std::exp(0.4 * random.normal());
    std::vector<double> levels;
    for (int block = 0; block <= blocks.back(); ++block) levels.push_back(between * random.normal());
    for (Index i = 0; i < values.cols(); ++i)
      values(row, i) =
          20 + scale * (levels[static_cast<std::size_t>(blocks[static_cast<std::size_t>(i)])] + random.normal());
  }
  return values;
}

StrataTests testsOf(const MatrixXd& values, const UnitModel& model) {
  return testStrata(fitUnits(values, model), fitStrata(values, model));
}

double distanceFromUniform(VectorXd p) {
  std::sort(p.begin(), p.end());
  const auto n = static_cast<double>(p.size());
  double most = 0;
  for (Index i = 0; i < p.size(); ++i) {
    const auto at = static_cast<double>(i);
    most = std::max({most, (at + 1) / n - p[i], p[i] - at / n});
  }
  return most;
}

}  // namespace

TEST_CASE("mean squares of the strata, and t and F by them, are those of explicit projections in R") {
  const std::string name = GENERATE("pairs", "pairs_missing", "alike", "apart", "course", "course_missing", "weighted",
                                    "few", "tubes", "tubes_missing");
  INFO(name);
  const Case data(name);
  const ErrorStrata strata = fitStrata(data.values, data.model);
  CHECK(digits(strata.withinSquares, column(data.strata, "msw")) > 9);
  CHECK(digits(strata.betweenSquares, column(data.strata, "msb")) > 9);
  CHECK(strata.withinDf == column(data.strata, "fw"));
  CHECK(strata.betweenDf == column(data.strata, "fb"));
  const LinearFit fit = fitUnits(data.values, data.model);
  checkTests(data, testStrata(fit, strata), "flat");
  checkTests(data, testStrata(fit, strata, meansOf(data.values)), "trend");
}

TEST_CASE("complete pairs whose subjects are random are tested as differences of pairs, whatever the correlation") {
  UnitModel model = tubesOf(8, 8);
  const MatrixXd values = noiseOf("pairs", 60, model.blocks);
  MatrixXd differences(60, 8);
  for (Index pair = 0; pair < 8; ++pair) differences.col(pair) = values.col(2 * pair + 1) - values.col(2 * pair);
  const ModeratedTests paired = testModerated(fitRows(differences, MatrixXd::Ones(8, 1), MatrixXd::Ones(1, 1)));
  for (const double correlation : {-0.4, 0.0, 0.3, 0.9}) {
    model.correlation = correlation;
    const StrataTests tests = testsOf(values, model);
    CHECK(digits(tests.tests.t.col(0), paired.t.col(0)) > 9);
    CHECK(digits(tests.tests.p.col(0), paired.p.col(0)) > 9);
    CHECK(digits(tests.tests.df, paired.df) > 9);
    CHECK(digits(tests.tests.f, paired.f) > 9);
    CHECK(digits(2 * tests.tests.priorVariances, paired.priorVariances) > 9);
    CHECK(tests.tests.residualDf == VectorXd::Constant(60, 7));
  }
}

TEST_CASE("p by strata is uniform where proteins differ in their correlation, and by one correlation it is not") {
  for (const int pairs : {4, 6}) {
    INFO(pairs << " of 10 subjects have both samples");
    UnitModel model = tubesOf(pairs, 10);
    const MatrixXd values = noiseOf("null", 4000, model.blocks);
    model.correlation = consensusCorrelation(values, model.design, model.blocks);
    const VectorXd ours = testsOf(values, model).tests.p.col(0);
    const VectorXd one = testModerated(fitUnits(values, model)).p.col(0);
    const double bar = 1.628 / std::sqrt(4000.0);
    CHECK(distanceFromUniform(ours) < bar);
    // 40 of 4,000 are expected, give or take 6.
    CHECK((ours.array() <= 0.01).count() < 53);
    CHECK((one.array() <= 0.01).count() > 59);
    // 4 are expected, give or take 2.
    CHECK((ours.array() <= 0.001).count() <= 8);
    CHECK((one.array() <= 0.001).count() > 8);
  }
}

TEST_CASE("F of a course by strata is uniform where proteins differ in their correlation") {
  UnitModel model;
  std::vector<int> times;
  for (int subject = 0; subject < 9; ++subject) {
    for (int time = 0; time < 3; ++time) {
      if (subject > 3 && time == subject % 3) continue;
      model.blocks.push_back(subject);
      times.push_back(time);
    }
  }
  model.design = MatrixXd::Zero(static_cast<Index>(times.size()), 3);
  for (Index i = 0; i < model.design.rows(); ++i) {
    const int time = times[static_cast<std::size_t>(i)];
    model.design(i, 0) = 1;
    if (time > 0) model.design(i, time) = 1;
  }
  model.tested = MatrixXd::Identity(3, 3).rightCols(2);
  const MatrixXd values = noiseOf("course", 4000, model.blocks);
  model.correlation = consensusCorrelation(values, model.design, model.blocks);
  const StrataTests tests = testsOf(values, model);
  CHECK(distanceFromUniform(tests.tests.fP) < 1.628 / std::sqrt(4000.0));
  // What contrasts mean does not depend on how they are written.
  model.tested = (MatrixXd(3, 3) << 0, 0, 0, 1, 1, -2, 0, -1, 3).finished();
  CHECK(digits(testsOf(values, model).tests.fP, tests.tests.fP) > 7);
}

TEST_CASE("a row that lacks a stratum is tested by the other") {
  UnitModel model = tubesOf(5, 7);
  MatrixXd values = noiseOf("lacking", 20, model.blocks);
  for (Index i = 0; i < 10; ++i) values(3, i) = i % 4 == 0 || i % 4 == 3 ? values(3, i) : missing;  // no pair is left
  for (Index i = 10; i < 12; ++i) values(4, i) = missing;                                           // pairs alone
  const LinearFit fit = fitUnits(values, model);
  const ErrorStrata strata = fitStrata(values, model);
  const StrataTests tests = testStrata(fit, strata);
  CHECK(strata.withinDf[3] == 0);
  CHECK_FALSE(strata.toldWithin[3]);
  CHECK(strata.toldWithin[4]);
  CHECK(strata.parts[3].within[0] == 0);
  CHECK(strata.parts[4].between[0] == 0);
  // All units are of other subjects: a t-test of two groups by the variance between.
  const LinearFit plain = fitRows(values.row(3), model.design, model.tested);
  CHECK(fit.estimates(3, 0) == Approx(plain.estimates(0, 0)));
  const double variance = plain.covariances[0](0, 0) * tests.between.variances[3];
  CHECK(tests.tests.t(3, 0) == Approx(plain.estimates(0, 0) / std::sqrt(variance)));
  CHECK(tests.tests.df[3] == Approx(tests.between.df[3]));
  CHECK(strata.betweenSquares[3] == Approx(plain.variances[0]));
  CHECK(tests.tests.df[4] == Approx(tests.within.df[4]));

  // Blocks' means that the design tells leave nothing between blocks: the correlation says what it would be.
  UnitModel told = tubesOf(3, 3);
  told.blocks = {0, 0, 1, 1, 1, 1};
  told.design.conservativeResize(Eigen::NoChange, 3);
  told.design.col(2) << 0, 0, 1, 1, 1, 1;
  told.tested = MatrixXd::Identity(3, 3).rightCols(2);
  const MatrixXd few = values.leftCols(6).topRows(3);
  const ErrorStrata without = fitStrata(few, told);
  CHECK(without.betweenDf == VectorXd::Zero(3));
  CHECK(without.betweenSquares.array().isNaN().all());
  const LinearFit least = fitUnits(few, told);
  // r = 1/2: the variance of a unit is twice that within blocks.
  CHECK((without.parts[0].within - 2 * least.covariances[0].diagonal()).norm() < 1e-12);
  CHECK(without.parts[0].between == VectorXd::Zero(2));
  CHECK(testStrata(least, without).tests.df.isApprox(testStrata(least, without).within.df, 1e-12));
}

TEST_CASE("df of a sum of variances are their harmonic mean, weighed by the variances") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(dfOfSum(2, 5, 1, 10) == Approx(3 / (2.0 / 5 + 1.0 / 10)));
  CHECK(dfOfSum(2, 5, 0, missing) == Approx(5));
  CHECK(dfOfSum(0, missing, 3, 4) == Approx(4));
  CHECK(dfOfSum(1, infinity, 1, 8) == Approx(16));
  CHECK(std::isinf(dfOfSum(1, infinity, 2, infinity)));
  CHECK(std::isnan(dfOfSum(0, 3, 0, 4)));
  CHECK(std::isnan(dfOfSum(missing, 3, 1, 4)));
}

TEST_CASE("leaving subjects out by strata takes both mean squares anew") {
  UnitModel model = tubesOf(5, 9);
  const auto covariate = GENERATE(false, true);
  if (covariate) {
    model.design.conservativeResize(Eigen::NoChange, 3);
    for (Index i = 0; i < model.design.rows(); ++i) model.design(i, 2) = std::sin(3.0 * static_cast<double>(i));
    model.tested = MatrixXd::Identity(3, 3).col(1);
    model.weights = VectorXd::LinSpaced(model.design.rows(), 0.5, 2);
  }
  const MatrixXd values = noiseOf("left out", 30, model.blocks);
  const LinearFit fit = fitUnits(values, model);
  const ErrorStrata strata = fitStrata(values, model);
  const StrataTests tests = testStrata(fit, strata);
  UnitModel within = model, whole = model;
  within.correlation = missing;
  whole.blocks.clear();
  for (Index row = 0; row < 30; ++row) {
    const VectorXd y = values.row(row).transpose();
    const double unscaled = fit.covariances[static_cast<std::size_t>(row)](0, 0);
    const ErrorParts& parts = strata.parts[static_cast<std::size_t>(row)];
    const auto priorOf = [&](const ModeratedVariances& of) {
      return RowPrior{{of.priorDfs[row], of.priorVariances[row]}, of.pooledDf};
    };
    const StrataError error{{whiten(y, within), whiten(within.design, within)},
                            {whiten(y, whole), whiten(whole.design, whole)},
                            parts.within[0] / unscaled,
                            parts.between[0] / unscaled,
                            priorOf(tests.within),
                            priorOf(tests.between)};
    const LeftOut left =
        leaveBlocksOut({whiten(y, model), whiten(model.design, model)}, model.tested.col(0), model.blocks, error);
    double worst = 0;
    for (int block = 0; block < 9; ++block) {
      std::vector<Index> others;
      for (Index i = 0; i < y.size(); ++i) {
        if (model.blocks[static_cast<std::size_t>(i)] != block) others.push_back(i);
      }
      const MatrixXd some = values.row(row)(others);
      const LinearFit refit = fitUnits(some, keepUnits(model, others));
      const ErrorStrata again = fitStrata(some, keepUnits(model, others));
      const auto part = [&](double squares, double df, const RowPrior& prior) {
        return moderateVariance(squares, df, prior.prior, prior.pooledDf);
      };
      const VariancePrior first = part(again.withinSquares[0], again.withinDf[0], error.withinPrior);
      const VariancePrior second = part(again.betweenSquares[0], again.betweenDf[0], error.betweenPrior);
      const double a = error.withinPart * first.variance, b = error.betweenPart * second.variance;
      const double t = refit.estimates(0, 0) / std::sqrt((a + b) * refit.covariances[0](0, 0));
      const bool turns = refit.estimates(0, 0) * fit.estimates(row, 0) < 0;
      worst = std::max(worst, turns ? 1 : studentP(t, dfOfSum(a, first.df, b, second.df)));
      CHECK(left.low <= refit.estimates(0, 0) + 1e-9);
      CHECK(left.high >= refit.estimates(0, 0) - 1e-9);
    }
    CHECK(left.p == Approx(worst).epsilon(1e-8).margin(0));
    // With everyone the error is the table's.
    const double variance =
        error.withinPart * tests.within.variances[row] + error.betweenPart * tests.between.variances[row];
    CHECK(variance == Approx(tests.tests.variances[row]).epsilon(1e-12));
  }
}
