#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "compare/Example.h"
#include "vescargo/compare/unitModel.h"
#include "vescargo/purity/scorePurity.h"
#include "vescargo/stats/attenuation.h"
#include "vescargo/stats/distributions.h"
#include "vescargo/stats/leaveOut.h"
#include "vescargo/stats/linearModel.h"
#include "vescargo/stats/storey.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

Eigen::MatrixXd scoreDesign() {
  Eigen::MatrixXd design = Eigen::MatrixXd::Ones(subjects, 2);
  for (std::size_t i = 0; i < subjects; ++i) design(static_cast<Eigen::Index>(i), 1) = scoreChange[i];
  return design;
}

Eigen::VectorXd vectorOf(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

Eigen::VectorXd first(Eigen::Index columns) { return Eigen::VectorXd::Unit(columns, 0); }

}  // namespace

TEST_CASE("leaving a unit out is fitting without it") {
  const Eigen::VectorXd y = vectorOf(changes(0.5, 1, 0.4));
  const Eigen::MatrixXd design = scoreDesign();
  const VariancePrior prior{3, 0.1};
  const LeftOut left = leaveUnitsOut(y, design, first(2), {prior, 100});
  double low = 1e9, high = -1e9, p = 0;
  Eigen::Index unit = -1;
  for (Eigen::Index out = 0; out < y.size(); ++out) {
    std::vector<Eigen::Index> kept;
    for (Eigen::Index i = 0; i < y.size(); ++i) {
      if (i != out) kept.push_back(i);
    }
    const LinearFit fit = fitRows(y(kept).transpose(), design(kept, Eigen::all), first(2));
    const VariancePrior posterior = moderateVariance(fit.variances[0], fit.df[0], prior, 100);
    const double t = fit.estimates(0, 0) / (unscaledDeviations(fit)(0, 0) * std::sqrt(posterior.variance));
    low = std::min(low, fit.estimates(0, 0));
    high = std::max(high, fit.estimates(0, 0));
    if (studentP(t, posterior.df) > p) {
      p = studentP(t, posterior.df);
      unit = out;
    }
  }
  CHECK(left.low == Approx(low).epsilon(1e-10).margin(0));
  CHECK(left.high == Approx(high).epsilon(1e-10).margin(0));
  CHECK(left.p == Approx(p).epsilon(1e-9).margin(0));
  CHECK(left.unit == unit);
}

TEST_CASE("a unit that alone tells the contrast cannot be left out, one that tells nothing of it can") {
  Eigen::MatrixXd design = Eigen::MatrixXd::Ones(5, 2);
  design.col(1) << 0, 0, 0, 0, 1;
  const Eigen::VectorXd y = vectorOf({1, 1.2, 0.9, 1.1, 4});
  CHECK(leaveUnitsOut(y, design, Eigen::VectorXd::Unit(2, 1), {{2, 0.1}, 50}).p == 1);
  CHECK(leaveUnitsOut(y, design, Eigen::VectorXd::Unit(2, 1), {{2, 0.1}, 50}).unit == 4);
  CHECK(leaveUnitsOut(y, design, first(2), {{2, 0.1}, 50}).p < 0.05);
  // No df is left, or the design is not of full rank: nothing can be said.
  CHECK(std::isnan(leaveUnitsOut(y.head(2), design.bottomRows(2), first(2), {{2, 0.1}, 50}).p));
  CHECK(leaveUnitsOut(y.head(4), design.topRows(4), first(2), {{2, 0.1}, 50}).unit == -1);
  // A change that turns its sign without a unit is not shown without it.
  CHECK(leaveUnitsOut(vectorOf({-1, -1.1, -0.9, 9}), Eigen::MatrixXd::Ones(4, 1), first(1), {{2, 0.01}, 50}).p == 1);
}

TEST_CASE("one bad tube cannot carry a finding unseen") {
  Example made = example();
  std::vector<double> bad(subjects, 0.05);
  for (std::size_t s = 0; s < subjects; ++s) bad[s] = 0.3 + 0.3 * noise[s];
  bad[6] = 2.5;
  made.add("bad", bad);
  made.add("good", changes(1, 0.1));
  for (int i = 0; i < 6; ++i) made.add("quiet" + std::to_string(i), changes(0.01 * i, 0.4 + 0.05 * i));
  CompareOptions options;
  options.compareTo = "post";
  const Change change = changeOf(made, "bad", options);
  CHECK(change.unadjusted.leftOutP > change.unadjusted.p);
  CHECK(change.unadjusted.leftOutLow < change.unadjusted.log2FoldChange);
  CHECK(change.unadjusted.leftOutHigh > change.unadjusted.log2FoldChange);
  const Change good = changeOf(made, "good", options);
  CHECK(good.verdict == "robust");
  CHECK(good.hangsOn.empty());
  CHECK(good.verdictReason.find("hangs") == std::string::npos);
  // With the bar between the two p, the finding hangs on one tube and says on which.
  options.alpha = change.unadjusted.q + 1e-9;
  const Change hanging = changeOf(made, "bad", options);
  CHECK_FALSE(hanging.hangsOn.empty());
  CHECK(hanging.verdictReason.find("it hangs on subject " + hanging.hangsOn) != std::string::npos);
}

TEST_CASE("the attenuation's interval holds the attenuation, and the same for the same pairs") {
  const Eigen::VectorXd y = vectorOf(changes(0.3, 0.2, 2));
  const BootstrapInterval interval = attenuationInterval(y, scoreDesign(), first(2), {}, 500);
  const LinearFit adjusted = fitRows(y.transpose(), scoreDesign(), first(2));
  const double attenuation = 1 - adjusted.estimates(0, 0) / y.mean();
  CHECK(interval.low < attenuation);
  CHECK(interval.high > attenuation);
  CHECK(interval.high - interval.low < 1);
  const BootstrapInterval again = attenuationInterval(y, scoreDesign(), first(2), {}, 500);
  CHECK(again.low == interval.low);
  CHECK(again.high == interval.high);
  // A score that never varies tells no attenuation.
  CHECK(std::isnan(attenuationInterval(y, Eigen::MatrixXd::Ones(subjects, 2), first(2), {}, 100).low));
}

TEST_CASE("the attenuation's interval is that of drawing pairs by hand") {
  // y = x + 1: the adjusted change is told without error in every drawing with two scores.
  Eigen::VectorXd y(subjects);
  for (std::size_t i = 0; i < subjects; ++i) y[static_cast<Eigen::Index>(i)] = 1 + scoreChange[i];
  const BootstrapInterval interval = attenuationInterval(y, scoreDesign(), first(2), {}, 2000);
  // 1 - 1 / mean(y*): the mean of a drawing is near normal with the bootstrap's deviation.
  const double mean = y.mean(), error = std::sqrt((y.array() - mean).square().sum()) / static_cast<double>(subjects);
  CHECK(interval.low == Approx(1 - 1 / (mean - 1.96 * error)).margin(0.02));
  CHECK(interval.high == Approx(1 - 1 / (mean + 1.96 * error)).margin(0.02));
}

TEST_CASE("bootstraps can be left out, and only called changes have an interval") {
  Example made = example();
  made.add("A", changes(1, 0.3, 0.5));
  for (int i = 0; i < 5; ++i) made.add("quiet" + std::to_string(i), changes(0.02, 0.4 + 0.1 * i));
  CompareOptions options;
  CHECK(changeOf(made, "A", options).attenuationLow < changeOf(made, "A", options).attenuationHigh);
  CHECK(std::isnan(changeOf(made, "quiet1", options).attenuationLow));
  options.attenuationBootstraps = 0;
  CHECK(std::isnan(changeOf(made, "A", options).attenuationLow));
}

TEST_CASE("Storey's share of unchanged proteins is that of a worked example") {
  // 100 p-values, 0.005, 0.015 ... 0.995: as many in each tenth, so all are unchanged.
  std::vector<double> even;
  for (int i = 0; i < 100; ++i) even.push_back((i + 0.5) / 100);
  CHECK(estimatePi0(even) == Approx(1).margin(0.03));
  // Half of 200 are 0.001: above any lambda 100 (1 - lambda) of 200 are left, so half are unchanged.
  std::vector<double> half = even;
  half.insert(half.end(), 100, 0.001);
  CHECK(estimatePi0(half) == Approx(0.5).margin(0.02));
  const QValueFit fit = fitQValues(half, QValues::Storey);
  CHECK(fit.q.back() == Approx(0.001 * 200 / 100 * fit.pi0).epsilon(1e-12).margin(0));
  // Too few to tell; and none but small ones.
  CHECK(estimatePi0({0.1, 0.2, std::nan("")}) == 1);
  CHECK(estimatePi0(std::vector<double>(100, 0.001)) == 0.01);
}

TEST_CASE("q_values, trend and robust change what they say they change") {
  Example made = example();
  for (int i = 0; i < 120; ++i) {
    made.add("P" + std::to_string(1000 + i), changes(i < 80 ? 0.5 : 0.01 * (i - 100), 0.2 + 0.02 * (i % 40)));
    made.cargo.log2.bottomRows(1).array() += i % 13;
    made.cargo.rows.back().peptides = 1 + i % 7;
  }
  made.cargo.log2.row(3).array() *= 6;
  const auto first = [&](const CompareOptions& options) { return compare(made, options).front(); };
  CompareOptions options;
  options.compareTo = "post";
  const Comparison plain = first(options);
  const auto differ = [&](const Comparison& comparison, double Effect::*of) {
    std::vector<double> values;
    for (const Change& change : comparison.changes) values.push_back(change.unadjusted.*of);
    return *std::min_element(values.begin(), values.end()) < *std::max_element(values.begin(), values.end());
  };
  CHECK_FALSE(differ(plain, &Effect::priorDf));
  CHECK_FALSE(differ(plain, &Effect::priorVariance));
  options.qValues = QValues::Storey;
  const Comparison storey = first(options);
  CHECK(storey.pi0 < 1);
  CHECK(storey.changes[0].unadjusted.q == Approx(plain.changes[0].unadjusted.q * storey.pi0).epsilon(1e-12).margin(0));
  CHECK(std::any_of(storey.notes.begin(), storey.notes.end(),
                    [](const std::string& note) { return note.find("(pi0)") != std::string::npos; }));
  options = {};
  options.compareTo = "post";
  options.trend = VarianceTrend::Abundance;
  CHECK(differ(first(options), &Effect::priorVariance));
  options.trend = VarianceTrend::Peptides;
  CHECK(differ(first(options), &Effect::priorVariance));
  options.trend = VarianceTrend::None;
  options.robust = true;
  CHECK(differ(first(options), &Effect::priorDf));
  CHECK_FALSE(differ(first(options), &Effect::priorVariance));
}

TEST_CASE("any panel's score can be adjusted for, made of the cargo where the purity table has it not") {
  Example made = example();
  MarkerPanel cells, vesicle;
  cells.name = "erythrocyte_core";
  vesicle.name = "ev_positive";
  for (int i = 0; i < 4; ++i) {
    const std::string cell = "C" + std::to_string(i), vesicles = "V" + std::to_string(i);
    made.add(cell, changes(0.2, 0.1 + 0.05 * i, 1));
    made.add(vesicles, changes(0, 0.05 * (i + 1)));
    cells.markers.push_back({"", cell, "", true, "", ""});
    vesicle.markers.push_back({"", vesicles, "", true, "", ""});
  }
  made.add("A", changes(0.6, 0.3, 1));
  CompareOptions options;
  options.compareTo = "post";
  options.adjust = "erythrocyte_core";
  auto all = compareCargo(made.cargo, made.study, made.purity, {cells, vesicle}, options);
  judgeChanges(verdictRules(), options, all);
  const auto of = [&](const std::string& protein) {
    return *std::find_if(all[0].changes.begin(), all[0].changes.end(),
                         [&](const Change& change) { return change.protein == protein; });
  };
  CHECK(all[0].adjustedFor == "erythrocyte_core");
  CHECK(of("C1").marker);
  CHECK_FALSE(of("A").marker);
  // By hand: the intercept on the changes of the score.
  const auto scores = panelScores(made.cargo, scoreRows(made.cargo, {cells, vesicle}, "erythrocyte_core"), 3);
  Eigen::MatrixXd design = Eigen::MatrixXd::Ones(subjects, 2);
  for (std::size_t s = 0; s < subjects; ++s)
    design(static_cast<Eigen::Index>(s), 1) = scores[3 * s + 1] - scores[3 * s];
  const LinearFit fit = fitRows(vectorOf(changes(0.6, 0.3, 1)).transpose(), design, first(2));
  CHECK(of("A").adjusted.log2FoldChange == Approx(fit.estimates(0, 0)).epsilon(1e-5).margin(0));
  // Without itself, a marker's score is that of a panel without it.
  MarkerPanel others = cells;
  others.markers.erase(others.markers.begin() + 1);
  const auto without = panelScores(made.cargo, scoreRows(made.cargo, {others, vesicle}, "erythrocyte_core"), 2);
  for (std::size_t s = 0; s < subjects; ++s)
    design(static_cast<Eigen::Index>(s), 1) = without[3 * s + 1] - without[3 * s];
  const Eigen::VectorXd c1 = vectorOf(changes(0.2, 0.15, 1));
  CHECK(of("C1").adjusted.log2FoldChange ==
        Approx(fitRows(c1.transpose(), design, first(2)).estimates(0, 0)).epsilon(1e-9).margin(0));
  options.adjust = "erythrocytes";
  CHECK_THROWS_WITH(checkCompareOptions(made.study, {cells, vesicle}, options),
                    Catch::Contains("did you mean \"erythrocyte_core\""));
  options.adjust = "ev_positive";
  CHECK_THROWS_AS(checkCompareOptions(made.study, {cells, vesicle}, options), Error);
}
