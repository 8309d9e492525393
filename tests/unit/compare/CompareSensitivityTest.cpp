#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "compare/Example.h"
#include "vescargo/stats/attenuation.h"
#include "vescargo/stats/distributions.h"
#include "vescargo/stats/leaveOut.h"
#include "vescargo/stats/linearModel.h"
#include "vescargo/stats/moderate.h"
#include "vescargo/stats/moderatedTests.h"
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

std::vector<int> eachAlone(int units) {
  std::vector<int> groups(static_cast<std::size_t>(units));
  std::iota(groups.begin(), groups.end(), 0);
  return groups;
}

/// Of the example's pairs on a design whose last column is the score.
BootstrapInterval intervalOf(const Eigen::VectorXd& y, const Eigen::MatrixXd& design, int bootstraps) {
  return attenuationInterval({y, design, Eigen::VectorXd::Unit(2, 0)}, 1, eachAlone(static_cast<int>(y.size())), {},
                             bootstraps);
}

Eigen::VectorXd first(Eigen::Index columns) { return Eigen::VectorXd::Unit(columns, 0); }

}  // namespace

TEST_CASE("leaving a group of units out is fitting without it") {
  const Eigen::VectorXd y = vectorOf(changes(0.5, 1, 0.4));
  const Eigen::MatrixXd design = scoreDesign();
  const VariancePrior prior{3, 0.1};
  for (const auto& groups : std::vector<std::vector<int>>{eachAlone(8), {0, 1, 1, 2, 0, 3, 3, 3}}) {
    const LeftOut left = leaveGroupsOut(y, design, first(2), groups, {prior, 100});
    double low = 1e9, high = -1e9, p = 0;
    int group = -1;
    for (int out = 0; out <= *std::max_element(groups.begin(), groups.end()); ++out) {
      std::vector<Eigen::Index> kept;
      for (Eigen::Index i = 0; i < y.size(); ++i) {
        if (groups[static_cast<std::size_t>(i)] != out) kept.push_back(i);
      }
      const LinearFit fit = fitRows(y(kept).transpose(), design(kept, Eigen::all), first(2));
      const VariancePrior posterior = moderateVariance(fit.variances[0], fit.df[0], prior, 100);
      const double t = fit.estimates(0, 0) / (unscaledDeviations(fit)(0, 0) * std::sqrt(posterior.variance));
      low = std::min(low, fit.estimates(0, 0));
      high = std::max(high, fit.estimates(0, 0));
      if (studentP(t, posterior.df) > p) {
        p = studentP(t, posterior.df);
        group = out;
      }
    }
    CHECK(left.low == Approx(low).epsilon(1e-10).margin(0));
    CHECK(left.high == Approx(high).epsilon(1e-10).margin(0));
    CHECK(left.p == Approx(p).epsilon(1e-9).margin(0));
    CHECK(left.group == group);
  }
}

TEST_CASE("a group that alone tells the contrast cannot be left out, one that tells nothing of it can") {
  Eigen::MatrixXd design = Eigen::MatrixXd::Ones(5, 2);
  design.col(1) << 0, 0, 0, 0, 1;
  const Eigen::VectorXd y = vectorOf({1, 1.2, 0.9, 1.1, 4}), second = Eigen::VectorXd::Unit(2, 1);
  const RowPrior prior{{2, 0.1}, 50};
  CHECK(leaveGroupsOut(y, design, second, eachAlone(5), prior).p == 1);
  CHECK(leaveGroupsOut(y, design, second, eachAlone(5), prior).group == 4);
  CHECK(leaveGroupsOut(y, design, second, {0, 0, 1, 2, 2}, prior).group == 2);
  CHECK(leaveGroupsOut(y, design, first(2), eachAlone(5), prior).p < 0.05);
  // No df is left, or the design is not of full rank: nothing can be said.
  CHECK(std::isnan(leaveGroupsOut(y.head(2), design.bottomRows(2), first(2), eachAlone(2), prior).p));
  CHECK(leaveGroupsOut(y.head(4), design.topRows(4), first(2), eachAlone(4), prior).group == -1);
  // A change that turns its sign without a unit is not shown without it.
  const Eigen::MatrixXd ones = Eigen::MatrixXd::Ones(4, 1);
  CHECK(leaveGroupsOut(vectorOf({-1, -1.1, -0.9, 9}), ones, first(1), eachAlone(4), {{2, 0.01}, 50}).p == 1);
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
  CHECK(good.verdict == ChangeVerdict::Robust);
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
  const BootstrapInterval interval = intervalOf(y, scoreDesign(), 500);
  const LinearFit adjusted = fitRows(y.transpose(), scoreDesign(), first(2));
  const double attenuation = 1 - adjusted.estimates(0, 0) / y.mean();
  CHECK(interval.low < attenuation);
  CHECK(interval.high > attenuation);
  CHECK(interval.high - interval.low < 1);
  const BootstrapInterval again = intervalOf(y, scoreDesign(), 500);
  CHECK(again.low == interval.low);
  CHECK(again.high == interval.high);
  // A score that never varies tells no attenuation.
  CHECK(std::isnan(intervalOf(y, Eigen::MatrixXd::Ones(subjects, 2), 100).low));
}

TEST_CASE("the attenuation's interval is that of drawing pairs by hand") {
  // y = x + 1: the adjusted change is told without error in every drawing with two scores.
  Eigen::VectorXd y(subjects);
  for (std::size_t i = 0; i < subjects; ++i) y[static_cast<Eigen::Index>(i)] = 1 + scoreChange[i];
  const BootstrapInterval interval = intervalOf(y, scoreDesign(), 2000);
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
  CompareOptions options = flatPrior();
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
  options = flatPrior();
  options.compareTo = "post";
  options.trend = CompareOptions().trend;
  CHECK(options.trend == VarianceTrend::Abundance);
  CHECK(differ(first(options), &Effect::priorVariance));
  options.trend = VarianceTrend::Peptides;
  CHECK(differ(first(options), &Effect::priorVariance));
  options.trend = VarianceTrend::None;
  options.robust = true;
  CHECK(differ(first(options), &Effect::priorDf));
  CHECK_FALSE(differ(first(options), &Effect::priorVariance));
}

TEST_CASE("resampling takes whole subjects, each side by itself") {
  // Two samples of each subject are one draw: the interval is that of their means.
  const std::vector<double> once = changes(0.3, 0.2, 2);
  Eigen::MatrixXd design(2 * subjects, 2);
  Eigen::VectorXd twice(2 * subjects);
  std::vector<int> groups;
  for (std::size_t i = 0; i < 2 * subjects; ++i) {
    const auto at = static_cast<Eigen::Index>(i);
    design.row(at) << 1, scoreChange[i / 2];
    twice[at] = once[i / 2];
    groups.push_back(static_cast<int>(i / 2));
  }
  const BootstrapInterval alone = intervalOf(vectorOf(once), scoreDesign(), 500);
  const BootstrapInterval paired = attenuationInterval({twice, design, first(2)}, 1, groups, {}, 500);
  CHECK(paired.low == Approx(alone.low).epsilon(1e-9));
  CHECK(paired.high == Approx(alone.high).epsilon(1e-9));
  // Where one side has a single subject it is in every drawing, else in few.
  Eigen::MatrixXd sides = Eigen::MatrixXd::Ones(5, 3);
  sides.col(1) << 0, 0, 0, 0, 1;
  sides.col(2) << 0.3, -0.2, 0.5, 0.1, 0.4;
  const Eigen::VectorXd values = vectorOf({1, 1.5, 0.7, 1.1, 4});
  const RowModel row{values, sides, Eigen::VectorXd::Unit(3, 1)};
  CHECK(std::isfinite(attenuationInterval(row, 1, eachAlone(5), {0, 0, 0, 0, 1}, 500).low));
}

TEST_CASE("what contaminants are adjusted for is checked, with the nearest names") {
  Example made = example();
  CompareOptions options;
  options.adjust = {"platelet"};
  CHECK_THROWS_WITH(checkCompareOptions(made.study, made.panels(), options),
                    Catch::Contains("-adjust: \"platelet\" is no contaminant and no panel with a score; did you mean "
                                    "\"platelets\""));
  auto panels = made.panels();
  panels.push_back({});
  panels.back().name = "ev_positive";
  panels.back().kind = "vesicles";
  options.adjust = {"platelets", "ev_positive"};
  CHECK_THROWS_AS(checkCompareOptions(made.study, panels, options), Error);
  options.adjust = {"auto", "platelets"};
  CHECK_THROWS_AS(checkCompareOptions(made.study, panels, options), Error);
}

TEST_CASE("the adjusted answer is the moderated fit of each row on scores that it is no part of") {
  Example made = example();
  made.addLoad("red cells", "erythrocyte_core", noise);
  made.add("A", changes(0.6, 0.3, 1));
  made.add("B", changes(0.1, 0.7, 0.2));
  made.cargo.log2(1, 4) = std::nan("");
  CompareOptions options = flatPrior();
  options.compareTo = "post";
  options.adjust = {"platelets", "erythrocyte_core"};
  const StudyFit fit = fitOf(made, options);
  const ContrastFit& contrast = fit.contrasts.at(0);
  REQUIRE(contrast.plan.together.contaminants.size() == 2);
  std::vector<Eigen::Index> rows;
  LinearFit all = emptyFit(10, 1);
  for (Eigen::Index row = 0; row < 10; ++row) {
    Eigen::MatrixXd design = Eigen::MatrixXd::Ones(subjects, 3);
    for (std::size_t s = 0; s < subjects; ++s) {
      for (std::size_t k = 0; k < 2; ++k) {
        const ContaminantScore& score = fit.scores[k];
        const auto own = score.leftOut.find(static_cast<std::size_t>(row));
        const auto& values = own == score.leftOut.end() ? score.bySample : own->second;
        design(static_cast<Eigen::Index>(s), static_cast<Eigen::Index>(k) + 1) = values[3 * s + 1] - values[3 * s];
      }
    }
    copyRow(fitRows(contrast.values.row(row), design, first(3)), 0, row, all);
  }
  const ModeratedTests tests = testModerated(all);
  for (Eigen::Index row = 0; row < 10; ++row) {
    const Effect& effect = contrast.together.effects[static_cast<std::size_t>(row)];
    CHECK(effect.log2FoldChange == Approx(all.estimates(row, 0)).epsilon(1e-9).margin(1e-12));
    CHECK(effect.t == Approx(tests.t(row, 0)).epsilon(1e-7).margin(1e-9));
    CHECK(effect.p == Approx(tests.p(row, 0)).epsilon(1e-7).margin(0));
  }
}
