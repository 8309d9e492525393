#include "vescargo/stats/medianPolish.h"

#include <algorithm>
#include <cmath>

#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

constexpr int mostRounds = 50;

std::vector<double> valuesOf(const Eigen::Ref<const Eigen::VectorXd>& values) { return {values.begin(), values.end()}; }

}  // namespace

Eigen::MatrixXd withoutRowEffects(const Eigen::MatrixXd& log2, const std::vector<std::size_t>& rows, double settled) {
  Eigen::MatrixXd values(static_cast<Eigen::Index>(rows.size()), log2.cols());
  for (std::size_t i = 0; i < rows.size(); ++i)
    values.row(static_cast<Eigen::Index>(i)) = log2.row(static_cast<Eigen::Index>(rows[i]));
  Eigen::VectorXd effects = Eigen::VectorXd::Zero(values.rows());
  for (int round = 0; round < mostRounds; ++round) {
    Eigen::MatrixXd residuals = values.colwise() - effects;
    for (auto column : residuals.colwise()) column.array() -= median(valuesOf(column));
    double largest = 0;
    for (Eigen::Index i = 0; i < residuals.rows(); ++i) {
      const double step = median(valuesOf(residuals.row(i).transpose()));
      // A row that is measured nowhere has no effect.
      if (std::isnan(step)) continue;
      effects[i] += step;
      largest = std::max(largest, std::abs(step));
    }
    if (largest < settled) break;
  }
  if (effects.size() > 0) effects.array() -= median(valuesOf(effects));
  return values.colwise() - effects;
}

}  // namespace vescargo
