#include <omp.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <numeric>

#include "stats/oracle.h"
#include "vescargo/base/Random.h"
#include "vescargo/stats/competitive.h"
#include "vescargo/stats/distributions.h"
#include "vescargo/stats/moderatedTests.h"
#include "vescargo/stats/rotation.h"

using namespace vescargo;
using namespace vescargo::test;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

const double missing = std::nan("");

/// All rows of a matrix by one model.
struct Fitted {
  ModeratedTests tests;
  EffectRows rows;
};

Fitted fitAll(const MatrixXd& values, const UnitModel& model) {
  Fitted fitted{testModerated(fitUnits(values, model)), EffectRows(0)};
  std::vector<EffectRow> some;
  for (Index row = 0; row < values.rows(); ++row) {
    EffectRow one;
    for (Index unit = 0; unit < values.cols(); ++unit) {
      if (!std::isnan(values(row, unit))) one.units.push_back(unit);
    }
    one.values = values.row(row)(one.units).transpose();
    one.model = keepUnits(model, one.units);
    one.variance = {{fitted.tests.priorDfs[row], fitted.tests.priorVariances[row]},
                    fitted.tests.variances[row],
                    fitted.tests.df[row]};
    some.push_back(std::move(one));
  }
  fitted.rows = effectRows(some, model);
  return fitted;
}

std::vector<int> blocksOf(Index units, int size) {
  std::vector<int> blocks;
  for (Index i = 0; i < units; ++i) blocks.push_back(static_cast<int>(i) / size);
  return blocks;
}

/// Rows of noise with variances of their own; the first ten go together, blocks too.
MatrixXd noiseOf(const std::string& name, Index rows, Index units, int blockSize, double lost) {
  Random random(5, "effect rows", name);
  MatrixXd values(rows, units);
  VectorXd together(units);
  for (Index unit = 0; unit < units; ++unit) {
    if (unit % blockSize == 0)
      together[unit] = 0.7 * random.normal();
    else
      together[unit] = together[unit - unit % blockSize];
  }
  for (double& value : together) value += random.normal();
  for (Index row = 0; row < rows; ++row) {
    const double deviation = std::exp(0.4 * random.normal());
    double block = 0;
    for (Index unit = 0; unit < units; ++unit) {
      if (unit % blockSize == 0) block = random.normal();
      values(row, unit) = deviation * (0.7 * block + random.normal() + (row < 10 ? together[unit] : 0));
      if (random.uniform() < lost) values(row, unit) = missing;
    }
  }
  return values;
}

/// A course of three time points: what each of the later ones has more, and one covariate.
UnitModel courseModel(Index subjects, double correlation) {
  UnitModel model;
  model.design = MatrixXd::Zero(3 * subjects, 4);
  for (Index i = 0; i < 3 * subjects; ++i) {
    model.design(i, 0) = 1;
    if (i % 3 > 0) model.design(i, i % 3) = 1;
    model.design(i, 3) = std::sin(static_cast<double>(7 * i));
  }
  if (std::isnan(correlation)) model.design = MatrixXd(model.design.rightCols(3));
  model.tested = MatrixXd::Zero(model.design.cols(), 2);
  model.tested(model.design.cols() - 3, 0) = model.tested(model.design.cols() - 2, 1) = 1;
  model.blocks = blocksOf(3 * subjects, 3);
  model.correlation = correlation;
  return model;
}

UnitModel oneContrast(UnitModel model) {
  model.tested = MatrixXd(model.tested.col(0));
  return model;
}

/// Two groups with a covariate of large numbers.
UnitModel groupModel(Index units) {
  UnitModel model;
  model.design = MatrixXd::Ones(units, 3);
  for (Index i = 0; i < units; ++i)
    model.design.row(i) << 1, static_cast<double>(2 * i / units), 1e4 * std::cos(static_cast<double>(i));
  model.tested = MatrixXd::Identity(3, 2).rightCols(1);
  return model;
}

std::vector<std::pair<std::string, UnitModel>> manyModels() {
  UnitModel weighted = courseModel(5, missing), groups = groupModel(15), between = groups;
  weighted.weights = VectorXd::LinSpaced(15, 0.4, 2);
  between.tested = (MatrixXd(3, 1) << 1, -1, 0.001).finished();
  UnitModel repeated = courseModel(5, 0.4);
  repeated.tested.conservativeResize(Eigen::NoChange, 3);
  repeated.tested.col(2) = repeated.tested.col(1) - repeated.tested.col(0);
  return {{"groups", groups},
          {"a contrast of all coefficients", between},
          {"a mean", {MatrixXd::Ones(15, 1), MatrixXd::Ones(1, 1), {}, missing, {}}},
          {"levels taken out", oneContrast(courseModel(5, missing))},
          {"levels taken out, weighted", oneContrast(weighted)},
          {"random blocks", oneContrast(courseModel(5, 0.4))},
          {"course", courseModel(5, missing)},
          {"course, weighted", weighted},
          {"course of random blocks", courseModel(5, 0.4)},
          {"a contrast that repeats others", repeated},
          {"columns that add up to each other",
           withColumns(groups, groups.design * (MatrixXd(3, 1) << 2, 0, 0.001).finished())}};
}

/// How far a direction in all units is from what the row's own design and blocks leave of it.
VectorXd projected(const EffectRows& rows, Index row, VectorXd vector) {
  vector = vector.cwiseProduct(rows.measured.col(row));
  for (const auto& units : rows.blocks) {
    const VectorXd level = rows.levels.col(row)(units);
    if (level.squaredNorm() > 0) vector(units) -= level * (level.dot(vector(units)) / level.squaredNorm());
  }
  for (const MatrixXd& nuisance : rows.nuisance) vector -= nuisance.col(row) * nuisance.col(row).dot(vector);
  return vector;
}

std::string cellOf(const TsvFile& file, std::size_t row, const char* name) {
  return std::string(file.rows[row].cells[file.requiredColumn(name)]);
}

/// Sets of R's tables, in the order of their first rows.
std::vector<std::vector<Index>> setsOf(const TsvFile& members, const char* name) {
  std::vector<std::vector<Index>> sets;
  std::string last;
  for (std::size_t i = 0; i < members.rows.size(); ++i) {
    if (cellOf(members, i, name) != last) sets.emplace_back();
    last = cellOf(members, i, name);
    sets.back().push_back(static_cast<Index>(std::stoul(cellOf(members, i, "row"))) - 1);
  }
  return sets;
}

/// Kolmogorov's distance from the uniform distribution; 1.628 / sqrt(n) is its limit at 1 %.
double distanceFromUniform(std::vector<double> p) {
  std::sort(p.begin(), p.end());
  const auto n = static_cast<double>(p.size());
  double distance = 0;
  for (std::size_t i = 0; i < p.size(); ++i)
    distance = std::max({distance, p[i] - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - p[i]});
  return distance;
}

/// p of limma's roast, and ours of as many rotations.
struct Roast {
  TsvFile results;
  std::vector<RotationTest> tests;

  void compare(std::size_t result, std::size_t set, const char* p, const char* direction) const {
    const double theirs = parseNumber(cellOf(results, result, p)).value();
    const double rotations = parseNumber(cellOf(results, result, "rotations")).value();
    INFO(tests[set].p << ", limma " << theirs);
    // A two-sided p counts each rotation and its opposite, one of which can be beyond: binomial in p. Ours is of so
    // many rotations or of those that 200 hits take.
    const double ours = std::max(1 / rotations, theirs / 200);
    CHECK(std::abs(tests[set].p - theirs) <
          4 * std::sqrt(theirs * (1 - theirs) * (1 / rotations + ours)) + 2 / rotations);
    CHECK((tests[set].meanDeviate > 0 ? "Up" : "Down") == cellOf(results, result, direction));
    CHECK(tests[set].floor == Approx(1 / (rotations + 1)));
  }
};

}  // namespace

TEST_CASE("a model with columns of an adjustment by nothing is the model") {
  UnitModel model;
  model.design = MatrixXd::Ones(4, 1);
  model.tested = MatrixXd::Ones(1, 1);
  const UnitModel same = withColumns(model, MatrixXd());
  CHECK(same.design == model.design);
  CHECK(same.tested == model.tested);
}

TEST_CASE("a row's deviate along its effect is that of its moderated t or F, in every model and with missing values") {
  for (const auto& [name, model] : manyModels()) {
    INFO(name);
    const Fitted fitted = fitAll(noiseOf(name, 40, 15, 3, 0.15), model);
    int told = 0;
    for (Index row = 0; row < 40; ++row) {
      if (!(fitted.rows.df[row] > 0) || std::isnan(fitted.tests.f[row])) continue;
      ++told;
      const auto contrasts = static_cast<double>(fitted.rows.effects.size());
      const double expected =
          contrasts == 1 ? normalDeviate(fitted.tests.t(row, 0), fitted.tests.df[row])
                         : normalDeviateOfF(fitted.tests.f[row], contrasts, fitted.rows.df[row] + fitted.tests.priorDf);
      CHECK(fitted.rows.observed(row) == Approx(expected).epsilon(1e-8).margin(1e-10));
    }
    CHECK(told > 25);
  }
}

TEST_CASE("a row's directions are orthonormal, and its values have nothing of nuisance and levels") {
  for (const auto& [name, model] : manyModels()) {
    INFO(name);
    const EffectRows rows = fitAll(noiseOf(name, 12, 15, 3, 0.1), model).rows;
    for (Index row = 0; row < rows.rows(); ++row) {
      for (std::size_t j = 0; j < rows.effects.size(); ++j) {
        const VectorXd effect = rows.effects[j].col(row);
        CHECK((effect - projected(rows, row, effect)).norm() < 1e-10);
        for (std::size_t k = 0; k < rows.effects.size(); ++k)
          CHECK(effect.dot(rows.effects[k].col(row)) == Approx(j == k ? 1 : 0).margin(1e-10));
      }
      CHECK((rows.values.col(row) - projected(rows, row, rows.values.col(row))).norm() < 1e-10);
      CHECK(rows.squares[row] == Approx(rows.values.col(row).squaredNorm()));
    }
  }
}

TEST_CASE("a row whose units lack a coefficient that is not tested is split by what they tell") {
  UnitModel model = groupModel(12);
  model.design.conservativeResize(Eigen::NoChange, 4);
  model.design.col(3).setZero();
  model.design(3, 3) = 1;  // a batch of one unit
  model.tested.conservativeResize(4, 1);
  model.tested(3, 0) = 0;
  MatrixXd values = noiseOf("batch", 30, 12, 3, 0);
  values(2, 3) = missing;
  const Fitted fitted = fitAll(values, model);
  CHECK(fitted.rows.df[2] == 11 - 3);
  CHECK(fitted.rows.df[1] == 12 - 4);
  CHECK(fitted.rows.observed(2) ==
        Approx(normalDeviate(fitted.tests.t(2, 0), fitted.tests.df[2])).epsilon(1e-8).margin(1e-10));
  CHECK(fitted.rows.nuisance.at(2).col(2).isZero());
  CHECK(!fitted.rows.nuisance.at(2).col(1).isZero());
}

TEST_CASE("limma's camera with its estimated correlation and its roast are ours, unadjusted and at equal score") {
  const MatrixXd values = columnsFrom(oracle("pairs.values"), 1);
  const auto sets = setsOf(oracle("pairs.members"), "panel");
  Roast roast{oracle("pairs.results"), {}};
  for (std::size_t adjusted = 0; adjusted < 2; ++adjusted) {
    UnitModel model{MatrixXd::Ones(values.cols(), 1), MatrixXd::Ones(1, 1), {}, missing, {}};
    if (adjusted > 0) model = withColumns(model, column(oracle("pairs.score"), "score"));
    const Fitted fitted = fitAll(values, model);
    roast.tests = rotate(fitted.rows, sets, 49999);
    std::vector<double> deviates;
    for (Index row = 0; row < values.rows(); ++row) deviates.push_back(fitted.rows.observed(row));
    for (std::size_t set = 0; set < sets.size(); ++set) {
      const std::size_t result = adjusted * sets.size() + set;
      INFO(adjusted << " " << cellOf(roast.results, result, "panel"));
      roast.compare(result, set, "roast_p", "roast_direction");
      const RowCorrelation estimated = correlationOf(fitted.rows, sets[set]);
      const double theirs = column(roast.results, "correlation")[static_cast<Index>(result)];
      if (!std::isnan(theirs)) CHECK(estimated.correlation == Approx(theirs).epsilon(1e-9).margin(0));
      const SetTest test = testSet(deviates, {sets[set].begin(), sets[set].end()}, SetStatistic::Values,
                                   std::max(0.0, estimated.correlation), estimated.df);
      CHECK(test.p == Approx(column(roast.results, "p")[static_cast<Index>(result)]).epsilon(1e-9).margin(0));
    }
  }
}

TEST_CASE("limma's roast with random blocks is ours") {
  const TsvFile units = oracle("sets.units", "blocks");
  UnitModel model;
  model.design = columnsFrom(units, 2);
  model.tested = MatrixXd::Identity(model.design.cols(), 2).rightCols(1);
  for (const double block : column(units, "block")) model.blocks.push_back(static_cast<int>(block));
  model.correlation = column(units, "correlation")[0];
  const auto sets = setsOf(oracle("sets.members", "blocks"), "set");
  const Fitted fitted = fitAll(columnsFrom(oracle("sets.values", "blocks"), 1), model);
  const Roast roast{oracle("sets.results", "blocks"), rotate(fitted.rows, sets, 49999)};
  for (std::size_t set = 0; set < sets.size(); ++set) roast.compare(set, set, "p", "direction");
}

TEST_CASE("sets of rows that do not change have uniform p, whatever the model, also when they go together") {
  constexpr int studies = 150;
  const int threads = omp_get_max_threads();
  omp_set_num_threads(1);  // many small studies
  const std::map<std::string, UnitModel> models{{"covariate", groupModel(15)},
                                                {"course", courseModel(5, missing)},
                                                {"course of random blocks", courseModel(5, 0.33)},
                                                {"random blocks", oneContrast(courseModel(5, 0.33))}};
  for (const auto& [name, model] : models) {
    for (const double lost : {0.0, 0.15}) {
      INFO(name << ", missing " << lost);
      std::vector<double> p;
      for (int study = 0; study < studies; ++study) {
        const int size = model.blocks.empty() ? 1 : 3;
        MatrixXd values = noiseOf(name + std::to_string(study), 30, 15, size, lost);
        const Fitted fitted = fitAll(values, model);
        std::vector<Index> set;
        for (Index row = 0; row < 10; ++row) {
          if (!std::isnan(fitted.tests.f[row]) && fitted.rows.df[row] > 0) set.push_back(row);
        }
        p.push_back(rotate(fitted.rows, {set}, 999).front().p);
      }
      CHECK(distanceFromUniform(p) < 1.628 / std::sqrt(studies));
    }
  }
  omp_set_num_threads(threads);
}

TEST_CASE("rows that change are found by t and F, and rotations are the same on one thread and on many") {
  MatrixXd values = noiseOf("change", 60, 24, 3, 0.1);
  for (Index unit = 0; unit < 24; ++unit) {
    if (unit % 3 == 2) values.col(unit).segment(20, 10).array() -= 3;
  }
  std::vector<Index> moved(10), others(10);
  std::iota(moved.begin(), moved.end(), 20);
  std::iota(others.begin(), others.end(), 40);
  for (const bool course : {true, false}) {
    UnitModel model = courseModel(8, missing);
    if (!course) model.tested = MatrixXd(model.tested.col(1));
    const EffectRows rows = fitAll(values, model).rows;
    const int threads = omp_get_max_threads();
    omp_set_num_threads(1);
    const auto one = rotate(rows, {moved, others, {}}, 999);
    omp_set_num_threads(3);
    const auto many = rotate(rows, {moved, others, {}}, 999);
    omp_set_num_threads(threads);
    CHECK(one[0].p == Approx(0.001));
    CHECK((one[0].meanDeviate > 0) == course);
    CHECK(one[1].p > 0.01);
    CHECK(std::isnan(one[2].p));
    for (std::size_t i = 0; i < 2; ++i) CHECK(one[i].p == many[i].p);
  }
  CHECK(std::isnan(rotate(EffectRows(5), {{}}, 99).front().p));
}

TEST_CASE("a set is drawn for until 200 rotations are as far out as it is, and alone it gets the same p") {
  const EffectRows rows = fitAll(noiseOf("early", 40, 24, 1, 0), groupModel(24)).rows;
  std::vector<std::vector<Index>> sets;
  for (Index first = 0; first < 40; ++first) sets.push_back({first});
  const auto all = rotate(rows, sets, 4999);
  int early = 0;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const double whole = rotate(rows, {sets[i]}, 199).front().p;  // 199 rotations are never too many
    INFO(all[i].p << " " << whole);
    CHECK(std::abs(all[i].p - whole) < 4 * std::sqrt(whole * (1 - whole) * 2 / 199) + 0.01);
    const double draws = 200 / all[i].p;
    if (all[i].p >= 0.05) {
      CHECK(draws == Approx(std::round(draws)).epsilon(1e-9));
      ++early;
    } else if (all[i].p < 0.03) {
      CHECK(all[i].p * 5000 == Approx(std::round(all[i].p * 5000)).epsilon(1e-9));
    }
    CHECK(rotate(rows, {sets[i]}, 4999).front().p == all[i].p);
  }
  CHECK(early > 20);
}

TEST_CASE("normal deviates of t and F are as far out as the exact ones") {
  // Exact: qnorm(pt(t, df)) of R.
  CHECK(normalDeviate(2, 3) == Approx(1.478306).margin(8e-4));
  CHECK(normalDeviate(-3, 10) == Approx(-2.474463).margin(1e-6));
  CHECK(normalDeviate(0, 5) == 0);
  CHECK(normalDeviate(1.7, std::numeric_limits<double>::infinity()) == 1.7);
  CHECK(std::isnan(normalDeviate(missing, 4)));
  CHECK(std::isnan(normalDeviateOfF(missing, 2, 4)));
  for (const double above : {2.0, 3.0, 5.0}) {
    for (const double below : {6.0, 20.0, std::numeric_limits<double>::infinity()}) {
      for (const double p : {0.99, 0.5, 0.1, 0.01, 0.001, 1e-4}) {
        const double exact = -studentQuantile(p, std::numeric_limits<double>::infinity());
        const double ours = normalDeviateOfF(fisherUpperQuantile(p, above, below), above, below);
        INFO(above << " " << below << " " << p << ": " << ours << " " << exact);
        CHECK(std::abs(ours - exact) < 0.04);
      }
      // Where its terms vanish, and beyond what is told.
      CHECK(normalDeviateOfF(1 - 1e-9, above, below) == Approx(normalDeviateOfF(1 + 1e-9, above, below)).margin(1e-7));
      for (const double f : {0.0, 1e-20, 1e20}) CHECK(std::isfinite(normalDeviateOfF(f, above, below)));
    }
  }
}
