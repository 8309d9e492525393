#include <omp.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "compare/pairedStudy.h"
#include "vescargo/compare/effects.h"
#include "vescargo/compare/fitStudy.h"
#include "vescargo/stats/leastSquares.h"
#include "vescargo/stats/rotation.h"

using namespace vescargo;
using namespace vescargo::test;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

std::vector<Index> firstRows(Index count) {
  std::vector<Index> rows(static_cast<std::size_t>(count));
  std::iota(rows.begin(), rows.end(), Index{0});
  return rows;
}

/// A row's test and its residual df.
struct Tested {
  double deviate, df;
};

/// Of a row of random subjects by a fit of that row: within them where that tells all contrasts, else by the
/// correlation.
Tested testedAlone(const ContrastFit& fit, const RowTests& tests, Index row, const Adjustment* adjustment) {
  const auto units = measuredUnits(fit, row, adjustment);
  UnitModel model = rowModel(tests.model, row, units, adjustment);
  const MatrixXd values = rowValues(fit, row, units, adjustment).transpose();
  model.correlation = std::nan("");
  LinearFit one = fitUnits(values, model);
  const bool within = one.df[0] > 0 && one.estimates.allFinite();
  if (!within) one = fitUnits(values, rowModel(tests.model, row, units, adjustment));
  const ModeratedVariances& errors = within ? tests.strata->within : tests.strata->whole;
  const VectorXd estimates = one.estimates.row(0).transpose();
  if (estimates.size() == 1) {
    const double deviation = std::sqrt(one.covariances[0](0, 0) * errors.variances[row]);
    return {normalDeviate(estimates[0] / deviation, errors.df[row]), one.df[0]};
  }
  const auto contrasts = static_cast<double>(estimates.size());
  const double f = estimates.dot(solveSymmetric(one.covariances[0], estimates)) / contrasts / errors.variances[row];
  return {normalDeviateOfF(f, contrasts, one.df[0] + errors.priorDfs[row]), one.df[0]};
}

Tested testedOf(const ContrastFit& fit, const RowTests& tests, Index row, const Adjustment* adjustment) {
  if (tests.strata) return testedAlone(fit, tests, row, adjustment);
  const Effect& effect = tests.effects[static_cast<std::size_t>(row)];
  const auto contrasts = static_cast<double>(fit.contrast.tested.cols());
  return {std::isnan(effect.t) ? normalDeviateOfF(effect.f, contrasts, effect.df) : normalDeviate(effect.t, effect.df),
          effect.residualDf};
}

/// Deviates of the rows' tests and of their EffectRows are the same.
void checkDeviates(const ContrastFit& fit, const RowTests& tests, const Adjustment* adjustment) {
  INFO(fit.contrast.name << (adjustment == nullptr ? "" : " adjusted"));
  const ContrastRows rows = contrastRows(fit, tests, adjustment, firstRows(fit.values.rows()));
  CHECK(rows.rows.size() > 10);
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    const Tested tested = testedOf(fit, tests, rows.rows[i], adjustment);
    CHECK(rows.effects.observed(static_cast<Index>(i)) == Approx(tested.deviate).epsilon(1e-8).margin(1e-9));
    CHECK(rows.effects.df[static_cast<Index>(i)] == tested.df);
  }
}

/// Without samples of some subjects, and with a second draw of another.
PairedStudy incomplete(PairedStudy made) {
  const std::vector<Index> lost{1, 5, 9};
  std::vector<Index> kept;
  Study study = made.study;
  study.samples.clear();
  for (Index i = 0; i < made.cargo.log2.cols(); ++i) {
    if (std::find(lost.begin(), lost.end(), i) != lost.end()) continue;
    kept.push_back(i);
    study.samples.push_back(made.study.samples[static_cast<std::size_t>(i)]);
  }
  study.samples.back().timePoint = "pre";
  made.study = study;
  made.cargo.log2 = MatrixXd(made.cargo.log2(Eigen::all, kept));
  made.cargo.samples = study.sampleNames();
  return made;
}

/// p of the rotation test of the first rows, which share part of their noise, in studies in which nothing changes.
std::vector<double> nullP(int studies, const std::string& contrast, bool whole) {
  std::vector<double> p;
  PairedStudy made = pairedStudy(40, 7, 0);
  made.panels.clear();
  for (int study = 0; study < studies; ++study) {
    Random random(13, "null rotations", std::to_string(study));
    for (double& value : made.cargo.log2.reshaped()) value = 20 + random.normal();
    for (Index column = 0; column < made.cargo.log2.cols(); ++column)
      made.cargo.log2.col(column).head(12).array() += random.normal();
    const StudyFit fit = (whole ? made : incomplete(made)).fit();
    for (const ContrastFit& one : fit.contrasts) {
      if (one.contrast.name != contrast) continue;
      REQUIRE((one.contrast.subjectLevels == SubjectLevels::Random) == !whole);
      const ContrastRows rows = contrastRows(one, one.unadjusted, nullptr, firstRows(12));
      p.push_back(rotate(rows.effects, {rows.placesOf(rows.rows)}, 199).front().p);
    }
  }
  return p;
}

}  // namespace

TEST_CASE("the deviates of rows side by side are those of their tests, in every kind of contrast") {
  PairedStudy made = pairedStudy(40, 8, 0.1);
  for (std::size_t i = 0; i < made.study.samples.size(); ++i) {
    made.study.samples[i].group = i < 12 ? "a" : "b";
    made.study.samples[i].covariates["hours"] = std::to_string((i * 7) % 5);
  }
  PairedStudy unpaired = made;
  unpaired.study.subjects.clear();
  for (std::size_t i = 0; i < 24; ++i) {
    unpaired.study.samples[i].subject = "U" + std::to_string(i);
    unpaired.study.subjects.push_back(unpaired.study.samples[i].subject);
    if (i % 3 == 0) unpaired.study.samples[i].timePoint = "late";
  }
  unpaired.study.timePoints = {"post", "late"};
  CompareOptions hours;
  hours.covariates = {"hours"};
  for (const PairedStudy& study : {made, incomplete(made), unpaired}) {
    for (const CompareOptions& options : {CompareOptions{}, hours}) {
      const StudyFit fit = study.fit(options);
      for (const ContrastFit& contrast : fit.contrasts) {
        checkDeviates(contrast, contrast.unadjusted, nullptr);
        if (!contrast.plan.together.contaminants.empty())
          checkDeviates(contrast, contrast.together, &contrast.plan.together);
      }
    }
  }
}

TEST_CASE("rotation p is uniform where nothing changes, in pairs, courses, and where subjects lack samples") {
  constexpr int studies = 200;
  const double bar = 1.628 / std::sqrt(static_cast<double>(studies));
  for (const bool whole : {true, false}) {
    for (const std::string contrast : {"post-pre", "course"}) {
      INFO(contrast << (whole ? "" : ", incomplete"));
      const auto p = nullP(studies, contrast, whole);
      REQUIRE(p.size() == studies);
      CHECK(distanceFromUniform(p) < bar);
    }
  }
}

TEST_CASE("rotations are the same on one thread and on many, and for a set whatever the others are") {
  const StudyFit fit = pairedStudy(40, 8, 0.1).fit();
  for (const ContrastFit& contrast : fit.contrasts) {
    const ContrastRows rows = contrastRows(contrast, contrast.unadjusted, nullptr, firstRows(40));
    const auto some = rows.placesOf(firstRows(9)), others = rows.placesOf({20, 21, 22});
    const int threads = omp_get_max_threads();
    omp_set_num_threads(1);
    const auto alone = rotate(rows.effects, {some}, 499);
    omp_set_num_threads(3);
    const auto among = rotate(rows.effects, {others, some, {}}, 499);
    omp_set_num_threads(threads);
    CHECK(alone[0].p == among[1].p);
    CHECK(alone[0].meanDeviate == among[1].meanDeviate);
    CHECK(alone[0].floor == 1 / 500.0);
    CHECK(std::isnan(among[2].p));
  }
}

TEST_CASE("a set that moves has the least p, and one whose halves move apart has not") {
  Random random(14, "moves");
  MatrixXd differences(30, 9);
  for (double& value : differences.reshaped()) value = random.normal();
  differences.topRows(8).array() += 1.5;
  differences.middleRows(8, 8).array() -= 1.5;
  CompareOptions options;
  options.trend = VarianceTrend::None;  // abundance goes with change here
  const StudyFit fit = studyOfChanges(differences).fit(options);
  const ContrastFit& contrast = fit.contrasts.at(0);
  const ContrastRows rows = contrastRows(contrast, contrast.unadjusted, nullptr, firstRows(30));
  const auto tests = rotate(rows.effects, {firstRows(8), firstRows(16)}, 999);
  CHECK(tests[0].p == 1 / 1000.0);
  CHECK(tests[0].meanDeviate > 2);
  CHECK(tests[1].p > 0.05);
}
