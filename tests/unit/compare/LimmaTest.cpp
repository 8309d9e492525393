#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "stats/oracle.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/compare/compareCargo.h"
#include "vescargo/compare/testPanel.h"
#include "vescargo/stats/linearModel.h"
#include "vescargo/stats/moderate.h"
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

  explicit Case(const std::string& name)
      : values(columnsFrom(oracle(name + ".values"), 2)),
        design(columnsFrom(oracle(name + ".design"), 0)),
        contrasts(columnsFrom(oracle(name + ".contrasts"), 0)),
        covariate(column(oracle(name + ".values"), "covariate")),
        results(oracle(name + ".results")) {
    const Eigen::VectorXd full = column(results, "full_rank");
    for (Eigen::Index i = 0; i < full.size(); ++i) {
      if (full[i] == 1) whole.push_back(i);
    }
  }

  double digitsWhole(const Eigen::VectorXd& ours, const std::string& name) const {
    return digits(ours(whole), column(results, name)(whole));
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
    CHECK(data.digitsWhole(tests.t.col(j), model + "_t" + number) > enough);
    CHECK(data.digitsWhole(tests.p.col(j), model + "_p" + number) > enough);
  }
  CHECK(data.digitsWhole(tests.f, model + "_f") > enough);
  CHECK(data.digitsWhole(tests.fP, model + "_f_p") > enough);
}

/// Subjects whose differences are the case's values, and whose platelet score changes by `scoreChange`.
std::vector<Comparison> comparePairs(const Case& data, const Eigen::VectorXd& scoreChange) {
  QuantTable cargo;
  Study study;
  PurityTable purity;
  study.timePoints = {"pre", "post"};
  cargo.log2 = Eigen::MatrixXd::Constant(data.values.rows(), 2 * data.values.cols(), 20);
  for (Eigen::Index s = 0; s < data.values.cols(); ++s) {
    cargo.log2.col(2 * s + 1) += data.values.col(s);
    const std::string subject = std::to_string(s);
    study.subjects.push_back(subject);
    for (const std::string time : {"pre", "post"}) {
      study.samples.push_back({subject + time, subject, time, "", "", {}});
      purity.samples.emplace_back();
      purity.samples.back().sample = subject + time;
      purity.samples.back().plateletCore = time == "post" ? scoreChange[s] : 0;
    }
  }
  cargo.samples = study.sampleNames();
  for (const auto& row : data.results.rows) cargo.rows.push_back({row.cells[0], "", "", 1});
  return compareCargo(cargo, study, purity, {}, {});
}

/// A study, its cargo and a purity table without a score.
struct CaseStudy {
  QuantTable cargo;
  Study study;
  PurityTable purity;

  explicit CaseStudy(const Case& data) {
    for (const auto& row : data.results.rows) cargo.rows.push_back({row.cells[0], "", "", 1});
    cargo.log2.resize(data.values.rows(), 0);
  }
  void add(const Sample& sample, const Eigen::VectorXd& values) {
    study.samples.push_back(sample);
    purity.samples.emplace_back();
    purity.samples.back().sample = sample.name;
    cargo.samples.push_back(sample.name);
    cargo.log2.conservativeResize(Eigen::NoChange, cargo.log2.cols() + 1);
    cargo.log2.rightCols(1) = values;
    for (auto [list, name] :
         {std::pair{&study.timePoints, sample.timePoint}, std::pair{&study.subjects, sample.subject}}) {
      if (std::find(list->begin(), list->end(), name) == list->end()) list->push_back(name);
    }
  }
  Comparison compare(const std::string& contrast, const CompareOptions& options) const {
    const auto all = compareCargo(cargo, study, purity, {}, options);
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Comparison& one) { return one.contrast == contrast; });
    REQUIRE(found != all.end());
    return *found;
  }
};

Eigen::VectorXd numbersOf(const Case& data, const Comparison& comparison, double Effect::*number) {
  Eigen::VectorXd values(data.values.rows());
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    const auto named = [&](const Change& change) {
      return change.protein == data.results.rows[static_cast<std::size_t>(i)].cells[0];
    };
    values[i] = std::find_if(comparison.changes.begin(), comparison.changes.end(), named)->unadjusted.*number;
  }
  return values;
}

/// t and p of an effect, by the case's rows.
Eigen::MatrixXd effectsOf(const Case& data, const Comparison& comparison, Effect Change::*effect) {
  Eigen::MatrixXd values(data.values.rows(), 2);
  for (Eigen::Index i = 0; i < values.rows(); ++i) {
    const auto named = [&](const Change& change) {
      return change.protein == data.results.rows[static_cast<std::size_t>(i)].cells[0];
    };
    const auto change = std::find_if(comparison.changes.begin(), comparison.changes.end(), named);
    REQUIRE(change != comparison.changes.end());
    values.row(i) << ((*change).*effect).t, ((*change).*effect).p;
  }
  return values;
}

}  // namespace

TEST_CASE("limma and the comparison of pairs agree, unadjusted and adjusted") {
  const Case paired("paired"), scored("score");
  const auto plain = comparePairs(paired, Eigen::VectorXd::Zero(6)).at(0);
  const VariancePrior prior = typicalPrior(plain, &Change::unadjusted);
  CHECK(digits(Eigen::VectorXd::Constant(50, prior.df), column(paired.results, "flat_prior_df")) > enough);
  CHECK(digits(Eigen::VectorXd::Constant(50, prior.variance), column(paired.results, "flat_prior_variance")) > enough);
  const Eigen::MatrixXd unadjusted = effectsOf(paired, plain, &Change::unadjusted);
  CHECK(digits(unadjusted.col(0), column(paired.results, "flat_t1")) > enough);
  CHECK(digits(unadjusted.col(1), column(paired.results, "flat_p1")) > enough);

  const auto atEqualScore = comparePairs(scored, scored.design.col(1)).at(0);
  CHECK(typicalPrior(atEqualScore, &Change::adjusted).df ==
        Approx(column(scored.results, "flat_prior_df")[0]).epsilon(1e-8).margin(0));
  const Eigen::MatrixXd adjusted = effectsOf(scored, atEqualScore, &Change::adjusted);
  std::vector<Eigen::Index> tested;  // the comparison tests no protein without residual df; limma does
  for (Eigen::Index i = 0; i < adjusted.rows(); ++i) {
    if (column(scored.results, "residual_df")[i] > 0) tested.push_back(i);
  }
  REQUIRE(tested.size() > 50);
  CHECK(digits(adjusted.col(0)(tested), column(scored.results, "flat_t1")(tested)) > enough);
  CHECK(digits(adjusted.col(1)(tested), column(scored.results, "flat_p1")(tested)) > enough);
}

TEST_CASE("limma's F over a course with subjects in its design is ours, and lm's where values are missing") {
  const std::string name = GENERATE("course", "course_missing");
  const Case data(name);
  CaseStudy made(data);
  for (Eigen::Index i = 0; i < data.values.cols(); ++i) {
    const std::string subject = std::to_string(i / 3), time = std::to_string(i % 3);
    made.add({subject + "_" + time, subject, "t" + time, "", "", {}}, data.values.col(i));
  }
  CompareOptions options;
  options.minPairs = 2;
  const Comparison course = made.compare("course", options);
  CHECK(course.kind == ContrastKind::Course);
  CHECK(course.pairs == 4);
  const std::string model = name == "course" ? "flat" : "exact";
  CHECK(data.digitsWhole(numbersOf(data, course, &Effect::f), model + "_f") > enough);
  CHECK(data.digitsWhole(numbersOf(data, course, &Effect::p), model + "_f_p") > enough);
  // The course does not hang on which time point is called the reference.
  options.reference = "t2";
  const Eigen::VectorXd turned = numbersOf(data, made.compare("course", options), &Effect::p);
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
  CompareOptions options;
  options.covariates = {"hours"};
  const Comparison difference = made.compare("(post-pre):trained-untrained", options);
  CHECK(difference.kind == ContrastKind::GroupDifference);
  CHECK(data.digitsWhole(numbersOf(data, difference, &Effect::log2FoldChange), "estimate1") > enough);
  CHECK(data.digitsWhole(numbersOf(data, difference, &Effect::t), "flat_t1") > enough);
  CHECK(data.digitsWhole(numbersOf(data, difference, &Effect::p), "flat_p1") > enough);
  options.robust = true;
  CHECK(data.digitsWhole(numbersOf(data, made.compare(difference.contrast, options), &Effect::p), "robust_p1") >
        enough);
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
  CompareOptions options;
  options.covariates = {"age", "batch"};
  const Comparison groups = made.compare("ill-well", options);
  CHECK(groups.kind == ContrastKind::UnpairedGroups);
  CHECK(data.digitsWhole(numbersOf(data, groups, &Effect::t), "flat_t1") > enough);
  CHECK(data.digitsWhole(numbersOf(data, groups, &Effect::p), "flat_p1") > enough);
  options.trend = VarianceTrend::Abundance;
  // What limma had as covariate is rounded to six decimals.
  CHECK(data.digitsWhole(numbersOf(data, made.compare("ill-well", options), &Effect::p), "trend_p1") > 6);
}

TEST_CASE("limma and we agree on fits, moderated t and F, with and without a trend, and with a robust prior") {
  const std::string name = GENERATE("paired", "score", "few12", "few5", "few2", "alike", "course", "course_missing",
                                    "groups_missing", "outliers", "outliers_alike", "difference", "groups");
  INFO(name);
  const Case data(name);
  REQUIRE(data.whole.size() >= (name.starts_with("few") ? 2 : 12));
  const LinearFit fit = fitRows(data.values, data.design, data.contrasts, RowCovariance::OfDesign);
  CHECK(digits(fit.variances.cwiseSqrt(), column(data.results, "sigma")) > enough);
  CHECK(fit.df == column(data.results, "residual_df"));
  CHECK(digits(fit.meanLog2, column(data.results, "mean")) > enough);
  const Eigen::MatrixXd deviations = unscaledDeviations(fit);
  for (Eigen::Index j = 0; j < deviations.cols(); ++j) {
    CHECK(data.digitsWhole(fit.estimates.col(j), "estimate" + std::to_string(j + 1)) > enough);
    CHECK(data.digitsWhole(deviations.col(j), "deviation" + std::to_string(j + 1)) > enough);
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
    return file.rows[row].cells[file.requiredColumn(name)];
  };
  Eigen::VectorXd p(static_cast<Eigen::Index>(results.rows.size()));
  for (std::size_t i = 0; i < results.rows.size(); ++i) {
    std::vector<std::size_t> panel;
    for (std::size_t j = 0; j < members.rows.size(); ++j) {
      if (cell(members, j, "panel") == cell(results, i, "panel"))
        panel.push_back(std::stoul(cell(members, j, "row")) - 1);
    }
    const Eigen::VectorXd values = column(statistics, cell(results, i, "statistic"));
    const auto by = cell(results, i, "ranks") == "1" ? PanelStatistic::Ranks : PanelStatistic::Values;
    const PanelTest test =
        testPanel({values.begin(), values.end()}, panel, by, parseNumber(cell(results, i, "correlation")).value());
    p[static_cast<Eigen::Index>(i)] = test.p;
    CHECK(std::to_string(test.rows) == cell(results, i, "rows"));
    CHECK((test.pDown < test.pUp ? "Down" : "Up") == cell(results, i, "direction"));
  }
  CHECK(digits(p, column(results, "p").cwiseMin(1)) > enough);
}
