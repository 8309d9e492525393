#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "compare/oracle.h"
#include "vescargo/compare/compareCargo.h"
#include "vescargo/compare/linearModel.h"
#include "vescargo/compare/moderate.h"
#include "vescargo/compare/moderatedTests.h"
#include "vescargo/compare/testPanel.h"
#include "vescargo/table/Tsv.h"

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
  const Eigen::VectorXd priorDf = Eigen::VectorXd::Constant(tests.df.size(), tests.priorDf);
  CHECK(digits(priorDf, column(data.results, model + "_prior_df")) > enough);
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
  CHECK(digits(Eigen::VectorXd::Constant(50, plain.priorDf), column(paired.results, "flat_prior_df")) > enough);
  CHECK(digits(Eigen::VectorXd::Constant(50, plain.priorVariance), column(paired.results, "flat_prior_variance")) >
        enough);
  const Eigen::MatrixXd unadjusted = effectsOf(paired, plain, &Change::unadjusted);
  CHECK(digits(unadjusted.col(0), column(paired.results, "flat_t1")) > enough);
  CHECK(digits(unadjusted.col(1), column(paired.results, "flat_p1")) > enough);

  const auto atEqualScore = comparePairs(scored, scored.design.col(1)).at(0);
  CHECK(atEqualScore.adjustedPriorDf == Approx(column(scored.results, "flat_prior_df")[0]).epsilon(1e-8).margin(0));
  const Eigen::MatrixXd adjusted = effectsOf(scored, atEqualScore, &Change::adjusted);
  std::vector<Eigen::Index> tested;  // the comparison tests no protein without residual df; limma does
  for (Eigen::Index i = 0; i < adjusted.rows(); ++i) {
    if (column(scored.results, "residual_df")[i] > 0) tested.push_back(i);
  }
  REQUIRE(tested.size() > 50);
  CHECK(digits(adjusted.col(0)(tested), column(scored.results, "flat_t1")(tested)) > enough);
  CHECK(digits(adjusted.col(1)(tested), column(scored.results, "flat_p1")(tested)) > enough);
}

TEST_CASE("limma and we agree on fits, moderated t and F, with and without a trend") {
  const std::string name =
      GENERATE("paired", "score", "few12", "few5", "few2", "alike", "course", "course_missing", "groups_missing");
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
