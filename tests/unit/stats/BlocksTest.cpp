#include <omp.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "stats/blocksModel.h"
#include "vescargo/base/Error.h"
#include "vescargo/base/Random.h"
#include "vescargo/stats/consensusCorrelation.h"
#include "vescargo/stats/leastSquares.h"
#include "vescargo/stats/moderatedTests.h"
#include "vescargo/stats/unitModel.h"

using namespace vescargo;
using namespace vescargo::test;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

// What tests/oracle/blocks/make.R had limma say. `coreTests -s "*limma*"` prints to how many digits we agree.

namespace {

const double missing = std::nan("");

MatrixXd eigenInverse(const MatrixXd& a) {
  const SymmetricEigen eigen = eigenOfSymmetric(a);
  return eigen.vectors * eigen.values.cwiseInverse().asDiagonal() * eigen.vectors.transpose();
}

double logDeterminant(const MatrixXd& a) { return eigenOfSymmetric(a).values.array().log().sum(); }

std::string messageOf(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return std::to_string(static_cast<int>(error.code())) + " " + error.what();
  }
  return "nothing was thrown";
}

struct Case {
  MatrixXd values;
  UnitModel model;
  TsvFile results;

  explicit Case(const std::string& name)
      : values(columnsFrom(oracle(name + ".values", "blocks"), 1)),
        model(blocksModel(name)),
        results(oracle(name + ".results", "blocks")) {}
};

/// As fitRows of a design with an indicator a block has it.
LinearFit fitWithIndicators(const MatrixXd& values, const UnitModel& model, Index blocks) {
  MatrixXd design = MatrixXd::Zero(model.design.rows(), model.design.cols() + blocks);
  design.leftCols(model.design.cols()) = model.design;
  for (std::size_t i = 0; i < model.blocks.size(); ++i)
    design(static_cast<Index>(i), model.design.cols() + model.blocks[i]) = 1;
  MatrixXd tested = MatrixXd::Zero(design.cols(), model.tested.cols());
  tested.topRows(model.tested.rows()) = model.tested;
  return fitRows(values, design, tested);
}

/// Restricted log likelihood at its best scale, by its formula (Patterson & Thompson 1971).
double restrictedLikelihood(const VectorXd& y, const MatrixXd& design, const std::vector<int>& blocks, double r) {
  MatrixXd covariance = MatrixXd::Identity(y.size(), y.size());
  for (Index i = 0; i < y.size(); ++i) {
    for (Index j = 0; j < y.size(); ++j)
      if (i != j && blocks[static_cast<std::size_t>(i)] == blocks[static_cast<std::size_t>(j)]) covariance(i, j) = r;
  }
  const auto df = static_cast<double>(y.size() - design.cols());
  const MatrixXd inverse = eigenInverse(covariance), information = design.transpose() * inverse * design;
  const VectorXd left = y - design * eigenInverse(information) * (design.transpose() * inverse * y);
  return -0.5 * (logDeterminant(covariance) + logDeterminant(information) + df * std::log(left.dot(inverse * left)));
}

/// Values of a random block effect: rows x blocks of two units.
MatrixXd pairedNoise(const std::string& name, Index rows, Index blocks, double correlation) {
  Random random(11, "blocks", name);
  MatrixXd values(rows, 2 * blocks);
  for (Index row = 0; row < rows; ++row) {
    for (Index block = 0; block < blocks; ++block) {
      const double common = std::sqrt(correlation) * random.normal();
      for (Index i = 0; i < 2; ++i) values(row, 2 * block + i) = common + std::sqrt(1 - correlation) * random.normal();
    }
  }
  return values;
}

std::vector<int> pairsOf(Index blocks) {
  std::vector<int> of;
  for (Index i = 0; i < 2 * blocks; ++i) of.push_back(static_cast<int>(i / 2));
  return of;
}

}  // namespace

TEST_CASE("limma's correlation within blocks is ours, by row and for all") {
  const std::string name =
      GENERATE("pairs", "pairs_missing", "alike", "apart", "course", "course_missing", "weighted", "few");
  INFO(name);
  const Case data(name);
  const VectorXd ours = blockCorrelations(data.values, data.model.design, data.model.blocks, data.model.weights);
  const VectorXd theirs = column(data.results, "correlation");
  CHECK((ours - theirs).cwiseAbs().maxCoeff() < 1e-9);
  const double consensus = consensusCorrelation(data.values, data.model.design, data.model.blocks, data.model.weights);
  CHECK(digits(VectorXd::Constant(1, consensus), VectorXd::Constant(1, data.model.correlation)) > 9);
}

TEST_CASE("limma's fits with blocks that go together, and its t, p and F, are ours") {
  const std::string name = GENERATE("pairs", "alike", "apart", "course", "weighted", "few");
  INFO(name);
  const Case data(name);
  const LinearFit fit = fitUnits(data.values, data.model);
  const ModeratedTests tests = testModerated(fit);
  const MatrixXd deviations = unscaledDeviations(fit);
  CHECK(digits(fit.variances.cwiseSqrt(), column(data.results, "sigma")) > 8);
  CHECK(digits(fit.df, column(data.results, "df")) > 8);
  CHECK(digits(tests.variances, column(data.results, "posterior_variance")) > 8);
  for (Index j = 0; j < fit.estimates.cols(); ++j) {
    const std::string number = std::to_string(j + 1);
    CHECK(digits(fit.estimates.col(j), column(data.results, "estimate" + number)) > 8);
    CHECK(digits(deviations.col(j), column(data.results, "deviation" + number)) > 8);
    CHECK(digits(tests.t.col(j), column(data.results, "t" + number)) > 8);
    CHECK(digits(tests.p.col(j), column(data.results, "p" + number)) > 8);
  }
  CHECK(digits(tests.f, column(data.results, "f")) > 8);
  CHECK(digits(tests.fP, column(data.results, "f_p")) > 8);
}

TEST_CASE("rows with missing values are fitted as generalised least squares of their own units fits them") {
  const std::string name = GENERATE("pairs_missing", "course_missing", "weighted");
  INFO(name);
  const Case data(name);
  const LinearFit fit = fitUnits(data.values, data.model);
  const MatrixXd deviations = unscaledDeviations(fit);
  CHECK(digits(fit.variances.cwiseSqrt(), column(data.results, "exact_sigma")) > 8);
  for (Index j = 0; j < fit.estimates.cols(); ++j) {
    const std::string number = std::to_string(j + 1);
    CHECK(digits(fit.estimates.col(j), column(data.results, "exact_estimate" + number)) > 8);
    CHECK(digits(deviations.col(j), column(data.results, "exact_deviation" + number)) > 8);
  }
}

TEST_CASE("the consensus that we estimate gives limma's t to 1e-6") {
  const Case data("pairs");
  UnitModel model = data.model;
  model.correlation = consensusCorrelation(data.values, model.design, model.blocks);
  CHECK(digits(testModerated(fitUnits(data.values, model)).t.col(0), column(data.results, "t1")) > 6);
}

TEST_CASE("whitened units have errors that are independent and alike") {
  UnitModel model;
  model.blocks = {3, 1, 3, 7, 1, 3, 3, 8};
  model.weights = (VectorXd(8) << 1, 0.5, 2, 1, 3, 1, 0.25, 4).finished();
  for (const double correlation : {-0.3, 0.0, 0.6, 0.98}) {
    model.correlation = correlation;
    MatrixXd covariance(8, 8);
    for (Index i = 0; i < 8; ++i) {
      for (Index j = 0; j < 8; ++j) {
        const bool together = model.blocks[static_cast<std::size_t>(i)] == model.blocks[static_cast<std::size_t>(j)];
        covariance(i, j) = (i == j ? 1 : together ? correlation : 0) / std::sqrt(model.weights[i] * model.weights[j]);
      }
    }
    const MatrixXd root = whiten(MatrixXd::Identity(8, 8), model);
    CHECK((root * covariance * root.transpose() - MatrixXd::Identity(8, 8)).norm() < 1e-12);
  }
}

TEST_CASE("levels of blocks that are taken out are coefficients of the blocks, with missing values and weights too") {
  MatrixXd values = pairedNoise("levels", 12, 6, 0.4);
  for (Index row = 3; row < 12; ++row) values(row, row) = values(row, (3 * row) % 12) = missing;
  UnitModel model;
  model.blocks = pairsOf(6);
  model.blocks[2] = model.blocks[3] = 0;  // a block of four
  model.design = MatrixXd::Zero(12, 2);
  for (Index i = 0; i < 12; ++i) model.design.row(i) << static_cast<double>(i % 2), std::sin(static_cast<double>(i));
  model.tested = MatrixXd::Identity(2, 1);
  const LinearFit ours = fitUnits(values, model), theirs = fitWithIndicators(values, model, 6);
  CHECK(ours.df == theirs.df);
  CHECK((ours.estimates - theirs.estimates).norm() < 1e-10);
  CHECK((ours.variances - theirs.variances).norm() < 1e-10);
  CHECK((unscaledDeviations(ours) - unscaledDeviations(theirs)).norm() < 1e-10);
  CHECK((ours.meanLog2 - theirs.meanLog2).norm() < 1e-10);
  // Weights are relative: with twice the weight everywhere the variance of a unit of weight 1 is twice as large.
  model.weights = VectorXd::LinSpaced(12, 0.5, 3);
  const LinearFit weighted = fitUnits(values, model);
  model.weights *= 2;
  const LinearFit twice = fitUnits(values, model);
  CHECK((weighted.estimates - twice.estimates).norm() < 1e-10);
  CHECK((2 * weighted.variances - twice.variances).norm() < 1e-10);
  CHECK((weighted.estimates - ours.estimates).norm() > 1e-3);
}

TEST_CASE("blocks of one unit, and a correlation of 0, are no blocks") {
  const MatrixXd values = pairedNoise("none", 5, 4, 0.4);
  UnitModel model{MatrixXd::Ones(8, 1), MatrixXd::Ones(1, 1), {}, missing, {}};
  const LinearFit plain = fitUnits(values, model);
  model.blocks = pairsOf(4);
  model.correlation = 0;
  CHECK((fitUnits(values, model).estimates - plain.estimates).norm() < 1e-12);
  CHECK((fitUnits(values, model).variances - plain.variances).norm() < 1e-12);
  model.blocks = {0, 1, 2, 3, 4, 5, 6, 7};
  CHECK(consensusCorrelation(values, model.design, model.blocks) == 0);
  CHECK(blockCorrelations(values, model.design, model.blocks).array().isNaN().all());
}

TEST_CASE("a row's correlation within blocks is where the restricted likelihood is highest") {
  const Case data("course");
  const VectorXd told = blockCorrelations(data.values, data.model.design, data.model.blocks);
  for (Index row = 0; row < told.size(); ++row) {
    INFO("row " << row << ": " << told[row]);
    const auto at = [&](double r) {
      return restrictedLikelihood(data.values.row(row).transpose(), data.model.design, data.model.blocks, r);
    };
    // Where a row's correlation is held at an end the likelihood falls from there on.
    if (told[row] > -0.47 && told[row] < 0.9899)
      CHECK(at(told[row]) > std::max(at(told[row] - 0.02), at(told[row] + 0.009)));
    else
      CHECK(at(told[row]) > at(told[row] * 0.95));
  }
}

TEST_CASE("the consensus is near the correlation that values were made with, whatever the threads") {
  const MatrixXd values = pairedNoise("recovered", 400, 40, 0.6);
  const MatrixXd design = MatrixXd::Ones(80, 1);
  const int threads = omp_get_max_threads();
  omp_set_num_threads(1);
  const double one = consensusCorrelation(values, design, pairsOf(40));
  omp_set_num_threads(3);
  CHECK(consensusCorrelation(values, design, pairsOf(40)) == one);
  omp_set_num_threads(threads);
  CHECK(one == Approx(0.6).margin(0.015));
}

TEST_CASE("rows that tell no correlation are passed over") {
  MatrixXd values = pairedNoise("few", 5, 6, 0.5);
  MatrixXd design(12, 2);
  for (Index i = 0; i < 12; ++i) design.row(i) << 1, static_cast<double>(i % 2);
  values.row(0).head(8).setConstant(missing);                                   // no more units than coefficients + 2
  for (Index i = 0; i < 12; i += 2) values(1, i + (i == 0 ? 0 : 1)) = missing;  // one unit a block
  values.row(2).setConstant(7);                                                 // no residuals
  values.row(3).setConstant(missing);
  const VectorXd told = blockCorrelations(values, design, pairsOf(6));
  CHECK(told.head(4).array().isNaN().all());
  CHECK(std::abs(told[4]) <= 0.99);
  CHECK(consensusCorrelation(values, design, pairsOf(6)) == Approx(told[4]).epsilon(1e-12));
  CHECK(consensusCorrelation(values.topRows(4), design, pairsOf(6)) == 0);
  // Without coefficients nothing is taken out.
  CHECK(std::abs(blockCorrelations(values.row(4), MatrixXd::Zero(12, 1), pairsOf(6))[0]) <= 0.99);
  // A design that has the blocks in it leaves nothing of them.
  MatrixXd levels = MatrixXd::Zero(12, 6);
  for (Index i = 0; i < 12; ++i) levels(i, i / 2) = 1;
  CHECK(blockCorrelations(pairedNoise("few", 1, 6, 0.5), levels, pairsOf(6)).array().isNaN().all());
}

TEST_CASE("models whose units do not fit together are refused") {
  const MatrixXd values = pairedNoise("refused", 2, 2, 0.5);
  const UnitModel good{MatrixXd::Ones(4, 1), MatrixXd::Ones(1, 1), {0, 0, 1, 1}, 0.5, VectorXd::Ones(4)};
  const auto faultOf = [&](const auto& spoil) {
    UnitModel model = good;
    spoil(model);
    return messageOf([&] { fitUnits(values, model); });
  };
  CHECK(faultOf([](UnitModel&) {}) == "nothing was thrown");
  CHECK(faultOf([](UnitModel& model) { model.blocks.pop_back(); }) ==
        "11 linear model: blocks or weights are not as many as the units; give one a unit");
  CHECK(faultOf([](UnitModel& model) { model.weights.conservativeResize(3); }).starts_with("11 linear model: blocks"));
  CHECK(faultOf([](UnitModel& model) { model.weights[1] = 0; }) ==
        "6 linear model: a weight is not above 0; leave the unit out");
  CHECK(faultOf([](UnitModel& model) { model.correlation = -1; }) ==
        "6 linear model: blocks of this size cannot have this correlation; give one below 1 and above 1 / (1 - the "
        "largest block)");
  CHECK(faultOf([](UnitModel& model) { model.correlation = 1; }).starts_with("6 linear model: blocks of this size"));
}
