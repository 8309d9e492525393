#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "compare/Example.h"
#include "stats/oracle.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/compare/fitStudy.h"
#include "vescargo/stats/competitive.h"
#include "vescargo/stats/linearModel.h"
#include "vescargo/stats/moderatedTests.h"
#include "vescargo/stats/storey.h"

using namespace vescargo;
using namespace vescargo::test;

// What tests/oracle/limma/make.R had limma say. `coreTests -s "limma*"` prints to how many digits we agree.

namespace {

constexpr double enough = 8;

struct Case {
  Eigen::MatrixXd values, design, contrasts;
  Eigen::VectorXd covariate;
  TsvFile results;
  std::vector<Eigen::Index> whole;  ///< rows whose samples tell all coefficients; limma's word on the others is another
  std::vector<Eigen::Index> exact;  ///< of these, rows whose contrasts limma does not approximate

  explicit Case(const std::string& name)
      : values(columnsFrom(oracle(name + ".values"), 2)),
        design(columnsFrom(oracle(name + ".design"), 0)),
        contrasts(columnsFrom(oracle(name + ".contrasts"), 0)),
        covariate(column(oracle(name + ".values"), "covariate")),
        results(oracle(name + ".results")) {
    const Eigen::VectorXd full = column(results, "full_rank");
    for (Eigen::Index i = 0; i < full.size(); ++i) {
      if (full[i] != 1) continue;
      whole.push_back(i);
      if (design.cols() == 1 || !values.row(i).array().isNaN().any()) exact.push_back(i);
    }
  }

  double digitsWhole(const Eigen::VectorXd& ours, const std::string& name) const {
    return digits(ours(whole), column(results, name)(whole));
  }
  double digitsExact(const Eigen::VectorXd& ours, const std::string& name) const {
    return digits(ours(exact), column(results, name)(exact));
  }
};

void checkTests(const Case& data, const ModeratedTests& tests, const std::string& model) {
  INFO(model);
  CHECK(digits(tests.priorDfs, column(data.results, model + "_prior_df")) > enough);
  CHECK(digits(tests.priorVariances, column(data.results, model + "_prior_variance")) > enough);
  CHECK(digits(tests.variances, column(data.results, model + "_variance")) > enough);
  CHECK(digits(tests.df, column(data.results, model + "_df")) > enough);
  for (Eigen::Index j = 0; j < tests.t.cols(); ++j) {
    const std::string number = std::to_string(j + 1);
    CHECK(data.digitsExact(tests.t.col(j), model + "_t" + number) > enough);
    CHECK(data.digitsExact(tests.p.col(j), model + "_p" + number) > enough);
  }
  CHECK(data.digitsExact(tests.f, model + "_f") > enough);
  CHECK(data.digitsExact(tests.fP, model + "_f_p") > enough);
}

/// The case's rows, and what is asked of them.
struct CaseStudy {
  QuantTable cargo;
  Study study;

  explicit CaseStudy(const Case& data) {
    for (const auto& row : data.results.rows) cargo.rows.push_back({std::string(row.cells[0]), "", "", 1});
    cargo.log2.resize(data.values.rows(), 0);
  }
  void add(const Sample& sample, const Eigen::VectorXd& values) {
    study.samples.push_back(sample);
    cargo.samples.push_back(sample.name);
    cargo.log2.conservativeResize(Eigen::NoChange, cargo.log2.cols() + 1);
    cargo.log2.rightCols(1) = values;
    for (auto [list, name] :
         {std::pair{&study.timePoints, sample.timePoint}, std::pair{&study.subjects, sample.subject}}) {
      if (std::find(list->begin(), list->end(), name) == list->end()) list->push_back(name);
    }
  }
  ContrastFit fit(const std::string& contrast, const CompareOptions& options) const {
    const auto all = fitStudy(cargo, study, {}, options, 3).contrasts;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const ContrastFit& one) { return one.contrast.name == contrast; });
    REQUIRE(found != all.end());
    return *found;
  }
};

/// Subjects whose differences are the case's values; covariate "score" changes by `scoreChange`.
CaseStudy pairsOf(const Case& data, const Eigen::VectorXd& scoreChange) {
  CaseStudy made(data);
  for (Eigen::Index s = 0; s < data.values.cols(); ++s) {
    const std::string subject = std::to_string(s);
    const Eigen::VectorXd before = Eigen::VectorXd::Constant(data.values.rows(), 20);
    made.add({subject + "pre", subject, "pre", "", "", {{"score", "0"}}}, before);
    made.add({subject + "post", subject, "post", "", "", {{"score", formatNumber(scoreChange[s])}}},
             before + data.values.col(s));
  }
  return made;
}

Eigen::VectorXd numbersOf(const ContrastFit& fit, double Effect::*number) {
  Eigen::VectorXd values(static_cast<Eigen::Index>(fit.unadjusted.effects.size()));
  for (Eigen::Index i = 0; i < values.size(); ++i)
    values[i] = fit.unadjusted.effects[static_cast<std::size_t>(i)].*number;
  return values;
}

}  // namespace

TEST_CASE("limma and the comparison of pairs agree, with and without a score as covariate") {
  const Case paired("paired"), scored("score");
  const ContrastFit plain = pairsOf(paired, Eigen::VectorXd::Zero(6)).fit("post-pre", flatPrior());
  CHECK(plain.contrast.subjectLevels == SubjectLevels::InPairs);
  CHECK(digits(numbersOf(plain, &Effect::priorDf), column(paired.results, "flat_prior_df")) > enough);
  CHECK(digits(numbersOf(plain, &Effect::priorVariance), column(paired.results, "flat_prior_variance")) > enough);
  CHECK(digits(numbersOf(plain, &Effect::t), column(paired.results, "flat_t1")) > enough);
  CHECK(digits(numbersOf(plain, &Effect::p), column(paired.results, "flat_p1")) > enough);

  CompareOptions options = flatPrior();
  options.covariates = {"score"};
  const ContrastFit atEqualScore = pairsOf(scored, scored.design.col(1)).fit("post-pre", options);
  CHECK(atEqualScore.unadjusted.priorDf == Approx(column(scored.results, "flat_prior_df")[0]).epsilon(1e-8).margin(0));
  std::vector<Eigen::Index> tested;  // the comparison tests no protein without residual df; limma does
  for (Eigen::Index i = 0; i < scored.values.rows(); ++i) {
    if (column(scored.results, "residual_df")[i] > 0) tested.push_back(i);
  }
  REQUIRE(tested.size() > 50);
  CHECK(digits(numbersOf(atEqualScore, &Effect::t)(tested), column(scored.results, "flat_t1")(tested)) > enough);
  CHECK(digits(numbersOf(atEqualScore, &Effect::p)(tested), column(scored.results, "flat_p1")(tested)) > enough);
}

TEST_CASE("limma's F over a course with subjects in its design is ours, and lm's where values are missing") {
  const std::string name = GENERATE("course", "course_missing");
  const Case data(name);
  CaseStudy made(data);
  for (Eigen::Index i = 0; i < data.values.cols(); ++i) {
    const std::string subject = std::to_string(i / 3), time = std::to_string(i % 3);
    made.add({subject + "_" + time, subject, "t" + time, "", "", {}}, data.values.col(i));
  }
  CompareOptions options = flatPrior();
  options.minPairs = 2;
  const ContrastFit course = made.fit("course", options);
  CHECK(course.contrast.kind == ContrastKind::Course);
  CHECK(course.replicates == 4);
  const std::string model = name == "course" ? "flat" : "exact";
  CHECK(data.digitsWhole(numbersOf(course, &Effect::f), model + "_f") > enough);
  CHECK(data.digitsWhole(numbersOf(course, &Effect::p), model + "_f_p") > enough);
  // The course does not hang on which time point is called the reference.
  made.study = withReference(made.study, "t2");
  const Eigen::VectorXd turned = numbersOf(made.fit("course", options), &Effect::p);
  CHECK(data.digitsWhole(turned, model + "_f_p") > enough);
}

TEST_CASE("limma's difference of differences is ours, with a covariate that varies within pairs") {
  const Case data("difference");
  CaseStudy made(data);
  for (Eigen::Index i = 0; i < data.values.cols(); ++i) {
    const std::string subject = std::to_string(i), group = data.design(i, 1) == 1 ? "trained" : "untrained";
    const Eigen::VectorXd before = Eigen::VectorXd::Constant(data.values.rows(), static_cast<double>(i));
    made.add({subject + "pre", subject, "pre", "", group, {{"hours", "3"}}}, before);
    const std::string hours = formatNumber(3 + data.design(i, 2));
    made.add({subject + "post", subject, "post", "", group, {{"hours", hours}}}, before + data.values.col(i));
  }
  CompareOptions options = flatPrior();
  options.covariates = {"hours"};
  const ContrastFit difference = made.fit("(post-pre):trained-untrained", options);
  CHECK(difference.contrast.kind == ContrastKind::GroupDifference);
  CHECK(data.digitsWhole(numbersOf(difference, &Effect::log2FoldChange), "estimate1") > enough);
  CHECK(data.digitsWhole(numbersOf(difference, &Effect::t), "flat_t1") > enough);
  CHECK(data.digitsWhole(numbersOf(difference, &Effect::p), "flat_p1") > enough);
  options.robust = true;
  CHECK(data.digitsWhole(numbersOf(made.fit(difference.contrast.name, options), &Effect::p), "robust_p1") > enough);
}

TEST_CASE("limma's groups of different subjects are ours, with covariate and batch") {
  const Case data("groups");
  CaseStudy made(data);
  for (Eigen::Index i = 0; i < data.values.cols(); ++i) {
    const std::string subject = std::to_string(i);
    made.add({subject,
              subject,
              "once",
              data.design(i, 3) == 1 ? "b" : "a",
              data.design(i, 1) == 1 ? "ill" : "well",
              {{"age", formatNumber(data.design(i, 2))}}},
             data.values.col(i));
  }
  CompareOptions options = flatPrior();
  options.covariates = {"age", "batch"};
  const ContrastFit groups = made.fit("ill-well", options);
  CHECK(groups.contrast.kind == ContrastKind::UnpairedGroups);
  CHECK(data.digitsWhole(numbersOf(groups, &Effect::t), "flat_t1") > enough);
  CHECK(data.digitsWhole(numbersOf(groups, &Effect::p), "flat_p1") > enough);
  options.trend = VarianceTrend::Abundance;
  // What limma had as covariate is rounded to six decimals.
  CHECK(data.digitsWhole(numbersOf(made.fit("ill-well", options), &Effect::p), "trend_p1") > 6);
}

TEST_CASE("limma and we agree on fits, moderated t and F, with and without a trend, and with a robust prior") {
  const std::string name = GENERATE("paired", "score", "few12", "few5", "few2", "alike", "course", "course_missing",
                                    "groups_missing", "outliers", "outliers_alike", "difference", "groups");
  INFO(name);
  const Case data(name);
  REQUIRE(data.exact.size() >= (name.starts_with("few") ? 2 : 5));
  const LinearFit fit = fitRows(data.values, data.design, data.contrasts);
  CHECK(digits(fit.variances.cwiseSqrt(), column(data.results, "sigma")) > enough);
  CHECK(fit.df == column(data.results, "residual_df"));
  CHECK(digits(fit.meanLog2, column(data.results, "mean")) > enough);
  const Eigen::MatrixXd deviations = unscaledDeviations(fit);
  for (Eigen::Index j = 0; j < deviations.cols(); ++j) {
    CHECK(data.digitsWhole(fit.estimates.col(j), "estimate" + std::to_string(j + 1)) > enough);
    CHECK(data.digitsExact(deviations.col(j), "deviation" + std::to_string(j + 1)) > enough);
  }
  checkTests(data, testModerated(fit), "flat");
  checkTests(data, testModerated(fit, data.covariate), "trend");
  checkTests(data, testModerated(fit, {}, Outliers::Spared), "robust");
}

TEST_CASE("limma approximates contrasts of rows with missing values, and lm on the row's samples agrees with us") {
  const std::string name = GENERATE("score", "course_missing", "groups_missing");
  INFO(name);
  const Case data(name);
  const LinearFit fit = fitRows(data.values, data.design, data.contrasts);
  const ModeratedTests tests = testModerated(fit);
  const Eigen::MatrixXd deviations = unscaledDeviations(fit);
  for (Eigen::Index j = 0; j < deviations.cols(); ++j)
    CHECK(data.digitsWhole(deviations.col(j), "exact_deviation" + std::to_string(j + 1)) > enough);
  CHECK(data.digitsWhole(tests.f, "exact_f") > enough);
  CHECK(data.digitsWhole(tests.fP, "exact_f_p") > enough);
  // The two kinds differ in these rows, or the test above says nothing.
  CHECK(data.digitsWhole(tests.f, "flat_f") < 2);
}

TEST_CASE("rows whose variance stands out have a smaller prior in the robust cases") {
  for (const std::string name : {"outliers", "outliers_alike"}) {
    const Eigen::VectorXd priorDf = column(oracle(name + ".results"), "robust_prior_df");
    CHECK((priorDf.array() < priorDf.maxCoeff()).count() > 3);
  }
}

TEST_CASE("Storey's q-values are those of the closed form in R") {
  const TsvFile stored = oracle("storey");
  const Eigen::VectorXd p = column(stored, "p");
  const QValueFit fit = fitQValues({p.begin(), p.end()}, QValues::Storey);
  CHECK(fit.pi0 == Approx(column(stored, "pi0")[0]).epsilon(1e-12).margin(0));
  CHECK(fit.pi0 < 0.9);
  CHECK(digits(Eigen::Map<const Eigen::VectorXd>(fit.q.data(), p.size()), column(stored, "storey")) > enough);
  const QValueFit plain = fitQValues({p.begin(), p.end()}, QValues::BenjaminiHochberg);
  CHECK(plain.pi0 == 1);
  CHECK(digits(Eigen::Map<const Eigen::VectorXd>(plain.q.data(), p.size()), column(stored, "bh")) > enough);
}

TEST_CASE("limma's cameraPR and we agree on panels, by values and ranks, with and without ties") {
  const TsvFile statistics = oracle("panels.statistics"), members = oracle("panels.members");
  const TsvFile results = oracle("panels.results");
  const auto cell = [](const TsvFile& file, std::size_t row, const char* name) {
    return std::string(file.rows[row].cells[file.requiredColumn(name)]);
  };
  Eigen::VectorXd p(static_cast<Eigen::Index>(results.rows.size()));
  for (std::size_t i = 0; i < results.rows.size(); ++i) {
    std::vector<std::size_t> panel;
    for (std::size_t j = 0; j < members.rows.size(); ++j) {
      if (cell(members, j, "panel") == cell(results, i, "panel"))
        panel.push_back(std::stoul(cell(members, j, "row")) - 1);
    }
    const Eigen::VectorXd values = column(statistics, cell(results, i, "statistic"));
    const auto by = cell(results, i, "ranks") == "1" ? SetStatistic::Ranks : SetStatistic::Values;
    const SetTest test =
        testSet({values.begin(), values.end()}, panel, by, parseNumber(cell(results, i, "correlation")).value());
    p[static_cast<Eigen::Index>(i)] = test.p;
    CHECK(std::to_string(test.rows) == cell(results, i, "rows"));
    CHECK((test.pDown < test.pUp ? "Down" : "Up") == cell(results, i, "direction"));
  }
  CHECK(digits(p, column(results, "p").cwiseMin(1)) > enough);
}
