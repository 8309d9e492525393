#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <set>

#include "base/Scratch.h"
#include "compare/pairedStudy.h"
#include "stats/oracle.h"
#include "vescargo/compare/power.h"
#include "vescargo/stats/distributions.h"
#include "vescargo/stats/robust.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// Part of simulated studies whose moderated t calls a change. The protein's variance is the prior's.
double simulatedPower(double change, int pairs, const VariancePrior& prior, double alpha, int studies) {
  Random random(4, "power");
  int called = 0;
  for (int study = 0; study < studies; ++study) {
    double sum = 0, squares = 0;
    for (int i = 0; i < pairs; ++i) {
      const double value = change + std::sqrt(prior.variance) * random.normal();
      sum += value;
      squares += value * value;
    }
    const double mean = sum / pairs, variance = (squares - sum * mean) / (pairs - 1);
    const VariancePrior posterior =
        moderateVariance(variance, pairs - 1, prior, std::numeric_limits<double>::infinity());
    called += studentP(mean / std::sqrt(posterior.variance / pairs), posterior.df) <= alpha ? 1 : 0;
  }
  return called / static_cast<double>(studies);
}

}  // namespace

TEST_CASE("R's power.t.test and we agree on the detectable change without a prior") {
  const TsvFile power = oracle("power");
  for (Eigen::Index i = 0; i < static_cast<Eigen::Index>(power.rows.size()); ++i) {
    const double pairs = column(power, "pairs")[i];
    const PlannedTest test{column(power, "sd")[i] / std::sqrt(pairs), pairs - 1, column(power, "alpha")[i]};
    CHECK(detectableChange(test, 0.8) == Approx(column(power, "change")[i]).epsilon(1e-7).margin(0));
  }
}

TEST_CASE("a test of known variance has the power of the normal distribution, and of no change that of alpha") {
  const PlannedTest known{0.5, std::numeric_limits<double>::infinity(), 0.05};
  CHECK(detectableChange(known, 0.8) == Approx(0.5 * 2.801582).epsilon(1e-5));
  for (const PlannedTest& test : {known, PlannedTest{0.5, 6, 0.05}}) CHECK(powerOf(0, test) == Approx(0.05));
  const std::string refusal = "6|power: ";
  CHECK(errorOf([&] { detectableChange(known, 1); }).starts_with(refusal));
  CHECK(errorOf([&] { detectableChange({0.5, 6, 0.9}, 0.8); }).starts_with(refusal));
  CHECK(errorOf([&] { detectableChange({0, 6, 0.05}, 0.8); }).starts_with(refusal));
  CHECK(errorOf([&] { detectableChange({1, 0, 0.05}, 0.8); }).starts_with(refusal));
}

TEST_CASE("simulated studies have the power that is said, with and without a prior") {
  constexpr int studies = 20000;
  const double error = 4 * std::sqrt(0.8 * 0.2 / studies);
  for (const double alpha : {0.05, 0.001}) {
    for (const double priorDf : {0.0, 4.0}) {
      INFO("alpha " << alpha << ", prior df " << priorDf);
      const VariancePrior prior{priorDf, 0.36};
      const double change = detectableChange({0.6 / std::sqrt(8.0), 7 + priorDf, alpha}, 0.8);
      const double power = simulatedPower(change, 8, prior, alpha, studies);
      // With a prior it is an approximation: here the variance is right at the prior's, so the test is steadier.
      CHECK(power == Approx(0.8).margin(error + (priorDf > 0 ? 0.03 : 0)));
    }
  }
}

TEST_CASE("a study's power falls with the variance and rises with the pairs, and the adjusted model pays for it") {
  const PairedStudy made = pairedStudy(80, 7, 0);
  const StudyFit fit = made.fit();
  const auto table = studyPower(fit);
  // Two contrasts, two models, six sizes, two error rates, three percentiles.
  REQUIRE(table.rows.size() == 2 * 2 * 6 * 2 * 3);
  const auto row = [&](const std::string& model, int pairs, const std::string& rate, int percentile) {
    for (const PowerRow& one : table.rows) {
      if (one.contrast == "post-pre" && one.model == model && one.pairs == pairs && one.errorRate == rate &&
          one.percentile == percentile)
        return one;
    }
    return PowerRow{};
  };
  const PowerRow usual = row("unadjusted", 8, "one protein", 50);
  // Differences of two values of SD 1.
  CHECK(usual.deviation == Approx(std::sqrt(2.0)).margin(0.15));
  CHECK(usual.alpha == 0.05);
  CHECK(usual.foldChange == Approx(std::exp2(usual.log2Change)).epsilon(1e-5));
  CHECK(usual.df == Approx(7 + fit.contrasts[0].unadjusted.priorDf));
  CHECK(row("unadjusted", 7, "one protein", 50).log2Change > usual.log2Change);
  CHECK(row("unadjusted", 20, "one protein", 50).log2Change < usual.log2Change);
  CHECK(row("unadjusted", 8, "one protein", 10).log2Change <= usual.log2Change);
  CHECK(row("unadjusted", 8, "one protein", 90).log2Change >= usual.log2Change);
  // Nothing changes, so all proteins share alpha.
  CHECK(row("unadjusted", 8, "all proteins", 50).alpha == Approx(0.05 / 80));
  CHECK(row("unadjusted", 8, "all proteins", 50).log2Change > usual.log2Change);
  CHECK(row("adjusted", 8, "one protein", 50).df == Approx(6 + fit.contrasts[0].together.priorDf));
  CHECK(row("adjusted", 8, "one protein", 50).log2Change > 0);
  const Scratch scratch;
  writeRows(table, scratch.path("a"));
  writeRows(readRows<PowerRow>(scratch.path("a")), scratch.path("b"));
  CHECK(contentOf(scratch.path("a")) == contentOf(scratch.path("b")));
}

TEST_CASE("where the score rises in all pairs the adjusted model needs a larger change") {
  Random random(2, "rising score");
  Eigen::MatrixXd differences(54, 10);
  Eigen::RowVectorXd score(10);
  for (double& value : differences.reshaped()) value = random.normal();
  for (double& value : score) value = 1 + random.normal();
  for (int marker = 0; marker < 4; ++marker) differences.row(marker) = score + 0.05 * differences.row(marker);
  PairedStudy made = studyOfChanges(differences);
  made.panels = {panelOfRows("platelet_core", 0, 4)};
  made.panels[0].contaminant = "platelets";
  const StudyFit fit = made.fit();
  const ContrastFit& contrast = fit.contrasts.at(0);
  REQUIRE(contrast.plan.contaminants.at(0).place == "together");
  // The scale for the study's own pairs is the intercept's variance.
  const Eigen::VectorXd column = contrast.plan.together.columns.col(0);
  const double mean = column.mean(), squares = (column.array() - mean).square().sum();
  const double scale = 0.1 + mean * mean / squares;
  std::vector<double> deviations;
  for (Eigen::Index row = 4; row < 54; ++row) {
    CHECK(contrast.together.scales[row] == Approx(scale).epsilon(1e-9));
    deviations.push_back(std::sqrt(contrast.together.variances[row] * scale * 10));
  }
  for (const PowerRow& row : studyPower(fit).rows) {
    if (row.model != "adjusted" || row.pairs != 10) continue;
    CHECK(row.log2Change ==
          Approx(detectableChange({row.deviation / std::sqrt(10.0), row.df, row.alpha}, 0.8)).epsilon(1e-4));
    // Four markers of 54 rows shift percentiles little.
    if (row.percentile == 50) CHECK(row.deviation == Approx(quantileOf(deviations, 0.5)).epsilon(0.05));
  }
}

TEST_CASE("a course has no power of its own, nor a contrast without tests") {
  const PairedStudy made = pairedStudy(30, 5, 0);
  std::set<std::string> named;
  for (const PowerRow& row : studyPower(made.fit()).rows) named.insert(row.contrast);
  CHECK(named == std::set<std::string>{"post-pre", "late-pre"});
  CompareOptions options;
  options.minPairs = 6;
  CHECK(studyPower(made.fit(options)).rows.empty());
}
