#include "vescargo/stats/effectRows.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "vescargo/stats/leastSquares.h"
#include "vescargo/stats/orthonormal.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// A row's design turned so that its last columns are the tested contrasts alone.
struct Directions {
  MatrixXd nuisance, effects;  ///< orthonormal columns
};

/// With the coefficients split into what the contrasts say and what is orthogonal to them, the effect is what the
/// contrasts' own columns add to the others (Frisch & Waugh 1933). Columns that a row's units cannot tell from those
/// before them are left out.
Directions directionsOf(const MatrixXd& design, const MatrixXd& tested) {
  const Index coefficients = design.cols(), contrasts = tested.cols();
  const MatrixXd turn = orthogonalOf(factorQr(tested));
  const MatrixXd turned = design * turn;
  MatrixXd ordered(design.rows(), coefficients);
  ordered << turned.rightCols(coefficients - contrasts), turned.leftCols(contrasts);
  const OrthonormalBasis basis = orthonormalBasis(ordered);
  const auto others = std::count_if(basis.kept.begin(), basis.kept.end(),
                                    [&](Index column) { return column < coefficients - contrasts; });
  Directions directions{basis.vectors.leftCols(others), basis.vectors.rightCols(basis.vectors.cols() - others)};
  if (contrasts == 1 && tested.col(0).dot(turn.col(0)) < 0) directions.effects = -directions.effects;
  return directions;
}

/// The columns of a part of the units, at their places among all.
MatrixXd spread(const MatrixXd& columns, const std::vector<Index>& units, Index all) {
  MatrixXd whole = MatrixXd::Zero(all, columns.cols());
  for (std::size_t i = 0; i < units.size(); ++i) whole.row(units[i]) = columns.row(static_cast<Index>(i));
  return whole;
}

void setRow(const EffectRow& row, Index at, EffectRows& rows) {
  const MatrixXd design = whiten(row.model.design, row.model);
  VectorXd y = whiten(row.values, row.model);
  const Directions directions = directionsOf(design, row.model.tested);
  y -= directions.nuisance * (directions.nuisance.transpose() * y);
  const Index all = rows.units();
  rows.values.col(at) = spread(y, row.units, all);
  const MatrixXd nuisance = spread(directions.nuisance, row.units, all);
  for (Index j = 0; j < nuisance.cols(); ++j) rows.nuisance[static_cast<std::size_t>(j)].col(at) = nuisance.col(j);
  const MatrixXd effects = spread(directions.effects, row.units, all);
  for (Index j = 0; j < effects.cols(); ++j) rows.effects[static_cast<std::size_t>(j)].col(at) = effects.col(j);
  for (const Index unit : row.units) rows.measured(unit, at) = 1;
  if (blockDf(row.model) > 0) {
    const VectorXd level =
        row.model.weights.size() > 0 ? VectorXd(row.model.weights.cwiseSqrt()) : VectorXd::Ones(y.size());
    rows.levels.col(at) = spread(level, row.units, all);
  }
  rows.squares[at] = y.squaredNorm();
  rows.df[at] = static_cast<double>(y.size() - nuisance.cols() - effects.cols() - blockDf(row.model));
  rows.variances[static_cast<std::size_t>(at)] = row.variance;
}

/// Sum over rows of their projections off levels of blocks, nuisance and effects.
MatrixXd projections(const EffectRows& rows, const std::vector<Index>& some) {
  MatrixXd sum = MatrixXd::Zero(rows.units(), rows.units());
  sum.diagonal() = rows.measured(Eigen::all, some).rowwise().sum();
  for (const auto* parts : {&rows.nuisance, &rows.effects}) {
    for (const MatrixXd& part : *parts) {
      const MatrixXd own = part(Eigen::all, some);
      sum -= own * own.transpose();
    }
  }
  for (const auto& units : rows.blocks) {
    const MatrixXd level = rows.levels(units, some);
    const VectorXd squares = level.colwise().squaredNorm();
    const VectorXd inverse = (squares.array() > 0).select(squares.cwiseInverse(), 0);
    const MatrixXd part = level * inverse.asDiagonal() * level.transpose();
    for (std::size_t i = 0; i < units.size(); ++i) {
      for (std::size_t j = 0; j < units.size(); ++j)
        sum(units[i], units[j]) -= part(static_cast<Index>(i), static_cast<Index>(j));
    }
  }
  return sum;
}

}  // namespace

double EffectRows::deviate(Index row, const VectorXd& along) const {
  const RowVariance& known = variances[static_cast<std::size_t>(row)];
  const double explained = along.squaredNorm();
  const double residual = std::max(0.0, (squares[row] - explained) / df[row]);
  const double variance = moderateVariance(residual, df[row], known.prior, known.posteriorDf).variance;
  if (along.size() == 1) return normalDeviate(along[0] / std::sqrt(variance), known.posteriorDf);
  const auto contrasts = static_cast<double>(along.size());
  return normalDeviateOfF(explained / contrasts / variance, contrasts, df[row] + known.prior.df);
}

double EffectRows::observed(Index row) const {
  VectorXd along(static_cast<Index>(effects.size()));
  for (Index j = 0; j < along.size(); ++j)
    along[j] = effects[static_cast<std::size_t>(j)].col(row).dot(values.col(row));
  return deviate(row, along);
}

EffectRows effectRows(const std::vector<EffectRow>& some, const UnitModel& allUnits) {
  const auto count = static_cast<Index>(some.size());
  EffectRows rows(allUnits.design.rows());
  const MatrixXd zero = MatrixXd::Zero(rows.units(), count);
  Index most = 0;
  for (const EffectRow& row : some) most = std::max(most, row.model.design.cols());
  rows.values = rows.measured = rows.levels = zero;
  rows.effects.assign(static_cast<std::size_t>(allUnits.tested.cols()), zero);
  rows.nuisance.assign(static_cast<std::size_t>(std::max<Index>(0, most - allUnits.tested.cols())), zero);
  rows.df.setZero(count);
  rows.squares.setZero(count);
  rows.variances.resize(some.size());
  if (blockDf(allUnits) > 0) {
    std::map<int, std::vector<Index>> blocks;
    for (std::size_t i = 0; i < allUnits.blocks.size(); ++i)
      blocks[allUnits.blocks[i]].push_back(static_cast<Index>(i));
    for (auto& [block, units] : blocks) rows.blocks.push_back(std::move(units));
  }
#pragma omp parallel for schedule(dynamic, 8)
  for (Index at = 0; at < count; ++at) setRow(some[static_cast<std::size_t>(at)], at, rows);
  return rows;
}

double normalDeviate(double t, double df) {
  if (std::isnan(t) || std::isinf(df)) return t;
  const double a = df - 0.5, b = 48 * a * a;
  const double z = a * std::log1p(t * (t / df));
  const double series = (((-0.4 * z - 3.3) * z - 24) * z - 85.5) / (0.8 * z * z + 100 + b);
  return std::copysign(((series + z + 3) / b + 1) * std::sqrt(z), t);
}

double normalDeviateOfF(double f, double above, double below) {
  const double a = 2 / (9 * above), b = std::isinf(below) ? 0 : 2 / (9 * below), root = std::cbrt(f);
  return ((1 - b) * root - (1 - a)) / std::sqrt(b * root * root + a);
}

RowCorrelation correlationOf(const EffectRows& rows, const std::vector<Index>& some) {
  const auto m = static_cast<double>(some.size());
  if (some.size() < 2) return {0, some.empty() ? 0 : rows.df[some.front()]};
  MatrixXd residuals = rows.values(Eigen::all, some);
  for (const MatrixXd& effect : rows.effects) {
    const MatrixXd own = effect(Eigen::all, some);
    // Eigen would take the sums anew from residuals that are already less.
    const VectorXd along = own.cwiseProduct(residuals).colwise().sum();
    residuals -= own * along.asDiagonal();
  }
  const VectorXd df = rows.df(some);
  const VectorXd variance = residuals.colwise().squaredNorm().transpose().array() / df.array();
  // Camera has the same least variance.
  residuals = residuals * variance.cwiseMax(1e-8).cwiseSqrt().cwiseInverse().asDiagonal();
  // A row's residuals are its values through a projection, and the product of two projections has the shared df as
  // its trace; sums over all pairs of rows are squares of sums less the sum of squares.
  const double shared = projections(rows, some).squaredNorm() - df.sum();
  const double products = residuals.rowwise().sum().squaredNorm() - residuals.squaredNorm();
  if (!(shared > 0)) return {};
  // Where rows lack other units each, the quotient can be a little above 1.
  return {std::min(1.0, products / shared), shared / (m * (m - 1))};
}

}  // namespace vescargo
