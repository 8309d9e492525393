#include "vescargo/stats/strata.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "vescargo/base/parallelFor.h"
#include "vescargo/stats/BlockNumbers.h"
#include "vescargo/stats/distributions.h"
#include "vescargo/stats/leastSquares.h"
#include "vescargo/stats/orthonormal.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
/// Of the error, below which a stratum's part of it is rounding.
constexpr double rounding = 1e-10;

/// By how much the levels of blocks are in what the design leaves: tr(Z' M Z).
double levelSquares(const MatrixXd& design, const VectorXd& level, const BlockNumbers& blocks) {
  const MatrixXd basis = orthonormalBasis(design * columnLengths(design).cwiseInverse().asDiagonal()).vectors;
  return level.squaredNorm() - blocks.sums(level.asDiagonal() * basis).squaredNorm();
}

/// The units' factors in the estimates of the contrasts, as columns; units are those whitened by their weights.
MatrixXd factorsOf(const UnitModel& model) {
  UnitModel unweighted = model;
  unweighted.weights.resize(0);
  return whiten(unitFactors(whiten(model.design, model), model.tested), unweighted);
}

/// Combinations of the contrasts by which C C' is the identity and C Z Z' C' a diagonal.
struct Turn {
  MatrixXd combinations;
  VectorXd levels;  ///< that diagonal
};

Turn turnOf(const MatrixXd& units, const MatrixXd& levels) {
  const VectorXd scale = units.diagonal().cwiseSqrt().cwiseInverse();
  const SymmetricEigen own = eigenOfSymmetric(scale.asDiagonal() * units * scale.asDiagonal());
  const double least = 1e-8 * own.values.maxCoeff();
  const Index rank = (own.values.array() > least).count();
  // Eigenvalues rise, so those that are left out come first.
  const MatrixXd root = own.values.tail(rank).cwiseSqrt().cwiseInverse().asDiagonal() *
                        own.vectors.rightCols(rank).transpose() * scale.asDiagonal();
  const SymmetricEigen shared = eigenOfSymmetric(root * levels * root.transpose());
  return {shared.vectors.transpose() * root, shared.values};
}

/// Df of a row's strata, and the correlation that stands in for the one between.
struct StratumDf {
  double within, between, correlation;
};

/// By contrast, how much of either mean square an error has.
struct SplitErrors {
  VectorXd within, between;
};

/// Of errors whose squared factors sum up to `units`, and their sums over blocks' levels to `levels`.
SplitErrors splitErrors(const VectorXd& units, const VectorXd& levels, double spread, const StratumDf& df) {
  const VectorXd shared = (levels.array() > rounding * units.array()).select(levels, 0);
  const VectorXd none = VectorXd::Zero(units.size());
  if (!(df.between > 0)) {
    const double r = std::max(df.correlation, 0.0);
    return {units + shared * (r / (1 - r)), none};
  }
  const VectorXd between = shared / spread, within = (units - between).cwiseMax(0);
  if (df.within > 0) return {within, between};
  return {none, between + within};
}

ErrorParts partsOf(const UnitModel& model, const StratumDf& df) {
  const VectorXd level = rootWeights(model.weights, model.design.rows());
  const MatrixXd factors = factorsOf(model);
  const BlockNumbers blocks(model.blocks);
  const MatrixXd sums = blocks.sums(level.asDiagonal() * factors);
  const MatrixXd units = factors.transpose() * factors, levels = sums.transpose() * sums;
  const double spread = levelSquares(level.asDiagonal() * model.design, level, blocks) / df.between;
  const Turn turn = turnOf(units, levels);
  const SplitErrors own = splitErrors(units.diagonal(), levels.diagonal(), spread, df);
  const SplitErrors turned = splitErrors(VectorXd::Ones(turn.levels.size()), turn.levels, spread, df);
  return {own.within, own.between, turn.combinations, turned.within, turned.between};
}

/// F's df below (Fai & Cornelius 1996) of independent contrasts of such df.
double jointDf(const VectorXd& df) {
  if (df.size() == 1 || df.minCoeff() <= 2) return df.minCoeff();
  double expected = 0;
  for (const double one : df) expected += std::isinf(one) ? 1 : one / (one - 2);
  const auto count = static_cast<double>(df.size());
  return expected > count ? 2 * expected / (expected - count) : std::numeric_limits<double>::infinity();
}

/// What a stratum brings to an error. One without a part may have no variance.
double broughtBy(double part, const ModeratedVariances& stratum, Index row) {
  return part > 0 ? part * stratum.variances[row] : 0;
}

/// What a row's moderated mean squares say of some contrasts.
struct ContrastErrors {
  VectorXd variances, df;
};

ContrastErrors errorsOf(const VectorXd& within, const VectorXd& between, const StrataTests& strata, Index row) {
  ContrastErrors errors{VectorXd(within.size()), VectorXd(within.size())};
  for (Index j = 0; j < within.size(); ++j) {
    const double first = broughtBy(within[j], strata.within, row), second = broughtBy(between[j], strata.between, row);
    errors.variances[j] = first + second;
    errors.df[j] = dfOfSum(first, strata.within.df[row], second, strata.between.df[row]);
  }
  return errors;
}

void testRow(const LinearFit& fit, const ErrorParts& parts, Index row, StrataTests& strata) {
  ModeratedTests& tests = strata.tests;
  const VectorXd estimates = fit.estimates.row(row).transpose();
  const ContrastErrors own = errorsOf(parts.within, parts.between, strata, row);
  tests.t.row(row) = estimates.cwiseQuotient(own.variances.cwiseSqrt()).transpose();
  for (Index j = 0; j < estimates.size(); ++j) tests.p(row, j) = studentP(tests.t(row, j), own.df[j]);
  tests.df[row] = own.df[0];
  tests.variances[row] = own.variances[0] / fit.covariances[static_cast<std::size_t>(row)](0, 0);
  const ContrastErrors turned = errorsOf(parts.turnedWithin, parts.turnedBetween, strata, row);
  const auto count = static_cast<double>(turned.df.size());
  tests.f[row] = (parts.turned * estimates).cwiseAbs2().cwiseQuotient(turned.variances).sum() / count;
  tests.fDf[row] = jointDf(turned.df);
  tests.fP[row] = fisherP(tests.f[row], count, tests.fDf[row]);
}

/// Whether the stratum within blocks brings the larger part of the first contrast's error in most rows.
bool isMostlyWithin(const ErrorStrata& strata, const StrataTests& tests) {
  int more = 0;
  for (Index row = 0; row < strata.withinDf.size(); ++row) {
    const ErrorParts& parts = strata.parts[static_cast<std::size_t>(row)];
    if (parts.within.size() == 0) continue;
    const double within = broughtBy(parts.within[0], tests.within, row);
    more += within >= broughtBy(parts.between[0], tests.between, row) ? 1 : -1;
  }
  return more >= 0;
}

}  // namespace

ErrorStrata fitStrata(const MatrixXd& values, const UnitModel& model) {
  const LinearFit inner = fitUnits(values, withinBlocks(model)), outer = fitUnits(values, withoutBlocks(model));
  const Index rows = values.rows();
  const VectorXd none = VectorXd::Constant(rows, unknown);
  ErrorStrata strata{inner.variances,
                     none,
                     inner.df,
                     outer.df - inner.df,
                     std::vector<ErrorParts>(static_cast<std::size_t>(rows)),
                     Eigen::Array<bool, Eigen::Dynamic, 1>(rows)};
  std::map<std::vector<Index>, std::vector<Index>> patterns;
  for (Index row = 0; row < rows; ++row) {
    const double left = strata.withinDf[row] > 0 ? inner.variances[row] * inner.df[row] : 0;
    if (strata.betweenDf[row] > 0)
      strata.betweenSquares[row] = std::max(0.0, outer.variances[row] * outer.df[row] - left) / strata.betweenDf[row];
    strata.toldWithin[row] = inner.df[row] > 0 && inner.estimates.row(row).allFinite();
    if (!(outer.df[row] > 0) || !outer.estimates.row(row).allFinite()) continue;
    std::vector<Index> measured;
    for (Index unit = 0; unit < values.cols(); ++unit) {
      if (!std::isnan(values(row, unit))) measured.push_back(unit);
    }
    patterns[std::move(measured)].push_back(row);
  }
  std::vector<std::pair<std::vector<Index>, std::vector<Index>>> list(patterns.begin(), patterns.end());
  parallelFor(list.size(), 8, [&](std::size_t i) {
    const auto& [units, alike] = list[i];
    const Index one = alike.front();
    const ErrorParts parts =
        partsOf(keepUnits(model, units), {strata.withinDf[one], strata.betweenDf[one], model.correlation});
    for (const Index row : alike) strata.parts[static_cast<std::size_t>(row)] = parts;
  });
  return strata;
}

void copyRow(const ErrorStrata& from, Index at, Index to, ErrorStrata& into) {
  into.withinSquares[to] = from.withinSquares[at];
  into.betweenSquares[to] = from.betweenSquares[at];
  into.withinDf[to] = from.withinDf[at];
  into.betweenDf[to] = from.betweenDf[at];
  into.parts[static_cast<std::size_t>(to)] = from.parts[static_cast<std::size_t>(at)];
  into.toldWithin[to] = from.toldWithin[at];
}

double dfOfSum(double first, double firstDf, double second, double secondDf) {
  // A part that is none has no df to ask for.
  const double own = first > 0 ? first / firstDf : 0, other = second > 0 ? second / secondDf : 0;
  const double sum = first + second;
  return sum > 0 ? sum / (own + other) : unknown;
}

StrataTests testStrata(const LinearFit& fit, const ErrorStrata& strata, const VectorXd& covariate, Outliers outliers) {
  const Index rows = fit.estimates.rows();
  const MatrixXd nothing = MatrixXd::Constant(rows, fit.estimates.cols(), unknown);
  const VectorXd none = VectorXd::Constant(rows, unknown);
  StrataTests result;
  result.within = moderateVariances(strata.withinSquares, strata.withinDf, covariate, outliers);
  result.between = moderateVariances(strata.betweenSquares, strata.betweenDf, covariate, outliers);
  const bool mostlyWithin = isMostlyWithin(strata, result);
  const ModeratedVariances& shown = mostlyWithin ? result.within : result.between;
  result.tests = {.priorDf = shown.priorDf,
                  .priorDfs = shown.priorDfs,
                  .priorVariances = shown.priorVariances,
                  .variances = none,
                  .df = none,
                  .t = nothing,
                  .p = nothing,
                  .f = none,
                  .fDf = none,
                  .fP = none,
                  .residualDf = mostlyWithin ? strata.withinDf : strata.betweenDf};
  for (Index row = 0; row < rows; ++row) {
    const ErrorParts& parts = strata.parts[static_cast<std::size_t>(row)];
    if (parts.within.size() > 0) testRow(fit, parts, row, result);
  }
  return result;
}

}  // namespace vescargo
