#include "vescargo/compare/rotatePanels.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "vescargo/base/Random.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int chunk = 128;

/// What rotations need of the rows that are in any panel.
struct RotatedRows {
  MatrixXd values, nuisance, measured;  ///< pairs x rows
  VectorXd squares, df, posteriorDf;
  VariancePrior prior;

  /// Normal deviates of the rows' t, from the part of their values that is along a direction.
  double deviate(Index row, double along) const {
    const double residual = std::max(0.0, (squares[row] - along * along) / df[row]);
    const VariancePrior posterior = moderateVariance(residual, df[row], prior, posteriorDf[row]);
    return normalDeviate(along / std::sqrt(posterior.variance), posteriorDf[row]);
  }

  /// Random directions (of `count`) x rows.
  MatrixXd rotated(int number, int count) const {
    Random random(1, "rotations of panels", std::to_string(number));
    MatrixXd directions(count, values.rows());
    for (Index i = 0; i < directions.rows(); ++i) {
      for (Index j = 0; j < directions.cols(); ++j) directions(i, j) = random.normal();
    }
    MatrixXd deviates = directions * values;
    const MatrixXd lengths = directions.cwiseAbs2() * measured - MatrixXd((directions * nuisance).cwiseAbs2());
    for (Index row = 0; row < deviates.cols(); ++row) {
      for (Index i = 0; i < deviates.rows(); ++i)
        deviates(i, row) = deviate(row, deviates(i, row) / std::sqrt(lengths(i, row)));
    }
    return deviates;
  }
};

RotatedRows rotatedRows(const PairedModel& model, const std::vector<Index>& rows) {
  RotatedRows taken{model.values(rows, Eigen::all).transpose(),
                    model.nuisance(rows, Eigen::all).transpose(),
                    model.measured(rows, Eigen::all).transpose(),
                    {},
                    model.df(rows),
                    model.posteriorDf(rows),
                    model.prior};
  taken.squares = taken.values.colwise().squaredNorm();
  return taken;
}

/// Panels as columns of the rotated rows.
struct RotatedPanels {
  std::vector<Index> rows;                  ///< of the model, each once
  std::vector<std::vector<Index>> columns;  ///< by panel
  std::vector<double> means;                ///< of the deviates, by panel
};

RotatedPanels rotatedPanels(const PairedModel& model, const std::vector<std::vector<Index>>& panels) {
  std::map<Index, Index> columnOf;
  for (const auto& panel : panels) {
    for (const Index row : panel) {
      if (std::isfinite(model.t[row])) columnOf.emplace(row, 0);
    }
  }
  RotatedPanels taken;
  for (auto& [row, column] : columnOf) {
    column = static_cast<Index>(taken.rows.size());
    taken.rows.push_back(row);
  }
  for (const auto& panel : panels) {
    double sum = 0;
    taken.columns.emplace_back();
    for (const Index row : std::set<Index>(panel.begin(), panel.end())) {
      if (!columnOf.contains(row)) continue;
      taken.columns.back().push_back(columnOf.at(row));
      sum += normalDeviate(model.t[row], model.posteriorDf[row]);
    }
    taken.means.push_back(sum / static_cast<double>(taken.columns.back().size()));
  }
  return taken;
}

/// How often a panel's mean was as high and as low in rotations and their opposites.
struct Reached {
  long high = 0, low = 0;
};

Reached countReached(const MatrixXd& deviates, const std::vector<Index>& columns, double bar) {
  Eigen::ArrayXd means = Eigen::ArrayXd::Zero(deviates.rows());
  for (const Index column : columns) means += deviates.col(column).array();
  means /= static_cast<double>(columns.size());
  return {(means >= bar).count() + (means <= -bar).count(), (means <= bar).count() + (means >= -bar).count()};
}

}  // namespace

std::vector<RotationTest> rotatePanels(const PairedModel& model, const std::vector<std::vector<Index>>& panels,
                                       int rotations) {
  const RotatedPanels taken = rotatedPanels(model, panels);
  const RotatedRows rows = rotatedRows(model, taken.rows);
  const int chunks = taken.rows.empty() ? 0 : (rotations + chunk - 1) / chunk;
  std::vector<std::vector<Reached>> reached(static_cast<std::size_t>(chunks), std::vector<Reached>(panels.size()));
#pragma omp parallel for schedule(dynamic)
  for (int number = 0; number < chunks; ++number) {
    const MatrixXd deviates = rows.rotated(number, std::min(chunk, rotations - number * chunk));
    for (std::size_t i = 0; i < panels.size(); ++i) {
      if (!taken.columns[i].empty())
        reached[static_cast<std::size_t>(number)][i] = countReached(deviates, taken.columns[i], taken.means[i]);
    }
  }
  std::vector<RotationTest> tests(panels.size());
  for (std::size_t i = 0; i < panels.size(); ++i) {
    if (taken.columns[i].empty()) continue;
    Reached sum;
    for (const auto& part : reached) {
      sum.high += part[i].high;
      sum.low += part[i].low;
    }
    const double p = static_cast<double>(std::min(sum.high, sum.low) + 1) / (rotations + 1);
    tests[i] = {taken.means[i], std::min(1.0, p), 1.0 / (rotations + 1)};
  }
  return tests;
}

}  // namespace vescargo
