#include "vescargo/stats/unitModel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "vescargo/base/Error.h"
#include "vescargo/base/parallelFor.h"
#include "vescargo/stats/BlockNumbers.h"
#include "vescargo/stats/leastSquares.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;

/// Takes out the part of each block along its level, `level` by unit.
void takeOutLevels(const BlockNumbers& blocks, const VectorXd& level, MatrixXd& columns) {
  const VectorXd squares = blocks.sums(level.cwiseAbs2());
  for (Index j = 0; j < columns.cols(); ++j) {
    const double length = columns.col(j).norm();
    const VectorXd part = blocks.sums(columns.col(j).cwiseProduct(level)).cwiseQuotient(squares);
    for (Index i = 0; i < columns.rows(); ++i) columns(i, j) -= level[i] * part[blocks.of[static_cast<std::size_t>(i)]];
    if (columns.col(j).norm() <= 1e-12 * length) columns.col(j).setZero();
  }
}

void decorrelate(const BlockNumbers& blocks, double r, MatrixXd& columns) {
  const VectorXd k = blocks.sizes;
  const VectorXd part = (1 - ((1 - r) / (1 - r + k.array() * r)).sqrt()) / k.array();
  const double scale = 1 / std::sqrt(1 - r);
  for (Index j = 0; j < columns.cols(); ++j) {
    const VectorXd shrunk = blocks.sums(columns.col(j)).cwiseProduct(part);
    for (Index i = 0; i < columns.rows(); ++i)
      columns(i, j) = (columns(i, j) - shrunk[blocks.of[static_cast<std::size_t>(i)]]) * scale;
  }
}

void checkUnits(const MatrixXd& values, const UnitModel& model) {
  const char* where = "linear model";
  const auto units = static_cast<std::size_t>(values.cols());
  if ((!model.blocks.empty() && model.blocks.size() != units) ||
      (model.weights.size() > 0 && model.weights.size() != values.cols()))
    throw Error(ExitCode::DoNotFit, where, "blocks or weights are not as many as the units", "give one a unit");
  if (model.weights.size() > 0 && !(model.weights.allFinite() && (model.weights.array() > 0).all()))
    throw Error(ExitCode::BadParameter, where, "a weight is not above 0", "leave the unit out");
  if (model.blocks.empty() || std::isnan(model.correlation)) return;
  const double largest = BlockNumbers(model.blocks).sizes.maxCoeff();
  if (!(model.correlation < 1 && 1 + (largest - 1) * model.correlation > 0))
    throw Error(ExitCode::BadParameter, where, "blocks of this size cannot have this correlation",
                "give one below 1 and above 1 / (1 - the largest block)");
}

/// Rows that have the same units measured.
LinearFit fitSame(const MatrixXd& values, const UnitModel& model) {
  const WhitenedUnits whitened = whitenUnits(values.transpose(), model);
  LinearFit fit = fitRows(whitened.values.transpose(), whitened.design, model.tested);
  const auto taken = static_cast<double>(blockDf(model));
  for (Index row = 0; row < values.rows(); ++row) {
    fit.meanLog2[row] = values.row(row).mean();
    if (taken == 0) continue;
    const double left = fit.df[row] - taken;
    fit.variances[row] = left > 0 ? fit.variances[row] * fit.df[row] / left : std::numeric_limits<double>::quiet_NaN();
    fit.df[row] = std::max(left, 0.0);
  }
  return fit;
}

}  // namespace

UnitModel keepUnits(const UnitModel& model, const std::vector<Index>& kept) {
  UnitModel some{model.design(kept, Eigen::all), model.tested, {}, model.correlation, {}};
  if (!model.blocks.empty()) {
    for (const Index i : kept) some.blocks.push_back(model.blocks[static_cast<std::size_t>(i)]);
  }
  if (model.weights.size() > 0) some.weights = model.weights(kept);
  return some;
}

UnitModel withColumns(const UnitModel& model, const MatrixXd& columns) {
  // An adjustment by nothing has no rows either.
  if (columns.cols() == 0) return model;
  UnitModel more = model;
  more.design.conservativeResize(Eigen::NoChange, model.design.cols() + columns.cols());
  more.design.rightCols(columns.cols()) = columns;
  more.tested.conservativeResize(more.design.cols(), Eigen::NoChange);
  more.tested.bottomRows(columns.cols()).setZero();
  return more;
}

UnitModel withinBlocks(UnitModel model) {
  model.correlation = std::numeric_limits<double>::quiet_NaN();
  return model;
}

UnitModel withoutBlocks(UnitModel model) {
  model.blocks.clear();
  return withinBlocks(std::move(model));
}

VectorXd rootWeights(const VectorXd& weights, Index units) {
  return weights.size() > 0 ? VectorXd(weights.cwiseSqrt()) : VectorXd::Ones(units);
}

MatrixXd whiten(const MatrixXd& columns, const UnitModel& model) {
  const VectorXd level = rootWeights(model.weights, columns.rows());
  MatrixXd whitened = columns;
  if (model.weights.size() > 0) whitened = level.asDiagonal() * whitened;
  if (model.blocks.empty()) return whitened;
  const BlockNumbers blocks(model.blocks);
  if (std::isnan(model.correlation))
    takeOutLevels(blocks, level, whitened);
  else
    decorrelate(blocks, model.correlation, whitened);
  return whitened;
}

WhitenedUnits whitenUnits(const MatrixXd& values, const UnitModel& model) {
  MatrixXd both(values.rows(), values.cols() + model.design.cols());
  both << values, model.design;
  const MatrixXd whitened = whiten(both, model);
  return {whitened.leftCols(values.cols()), whitened.rightCols(model.design.cols())};
}

Index blockDf(const UnitModel& model) {
  return std::isnan(model.correlation) ? BlockNumbers(model.blocks).sizes.size() : 0;
}

double untoldSquares(const UnitModel& model, const VectorXd& column) {
  const MatrixXd others = whiten(model.design, model);
  const VectorXd own = whiten(column, model);
  if (others.cols() == 0) return own.squaredNorm();
  return (own - others * solveLeastSquares(others, own).coefficients).squaredNorm();
}

LinearFit fitUnits(const MatrixXd& values, const UnitModel& model) {
  LinearFit fit = emptyFit(values.rows(), model.tested.cols());
  if (model.design.rows() == 0) return fit;
  checkUnits(values, model);
  if (model.blocks.empty() && model.weights.size() == 0) return fitRows(values, model.design, model.tested);
  std::vector<Index> complete, others;
  for (Index row = 0; row < values.rows(); ++row)
    (values.row(row).array().isNaN().any() ? others : complete).push_back(row);
  const LinearFit together = fitSame(values(complete, Eigen::all), model);
  for (std::size_t i = 0; i < complete.size(); ++i) copyRow(together, static_cast<Index>(i), complete[i], fit);
  parallelFor(others.size(), 16, [&](std::size_t i) {
    const Index row = others[i];
    std::vector<Index> measured;
    for (Index unit = 0; unit < values.cols(); ++unit) {
      if (!std::isnan(values(row, unit))) measured.push_back(unit);
    }
    if (measured.empty()) return;
    const MatrixXd own = values.row(row)(measured);
    copyRow(fitSame(own, keepUnits(model, measured)), 0, row, fit);
  });
  return fit;
}

}  // namespace vescargo
