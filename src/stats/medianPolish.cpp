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

}  // namespace

MatrixXd withoutRowEffects(const MatrixXd& log2, const std::vector<std::size_t>& rows, double settled) {
  MatrixXd values = log2(rows, Eigen::all);
  // Rows are read as often as columns, so they lie in a copy of their own.
  const MatrixXd byRow = values.transpose();
  VectorXd effects = VectorXd::Zero(values.rows()), levels = VectorXd::Zero(values.cols());
  VectorXd column(values.rows()), row(values.cols());
  NearMedians ofColumns(values.cols(), values.rows()), ofRows(values.rows(), values.cols());
  for (int round = 0; round < mostRounds; ++round) {
    for (Index c = 0; c < values.cols(); ++c) {
      column = values.col(c) - effects;
      levels[c] = ofColumns.find(c, column, levels[c]);
    }
    double largest = 0;
    for (Index i = 0; i < values.rows(); ++i) {
      row = (byRow.col(i).array() - effects[i]).matrix() - levels;
      const double step = ofRows.find(i, row, 0);
      // A row that is measured nowhere has no effect.
      if (std::isnan(step)) continue;
      effects[i] += step;
      largest = std::max(largest, std::abs(step));
    }
    if (largest < settled) break;
  }
  if (effects.size() > 0) effects.array() -= median({effects.begin(), effects.end()});
  values.colwise() -= effects;
  return values;
}

}  // namespace vescargo
