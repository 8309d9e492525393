#include "vescargo/stats/effectRows.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "vescargo/base/parallelFor.h"
#include "vescargo/stats/orthonormal.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

struct Directions {
  MatrixXd nuisance, effects;  ///< orthonormal columns
};

/// The coefficients are split into what the contrasts say and what is at right angles to them; the effect is what the
/// contrasts' own columns add to the others (Frisch & Waugh 1933).
Directions directionsOf(const MatrixXd& design, const MatrixXd& tested) {
  const Index coefficients = design.cols(), contrasts = tested.cols();
  const VectorXd lengths = columnLengths(design);
  MatrixXd said(coefficients, contrasts + coefficients);
  said << lengths.cwiseInverse().asDiagonal() * tested, MatrixXd::Identity(coefficients, coefficients);
  const OrthonormalBasis turn = orthonormalBasis(said);
  const auto independent =
      std::count_if(turn.kept.begin(), turn.kept.end(), [&](Index column) { return column < contrasts; });
  MatrixXd turned = design * lengths.cwiseInverse().asDiagonal() * turn.vectors;
  for (Index j = 0; j < turned.cols(); ++j) {
    // Columns that add up to nothing leave rounding, which is no direction.
    if (turned.col(j).norm() <= 1e-7) turned.col(j).setZero();
  }
  const Index others = turned.cols() - independent;
  MatrixXd ordered(design.rows(), turned.cols());
  ordered << turned.rightCols(others), turned.leftCols(independent);
  const OrthonormalBasis basis = orthonormalBasis(ordered);
  const auto nuisance =
      std::count_if(basis.kept.begin(), basis.kept.end(), [&](Index column) { return column < others; });
  return {basis.vectors.leftCols(nuisance), basis.vectors.rightCols(basis.vectors.cols() - nuisance)};
}

/// A row's values less their nuisance part, and the directions in its own units.
struct SplitRow {
  VectorXd values;
  Directions directions;
};

SplitRow splitRow(const EffectRow& row) {
  const WhitenedUnits whitened = whitenUnits(row.values, row.model);
  SplitRow split{whitened.values.col(0), directionsOf(whitened.design, row.model.tested)};
  const MatrixXd& nuisance = split.directions.nuisance;
  split.values -= nuisance * (nuisance.transpose() * split.values).eval();
  return split;
}

/// Makes room for as many vectors as the row of most has.
void addRoom(Index most, const MatrixXd& zero, std::vector<MatrixXd>& matrices) {
  while (static_cast<Index>(matrices.size()) < most) matrices.push_back(zero);
}

void setVectors(const MatrixXd& vectors, const std::vector<Index>& units, Index at, std::vector<MatrixXd>& matrices) {
  for (Index j = 0; j < vectors.cols(); ++j) matrices[static_cast<std::size_t>(j)].col(at)(units) = vectors.col(j);
}

void setRow(const EffectRow& row, const SplitRow& split, Index at, EffectRows& rows) {
  rows.values.col(at)(row.units) = split.values;
  rows.measured.col(at)(row.units).setOnes();
  setVectors(split.directions.nuisance, row.units, at, rows.nuisance);
  setVectors(split.directions.effects, row.units, at, rows.effects);
  const Index levels = blockDf(row.model), units = split.values.size();
  if (levels > 0) rows.levels.col(at)(row.units) = rootWeights(row.model.weights, units);
  rows.squares[at] = split.values.squaredNorm();
  rows.df[at] =
      static_cast<double>(units - split.directions.nuisance.cols() - split.directions.effects.cols() - levels);
  rows.variances[static_cast<std::size_t>(at)] = row.variance;
}

/// (1 - x^2 + 2 x log x) / (1 - x)^2, Peizer & Pratt's g; by its series where numerator and denominator vanish.
double skewness(double x) {
  if (x == 0) return 1;
  const double from = x - 1;
  if (std::abs(from) < 1e-3) return from * (from / 6 - 1.0 / 3);
  return (1 - x * x + 2 * x * std::log(x)) / (from * from);
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
  std::vector<SplitRow> splits(some.size());
  parallelFor(some.size(), 8, [&](std::size_t i) { splits[i] = splitRow(some[i]); });
  const MatrixXd zero = MatrixXd::Zero(rows.units(), count);
  for (const SplitRow& split : splits) {
    addRoom(split.directions.nuisance.cols(), zero, rows.nuisance);
    addRoom(split.directions.effects.cols(), zero, rows.effects);
  }
  rows.values = rows.measured = zero;
  rows.df.setZero(count);
  rows.squares.setZero(count);
  rows.variances.resize(some.size());
  if (blockDf(allUnits) > 0) {
    rows.levels = zero;
    std::map<int, std::vector<Index>> blocks;
    for (std::size_t i = 0; i < allUnits.blocks.size(); ++i)
      blocks[allUnits.blocks[i]].push_back(static_cast<Index>(i));
    for (auto& [block, units] : blocks) rows.blocks.push_back(std::move(units));
  }
  for (Index at = 0; at < count; ++at)
    setRow(some[static_cast<std::size_t>(at)], splits[static_cast<std::size_t>(at)], at, rows);
  return rows;
}

EffectRows someRows(const EffectRows& rows, const std::vector<Index>& some) {
  EffectRows kept(rows.units());
  kept.values = rows.values(Eigen::all, some);
  kept.measured = rows.measured(Eigen::all, some);
  for (const MatrixXd& part : rows.nuisance) kept.nuisance.emplace_back(part(Eigen::all, some));
  for (const MatrixXd& part : rows.effects) kept.effects.emplace_back(part(Eigen::all, some));
  if (!rows.blocks.empty()) kept.levels = rows.levels(Eigen::all, some);
  kept.blocks = rows.blocks;
  kept.squares = rows.squares(some);
  kept.df = rows.df(some);
  for (const Index row : some) kept.variances.push_back(rows.variances[static_cast<std::size_t>(row)]);
  return kept;
}

double normalDeviate(double t, double df) {
  if (std::isnan(t) || std::isinf(df)) return t;
  const double a = df - 0.5, b = 48 * a * a;
  const double z = a * std::log1p(t * (t / df));
  const double series = (((-0.4 * z - 3.3) * z - 24) * z - 85.5) / (0.8 * z * z + 100 + b);
  return std::copysign(((series + z + 3) / b + 1) * std::sqrt(z), t);
}

double normalDeviateOfF(double f, double above, double below) {
  // At 0 and infinity the deviate would be infinite, and so would be every mean that it is part of.
  const double bounded = std::clamp(f, 1e-12, 1e12), a = (above - 1) / 2;
  if (std::isinf(below)) {
    const double square = bounded * above;
    return (square - above + 2.0 / 3 - 0.08 / above) * std::sqrt((1 + skewness((above - 1) / square)) / (2 * square));
  }
  const double b = (below - 1) / 2, n = a + b, p = below / (above * bounded + below), q = 1 - p;
  const double from = b + 1.0 / 6 - (n + 1.0 / 3) * p + 0.02 * (q / (b + 0.5) - p / (a + 0.5) + (q - 0.5) / (n + 1));
  return from * std::sqrt((1 + q * skewness(b / (n * p)) + p * skewness(a / (n * q))) / ((n + 1.0 / 6) * p * q));
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
