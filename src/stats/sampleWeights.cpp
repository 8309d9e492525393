#include "vescargo/stats/sampleWeights.h"

#include <cmath>
#include <limits>
#include <vector>

#include "vescargo/base/Error.h"
#include "vescargo/stats/leastSquares.h"
#include "vescargo/stats/orthonormal.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double priorRows = 10;
constexpr double leastVariance = 1e-15;

/// The step of log variances, whose sum stays 0, by information and score of all of them.
VectorXd stepOf(const MatrixXd& information, const VectorXd& score) {
  MatrixXd sides(score.size(), 2);
  sides << score, VectorXd::Ones(score.size());
  const MatrixXd solved = solveSymmetricColumns(information, sides);
  return solved.col(0) - solved.col(1) * (solved.col(0).sum() / solved.col(1).sum());
}

/// What a row's own variance takes from the information.
void takeOutScale(const VectorXd& withScale, MatrixXd& information) {
  information -= withScale * withScale.transpose() / withScale.sum();
}

/// Residuals of some rows (units x rows) times the root of the weights, and what the design takes of each unit.
struct WeightedFit {
  MatrixXd basis, residuals;
  VectorXd leverage;
};

WeightedFit fitWeighted(const MatrixXd& y, const MatrixXd& design, const VectorXd& weights) {
  const VectorXd roots = weights.cwiseSqrt();
  WeightedFit fit{orthonormalBasis(roots.asDiagonal() * design).vectors, roots.asDiagonal() * y, {}};
  fit.residuals -= fit.basis * (fit.basis.transpose() * fit.residuals).eval();
  fit.leverage = fit.basis.rowwise().squaredNorm();
  return fit;
}

/// Residual variances of the rows that a fit is of.
VectorXd variancesOf(const WeightedFit& fit) {
  const auto df = static_cast<double>(fit.residuals.rows() - fit.basis.cols());
  return fit.residuals.colwise().squaredNorm().transpose() / df;
}

/// Units x rows, without rows that have no residual variance.
MatrixXd varyingRows(const MatrixXd& values, const MatrixXd& design) {
  const MatrixXd y = values.transpose();
  const VectorXd variances = variancesOf(fitWeighted(y, design, VectorXd::Ones(y.rows())));
  std::vector<Index> kept;
  for (Index row = 0; row < variances.size(); ++row) {
    if (variances[row] >= leastVariance) kept.push_back(row);
  }
  return y(Eigen::all, kept);
}

/// All rows at once.
VectorXd weighTogether(const MatrixXd& values, const MatrixXd& design) {
  constexpr int mostIterations = 50;
  constexpr double tolerance = 1e-5;
  const MatrixXd y = varyingRows(values, design);
  const auto rows = static_cast<double>(y.cols());
  VectorXd logVariance = VectorXd::Zero(y.rows()), weights = VectorXd::Ones(y.rows());
  if (y.cols() < 2) return weights;
  double last = std::numeric_limits<double>::infinity();
  for (int iteration = 0; iteration < mostIterations; ++iteration) {
    const WeightedFit fit = fitWeighted(y, design, weights);
    MatrixXd information = (fit.basis * fit.basis.transpose()).cwiseAbs2();
    information.diagonal().array() += 1 - 2 * fit.leverage.array();
    takeOutScale(information.rowwise().sum(), information);
    information *= rows;
    information.diagonal().array() += priorRows;
    const VectorXd score = fit.residuals.cwiseAbs2() * variancesOf(fit).cwiseInverse() -
                           rows * (1 - fit.leverage.array()).matrix() + priorRows * (weights.array() - 1).matrix();
    const VectorXd step = stepOf(information, score);
    const double change = score.dot(step) / static_cast<double>(y.rows() - 1) / (rows + priorRows);
    if (!(change < last)) break;
    last = change;
    logVariance += step;
    weights = (-logVariance).array().exp();
    if (change < tolerance) break;
  }
  return weights;
}

std::vector<Index> measuredUnits(const MatrixXd& values, Index row) {
  std::vector<Index> measured;
  for (Index unit = 0; unit < values.cols(); ++unit) {
    if (std::isfinite(values(row, unit))) measured.push_back(unit);
  }
  return measured;
}

VectorXd weighOneByOne(const MatrixXd& values, const MatrixXd& design) {
  const Index units = values.cols();
  VectorXd logVariance = VectorXd::Zero(units), weights = VectorXd::Ones(units);
  MatrixXd information = priorRows * MatrixXd::Identity(units, units);
  for (Index row = 0; row < values.rows(); ++row) {
    const auto measured = measuredUnits(values, row);
    if (measured.size() <= 2) continue;
    const WeightedFit fit =
        fitWeighted(values.row(row)(measured).transpose(), design(measured, Eigen::all), weights(measured));
    const double variance = variancesOf(fit)[0];
    if (fit.residuals.rows() < fit.basis.cols() + 2 || !(variance >= leastVariance)) continue;
    VectorXd left = VectorXd::Zero(units), score = VectorXd::Zero(units);
    left(measured) = (1 - fit.leverage.array()).matrix();
    score(measured) = fit.residuals.col(0).cwiseAbs2() / variance;
    information.diagonal() += left;
    takeOutScale(left, information);
    logVariance += stepOf(information, score - left);
    weights = (-logVariance).array().exp();
  }
  return weights;
}

}  // namespace

VectorXd sampleWeights(const MatrixXd& values, const MatrixXd& design) {
  if (design.rows() != values.cols())
    throw Error(ExitCode::DoNotFit, "weights of samples", "the design is not of these samples",
                "give it a row a sample");
  const Index rank = orthonormalBasis(design).vectors.cols();
  if (values.rows() < 2 || values.cols() < rank + 2) return VectorXd::Ones(values.cols());
  return values.allFinite() ? weighTogether(values, design) : weighOneByOne(values, design);
}

}  // namespace vescargo
