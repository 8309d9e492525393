#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "stats/oracle.h"
#include "vescargo/base/Error.h"
#include "vescargo/base/Random.h"
#include "vescargo/stats/sampleWeights.h"

using namespace vescargo;
using namespace vescargo::test;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Rows of noise, of which the last unit has `deviation` times as much.
MatrixXd noiseOf(Index rows, Index units, double deviation) {
  Random random(3, "weights of units");
  MatrixXd values(rows, units);
  for (Index row = 0; row < rows; ++row) {
    for (Index unit = 0; unit < units; ++unit)
      values(row, unit) = random.normal() * (unit + 1 == units ? deviation : 1);
  }
  return values;
}

double worst(const VectorXd& ours, const VectorXd& theirs) {
  return (ours.array() / theirs.array() - 1).abs().maxCoeff();
}

}  // namespace

TEST_CASE("limma's weights of arrays are ours, of complete rows and with missing values") {
  const std::string name = GENERATE("mean", "groups", "missing", "few");
  INFO(name);
  const TsvFile units = oracle("weights_" + name + ".units", "blocks");
  const VectorXd ours =
      sampleWeights(columnsFrom(oracle("weights_" + name + ".values", "blocks"), 1), columnsFrom(units, 1));
  CHECK(worst(ours, column(units, "weight")) < 1e-9);
  CHECK(ours.maxCoeff() / ours.minCoeff() > 2);
}

TEST_CASE("a unit of twice the noise has about a quarter of the others' weight, and weights have geometric mean 1") {
  MatrixXd values = noiseOf(2000, 8, 2);
  const VectorXd together = sampleWeights(values, MatrixXd::Ones(8, 1));
  values(0, 3) = std::nan("");
  const VectorXd oneByOne = sampleWeights(values, MatrixXd::Ones(8, 1));
  for (const VectorXd& weights : {together, oneByOne}) {
    CHECK(weights[7] / std::exp(weights.head(7).array().log().mean()) == Approx(0.25).epsilon(0.06));
    CHECK(weights.array().log().sum() == Approx(0).margin(1e-10));
  }
}

TEST_CASE("rows without residual variance, and a column that others tell, change no weight") {
  const MatrixXd values = noiseOf(40, 6, 3);
  const MatrixXd one = MatrixXd::Ones(6, 1), twice = MatrixXd::Ones(6, 2);
  MatrixXd more(42, 6);
  more << values, MatrixXd::Constant(1, 6, 7), MatrixXd::Zero(1, 6);
  CHECK(worst(sampleWeights(more, one), sampleWeights(values, one)) < 1e-12);
  CHECK(worst(sampleWeights(values, twice), sampleWeights(values, one)) < 1e-12);
  MatrixXd lacking = values, lackingMore = more;
  lacking(0, 0) = lackingMore(0, 0) = std::nan("");
  lackingMore.row(41).tail(4).setConstant(std::nan(""));
  CHECK(worst(sampleWeights(lackingMore, one), sampleWeights(lacking, one)) < 1e-12);
}

TEST_CASE("too few rows or units have weights of 1, and a design of other units is refused") {
  const MatrixXd values = noiseOf(10, 4, 3);
  CHECK(sampleWeights(values.topRows(1), MatrixXd::Ones(4, 1)) == VectorXd::Ones(4));
  CHECK(sampleWeights(values, MatrixXd::Identity(4, 3)) == VectorXd::Ones(4));
  CHECK(sampleWeights(values * 0, MatrixXd::Ones(4, 1)) == VectorXd::Ones(4));
  try {
    sampleWeights(values, MatrixXd::Ones(5, 1));
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(error.code() == ExitCode::DoNotFit);
    CHECK(std::string(error.what()) ==
          "weights of samples: the design is not of these samples; give it a row a sample");
  }
}
