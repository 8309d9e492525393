#include "vescargo/stats/medianPolish.h"

#include <algorithm>
#include <cmath>

#include "vescargo/stats/NearMedians.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int mostRounds = 50;
constexpr std::size_t rowsAtOnce = 64;

/// Rows lie apart in a table of columns, so some are taken at once, each as a column.
MatrixXd asColumns(const MatrixXd& log2, const std::vector<std::size_t>& rows, std::size_t begin) {
  const auto count = static_cast<Index>(std::min(rowsAtOnce, rows.size() - begin));
  MatrixXd columns(log2.cols(), count);
  for (Index c = 0; c < log2.cols(); ++c) {
    for (Index i = 0; i < count; ++i)
      columns(c, i) = log2(static_cast<Index>(rows[begin + static_cast<std::size_t>(i)]), c);
  }
  return columns;
}

/// One round over the rows; the largest step that an effect made.
double stepRows(const MatrixXd& log2, const std::vector<std::size_t>& rows, const VectorXd& levels, VectorXd& effects,
                NearMedians& medians) {
  double largest = 0;
  VectorXd row(log2.cols());
  for (std::size_t begin = 0; begin < rows.size(); begin += rowsAtOnce) {
    const MatrixXd columns = asColumns(log2, rows, begin);
    for (Index i = 0; i < columns.cols(); ++i) {
      const Index at = static_cast<Index>(begin) + i;
      row = (columns.col(i).array() - effects[at]).matrix() - levels;
      const double step = medians.find(at, row, 0);
      // A row that is measured nowhere has no effect.
      if (std::isnan(step)) continue;
      effects[at] += step;
      largest = std::max(largest, std::abs(step));
    }
  }
  return largest;
}

/// Row effects whose median is 0.
VectorXd rowEffects(const MatrixXd& log2, const std::vector<std::size_t>& rows, double settled) {
  const auto count = static_cast<Index>(rows.size());
  VectorXd effects = VectorXd::Zero(count), levels = VectorXd::Zero(log2.cols()), column(count);
  NearMedians ofColumns(log2.cols(), count), ofRows(count, log2.cols());
  for (int round = 0; round < mostRounds; ++round) {
    for (Index c = 0; c < log2.cols(); ++c) {
      column = log2.col(c)(rows) - effects;
      levels[c] = ofColumns.find(c, column, levels[c]);
    }
    if (stepRows(log2, rows, levels, effects, ofRows) < settled) break;
  }
  if (count > 0) effects.array() -= median({effects.begin(), effects.end()});
  return effects;
}

}  // namespace

MatrixXd withoutRowEffects(const MatrixXd& log2, const std::vector<std::size_t>& rows, double settled) {
  MatrixXd values = log2(rows, Eigen::all);
  values.colwise() -= rowEffects(log2, rows, settled);
  return values;
}

std::vector<double> levelsWithoutRowEffects(const MatrixXd& log2, const std::vector<std::size_t>& rows,
                                            double settled) {
  const VectorXd effects = rowEffects(log2, rows, settled);
  std::vector<double> levels;
  for (Index c = 0; c < log2.cols(); ++c) {
    const VectorXd column = log2.col(c)(rows) - effects;
    levels.push_back(median({column.begin(), column.end()}));
  }
  return levels;
}

}  // namespace vescargo
