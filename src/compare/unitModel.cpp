#include "vescargo/compare/unitModel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "vescargo/stats/leastSquares.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Columns less their means over the units of each block, 0 where only rounding is left; returns the number of blocks.
Index centre(const std::vector<int>& blocks, MatrixXd& columns) {
  const Eigen::RowVectorXd lengths = columns.colwise().norm();
  std::map<int, std::vector<Index>> units;
  for (std::size_t i = 0; i < blocks.size(); ++i) units[blocks[i]].push_back(static_cast<Index>(i));
  for (const auto& [block, of] : units) {
    const Eigen::RowVectorXd mean = columns(of, Eigen::all).colwise().mean();
    for (const Index i : of) columns.row(i) -= mean;
  }
  for (Index j = 0; j < columns.cols(); ++j) {
    if (columns.col(j).norm() <= 1e-12 * lengths[j]) columns.col(j).setZero();
  }
  return static_cast<Index>(units.size());
}

/// Rows that have the same units measured.
LinearFit fitBlocks(const MatrixXd& values, const UnitModel& model) {
  MatrixXd y = values.transpose(), design = model.design;
  centre(model.blocks, y);
  const auto blocks = static_cast<double>(centre(model.blocks, design));
  LinearFit fit = fitRows(y.transpose(), design, model.tested);
  for (Index row = 0; row < values.rows(); ++row) {
    const double left = fit.df[row] - blocks;
    fit.variances[row] = left > 0 ? fit.variances[row] * fit.df[row] / left : std::numeric_limits<double>::quiet_NaN();
    fit.df[row] = std::max(left, 0.0);
    fit.meanLog2[row] = values.row(row).mean();
  }
  return fit;
}

}  // namespace

UnitModel unitModel(const Study& study, const Contrast& contrast) {
  UnitModel model{contrast.design, contrast.tested, {}};
  if (contrast.kind != ContrastKind::Course) return model;
  for (const std::size_t sample : contrast.samples) {
    const auto at = std::find(study.subjects.begin(), study.subjects.end(), study.samples[sample].subject);
    model.blocks.push_back(static_cast<int>(at - study.subjects.begin()));
  }
  return model;
}

UnitModel keepUnits(const UnitModel& model, const std::vector<Index>& kept) {
  UnitModel some{model.design(kept, Eigen::all), model.tested, {}};
  if (model.blocks.empty()) return some;
  for (const Index i : kept) some.blocks.push_back(model.blocks[static_cast<std::size_t>(i)]);
  return some;
}

UnitModel withScore(const UnitModel& model, const VectorXd& score) {
  UnitModel more = model;
  more.design.conservativeResize(Eigen::NoChange, model.design.cols() + 1);
  more.design.rightCols(1) = score;
  more.tested.conservativeResize(more.design.cols(), Eigen::NoChange);
  more.tested.bottomRows(1).setZero();
  return more;
}

MatrixXd unitValues(const MatrixXd& log2, const Contrast& contrast) {
  MatrixXd values(log2.rows(), static_cast<Index>(contrast.units()));
  for (std::size_t i = 0; i < contrast.pairs.size(); ++i)
    values.col(static_cast<Index>(i)) =
        log2.col(static_cast<Index>(contrast.pairs[i].after)) - log2.col(static_cast<Index>(contrast.pairs[i].before));
  for (std::size_t i = 0; i < contrast.samples.size(); ++i)
    values.col(static_cast<Index>(i)) = log2.col(static_cast<Index>(contrast.samples[i]));
  return values;
}

double untoldSquares(const UnitModel& model, const VectorXd& score) {
  MatrixXd columns = withScore(model, score).design;
  if (!model.blocks.empty()) centre(model.blocks, columns);
  const MatrixXd others = columns.leftCols(model.design.cols());
  const VectorXd own = columns.rightCols(1);
  return (own - others * solveLeastSquares(others, own).coefficients).squaredNorm();
}

LinearFit fitUnits(const MatrixXd& values, const UnitModel& model) {
  LinearFit fit = emptyFit(values.rows(), model.tested.cols());
  if (model.design.rows() == 0) return fit;
  if (model.blocks.empty()) return fitRows(values, model.design, model.tested);
  std::vector<Index> complete, others;
  for (Index row = 0; row < values.rows(); ++row)
    (values.row(row).array().isNaN().any() ? others : complete).push_back(row);
  const LinearFit together = fitBlocks(values(complete, Eigen::all), model);
  for (std::size_t i = 0; i < complete.size(); ++i) copyRow(together, static_cast<Index>(i), complete[i], fit);
#pragma omp parallel for schedule(dynamic, 16)
  for (const Index row : others) {
    std::vector<Index> measured;
    for (Index unit = 0; unit < values.cols(); ++unit) {
      if (!std::isnan(values(row, unit))) measured.push_back(unit);
    }
    if (measured.empty()) continue;
    const MatrixXd own = values.row(row)(measured);
    copyRow(fitBlocks(own, keepUnits(model, measured)), 0, row, fit);
  }
  return fit;
}

}  // namespace vescargo
