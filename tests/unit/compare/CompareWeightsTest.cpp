#include <catch2/catch.hpp>
#include <cmath>

#include "compare/Draws.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/compare/effects.h"
#include "vescargo/compare/sensitivity.h"
#include "vescargo/stats/sampleWeights.h"

using namespace vescargo;
using namespace vescargo::test;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr double enough = 6;

CompareOptions weighed(const std::vector<std::string>& covariates = {}) {
  CompareOptions options = flatPrior();
  options.sampleWeights = SampleWeighting::Estimated;
  options.covariates = covariates;
  return options;
}

void checkTested(const ContrastFit& contrast, const std::string& name) {
  const TsvFile results = oracle(name + ".results", "blocks");
  CHECK(digits(contrast.model.weights, column(oracle(name + ".units", "blocks"), "weight")) > enough);
  CHECK(contrast.unadjusted.model.weights == contrast.model.weights);
  CHECK(digits(numbersOf(contrast, &Effect::log2FoldChange), column(results, "estimate")) > enough);
  CHECK(digits(numbersOf(contrast, &Effect::t), column(results, "t")) > enough);
  CHECK(digits(numbersOf(contrast, &Effect::p), column(results, "p")) > enough);
}

/// Pairs whose platelets change by `scoreChange`, which half of the proteins follow; the last tube is bad.
struct Weighed {
  Example made = example();
  StudyFit fit;

  Weighed() {
    Random random(8, "weighed");
    for (int i = 0; i < 80; ++i) {
      std::vector<double> values;
      for (std::size_t s = 0; s < subjects; ++s)
        values.push_back(0.2 + (i < 40 ? scoreChange[s] : 0) + (s + 1 == subjects ? 2.5 : 0.3) * random.normal());
      made.add("P" + std::to_string(i), values);
    }
    CompareOptions options = weighed();
    options.compareTo = "post";
    fit = fitStudy(made.wholeCargo(), made.study, made.panels(), options, 3);
  }
  const ContrastFit& contrast() const { return fit.contrasts.front(); }
};

}  // namespace

TEST_CASE("pairs weigh what limma's arrayWeights of their differences says, and so are tested") {
  const std::string name = "weights_mean";
  const MatrixXd values = columnsFrom(oracle(name + ".values", "blocks"), 1);
  Draws made(values.rows());
  for (Index i = 0; i < values.cols(); ++i) {
    const std::string subject = "S" + std::to_string(i);
    made.add(subject, "pre", VectorXd::Zero(values.rows()));
    made.add(subject, "post", values.col(i));
  }
  const StudyFit fit = made.fit(weighed());
  CHECK(fit.contrasts.front().contrast.subjectLevels == SubjectLevels::InPairs);
  checkTested(fit.contrasts.front(), name);
  const Comparison comparison = made.compare(weighed());
  CHECK(noted(comparison, "weights of pairs in the unadjusted model (geometric mean 1): least S7 "));
  CHECK_FALSE(noted(comparison, "in the adjusted model"));
  CHECK_FALSE(noted(made.compare(), "weights of"));
}

TEST_CASE("samples of groups weigh what limma says, with a covariate and with missing values") {
  const std::string name = GENERATE("weights_groups", "weights_missing", "weights_few");
  INFO(name);
  const MatrixXd values = columnsFrom(oracle(name + ".values", "blocks"), 1);
  const MatrixXd design = columnsFrom(oracle(name + ".units", "blocks"), 1);
  Draws made(values.rows());
  for (Index i = 0; i < values.cols(); ++i) {
    auto& sample = made.add("S" + std::to_string(i), "once", values.col(i), design(i, 1) == 1 ? "ill" : "well");
    if (design.cols() > 2) sample.covariates["age"] = formatNumber(design(i, 2));
  }
  const auto options = design.cols() > 2 ? weighed({"age"}) : weighed();
  checkTested(named(made.fit(options), "ill-well"), name);
  CHECK(noted(made.compare(options), "weights of samples in the unadjusted model (geometric mean 1): least S"));
}

TEST_CASE("weights come before limma's consensus correlation where subjects are random") {
  const StudyFit fit = drawsOf("tubes").fit(weighed());
  const ContrastFit& contrast = named(fit, "t1-t0");
  CHECK(contrast.contrast.subjectLevels == SubjectLevels::Random);
  const double consensus = column(oracle("weights_tubes.units", "blocks"), "consensus")[0];
  CHECK(contrast.model.correlation == Approx(consensus).epsilon(1e-7).margin(0));
  checkTested(contrast, "weights_tubes");
}

TEST_CASE("a course is weighed with a coefficient a subject in the design") {
  const std::string name = "weights_course";
  const MatrixXd values = columnsFrom(oracle(name + ".values", "blocks"), 1);
  Draws made(values.rows());
  for (Index i = 0; i < values.cols(); ++i)
    made.add("S" + std::to_string(i / 3), "t" + std::to_string(i % 3), values.col(i));
  const StudyFit fit = made.fit(weighed());
  const ContrastFit& course = named(fit, "course");
  CHECK(course.contrast.subjectLevels == SubjectLevels::TakenOut);
  const TsvFile results = oracle(name + ".results", "blocks");
  CHECK(digits(course.model.weights, column(oracle(name + ".units", "blocks"), "weight")) > enough);
  CHECK(digits(numbersOf(course, &Effect::f), column(results, "f")) > enough);
  CHECK(digits(numbersOf(course, &Effect::p), column(results, "p")) > enough);
}

TEST_CASE("an adjusted model has weights of its own, which all its rows share") {
  const Weighed study;
  const ContrastFit& contrast = study.contrast();
  const Adjustment& together = contrast.plan.together;
  REQUIRE(together.contaminants == std::vector<std::string>{"platelets"});
  std::vector<Index> rows;  // not those with a score of their own, nor those that never change
  for (Index row = 0; row < contrast.values.rows(); ++row) {
    if (!together.own.contains(row) && !std::isnan(contrast.values(row, 0))) rows.push_back(row);
  }
  const UnitModel model = withColumns(contrast.model, together.columns);
  const VectorXd weights = sampleWeights(contrast.values(rows, Eigen::all), model.design);
  CHECK(contrast.together.model.weights == weights);
  CHECK(weights[7] < 0.1);
  CHECK(contrast.model.weights[7] < 0.2);
  CHECK(contrast.model.weights != weights);
  for (const auto& [row, own] : together.own) {
    UnitModel alone = withColumns(contrast.model, own);
    alone.weights = weights;
    CHECK(contrast.together.effects[static_cast<std::size_t>(row)].log2FoldChange ==
          Approx(fitUnits(contrast.values.row(row), alone).estimates(0, 0)).epsilon(1e-9).margin(1e-12));
  }
}

TEST_CASE("leaving subjects out and tests of panels weigh as the fit does") {
  const Weighed study;
  const ContrastFit& contrast = study.contrast();
  std::vector<Change> changes(static_cast<std::size_t>(contrast.values.rows()));
  for (std::size_t i = 0; i < changes.size(); ++i) {
    changes[i].unadjusted = contrast.unadjusted.effects[i];
    changes[i].adjusted = contrast.together.effects[i];
  }
  addSensitivity(study.fit, contrast, changes);
  const UnitModel model = withColumns(contrast.together.model, contrast.plan.together.columns);
  for (const Index row : {0, 17, 60}) {
    VectorXd left(static_cast<Index>(subjects));
    for (Index without = 0; without < left.size(); ++without) {
      std::vector<Index> others;
      for (Index i = 0; i < left.size(); ++i) {
        if (i != without) others.push_back(i);
      }
      const MatrixXd values = contrast.values.row(row)(others);
      left[without] = fitUnits(values, keepUnits(model, others)).estimates(0, 0);
    }
    const Effect& adjusted = changes[static_cast<std::size_t>(row)].adjusted;
    CHECK(adjusted.leftOutLow == Approx(std::min(left.minCoeff(), adjusted.log2FoldChange)).epsilon(1e-9));
    CHECK(adjusted.leftOutHigh == Approx(std::max(left.maxCoeff(), adjusted.log2FoldChange)).epsilon(1e-9));
  }
  const ContrastRows rows = contrastRows(contrast, contrast.together, &contrast.plan.together, {0, 17, 60});
  REQUIRE(rows.rows.size() == 3);
  for (Index i = 0; i < 3; ++i) {
    const Effect& effect = contrast.together.effects[static_cast<std::size_t>(rows.rows[static_cast<std::size_t>(i)])];
    CHECK(rows.effects.observed(i) == Approx(normalDeviate(effect.t, effect.df)).epsilon(1e-9));
  }
}

TEST_CASE("three samples tell no weights, and that is said") {
  Random random(9, "few");
  Draws made(20);
  for (int s = 0; s < 2; ++s) {
    made.add("S" + std::to_string(s), "pre", noiseOf(random, 20));
    made.add("S" + std::to_string(s), "post", noiseOf(random, 20));
  }
  CompareOptions options = weighed();
  options.minPairs = 2;
  const ContrastFit with = made.fit(options).contrasts.front();
  CHECK(with.model.weights == VectorXd::Ones(2));
  CHECK(noted(made.compare(options), "too few pairs in the unadjusted model, or proteins, to tell weights"));
  options.sampleWeights = SampleWeighting::None;
  CHECK(digits(numbersOf(with, &Effect::p), numbersOf(made.fit(options).contrasts.front(), &Effect::p)) > 9);
}
