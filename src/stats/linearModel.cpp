#include "vescargo/stats/linearModel.h"

#include <cmath>
#include <limits>

#include "vescargo/base/Error.h"
#include "vescargo/base/parallelFor.h"
#include "vescargo/stats/leastSquares.h"
#include "vescargo/stats/orthonormal.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
/// Of a column's length, below which what is left of it is rounding; R's lm has the same.
constexpr double rounding = 1e-7;

/// A design with columns of length 1, its QR decomposition, and the pseudoinverse of R.
struct Solver {
  VectorXd lengths;
  MatrixXd scaled;
  QrFactors qr;
  MatrixXd r, inverseR;
  Index rank = 0;

  VectorXd coefficients(const VectorXd& y) const { return inverseR * turned(qr, y).head(r.rows()); }
};

Solver solverOf(const MatrixXd& design) {
  Solver solver;
  solver.lengths = columnLengths(design);
  solver.scaled = design * solver.lengths.cwiseInverse().asDiagonal();
  solver.qr = factorQr(solver.scaled);
  solver.r = upperOf(solver.qr);
  PseudoInverse inverse = pseudoInverse(solver.r, rounding);
  solver.rank = inverse.rank;
  solver.inverseR = std::move(inverse.inverse);
  return solver;
}

/// What the samples tell of some contrasts, whatever was measured in them.
struct Told {
  MatrixXd scaled;      ///< the contrasts of the coefficients of columns of length 1
  MatrixXd covariance;  ///< unscaled; NaN for those that cannot be estimated
  std::vector<bool> estimable;
};

Told tellContrasts(const Solver& solver, const MatrixXd& contrasts) {
  Told told;
  told.scaled = solver.lengths.cwiseInverse().asDiagonal() * contrasts;
  const MatrixXd outside = told.scaled - solver.inverseR * (solver.r * told.scaled);
  const MatrixXd roots = solver.inverseR.transpose() * told.scaled;
  told.covariance = roots.transpose() * roots;
  for (Index j = 0; j < contrasts.cols(); ++j) {
    told.estimable.push_back(outside.col(j).norm() <= rounding * told.scaled.col(j).norm());
    if (told.estimable.back()) continue;
    told.covariance.row(j).setConstant(unknown);
    told.covariance.col(j).setConstant(unknown);
  }
  return told;
}

void checkModel(const MatrixXd& log2, const MatrixXd& design, const MatrixXd& contrasts) {
  const char* where = "linear model";
  if (design.size() == 0 || contrasts.size() == 0 || !design.allFinite() || !contrasts.allFinite())
    throw Error(ExitCode::BadParameter, where, "the design or the contrasts are empty or not finite",
                "give a number for each sample and coefficient");
  if (design.rows() != log2.cols() || contrasts.rows() != design.cols())
    throw Error(ExitCode::DoNotFit, where, "samples, design and contrasts are of different sizes",
                "give the design a row a sample and the contrasts a row a coefficient");
  if ((contrasts.array() == 0).colwise().all().any())
    throw Error(ExitCode::BadParameter, where, "a contrast is all zeros", "leave it out");
}

void fitRow(const Solver& solver, const Told& told, const VectorXd& y, Index row, LinearFit& fit) {
  const VectorXd coefficients = solver.coefficients(y);
  const auto at = static_cast<std::size_t>(row);
  fit.df[row] = static_cast<double>(y.size() - solver.rank);
  fit.meanLog2[row] = y.mean();
  if (fit.df[row] > 0) fit.variances[row] = (y - solver.scaled * coefficients).squaredNorm() / fit.df[row];
  fit.estimates.row(row) = (told.scaled.transpose() * coefficients).transpose();
  for (Index j = 0; j < fit.estimates.cols(); ++j) {
    if (std::isnan(fit.covariances[at](j, j))) fit.estimates(row, j) = unknown;
  }
}

std::vector<Index> measuredSamples(const Eigen::RowVectorXd& values) {
  std::vector<Index> measured;
  for (Index i = 0; i < values.size(); ++i) {
    if (std::isfinite(values[i])) measured.push_back(i);
  }
  return measured;
}

}  // namespace

LinearFit fitRows(const MatrixXd& log2, const MatrixXd& design, const MatrixXd& contrasts) {
  checkModel(log2, design, contrasts);
  const Solver whole = solverOf(design);
  const Told wholeTold = tellContrasts(whole, contrasts);
  LinearFit fit = emptyFit(log2.rows(), contrasts.cols());
  parallelFor(log2.rows(), 64, [&](Index row) {
    auto& own = fit.covariances[static_cast<std::size_t>(row)];
    const auto measured = measuredSamples(log2.row(row));
    if (measured.empty()) return;
    const VectorXd y = log2.row(row)(measured);
    if (y.size() == design.rows()) {
      own = wholeTold.covariance;
      fitRow(whole, wholeTold, y, row, fit);
      return;
    }
    const Solver solver = solverOf(design(measured, Eigen::all));
    const Told told = tellContrasts(solver, contrasts);
    own = told.covariance;
    fitRow(solver, told, y, row, fit);
  });
  return fit;
}

MatrixXd unitFactors(const MatrixXd& design, const MatrixXd& contrasts) {
  const Solver solver = solverOf(design);
  return turnedBack(solver.qr, solver.inverseR.transpose() * (solver.lengths.cwiseInverse().asDiagonal() * contrasts));
}

LinearFit emptyFit(Index rows, Index contrasts) {
  const MatrixXd none = MatrixXd::Constant(contrasts, contrasts, unknown);
  return {MatrixXd::Constant(rows, contrasts, unknown), std::vector<MatrixXd>(static_cast<std::size_t>(rows), none),
          VectorXd::Constant(rows, unknown), VectorXd::Zero(rows), VectorXd::Constant(rows, unknown)};
}

void copyRow(const LinearFit& from, Index at, Index to, LinearFit& into) {
  into.estimates.row(to) = from.estimates.row(at);
  into.covariances[static_cast<std::size_t>(to)] = from.covariances[static_cast<std::size_t>(at)];
  into.variances[to] = from.variances[at];
  into.df[to] = from.df[at];
  into.meanLog2[to] = from.meanLog2[at];
}

MatrixXd unscaledDeviations(const LinearFit& fit) {
  MatrixXd deviations(fit.estimates.rows(), fit.estimates.cols());
  for (Index row = 0; row < deviations.rows(); ++row)
    deviations.row(row) = fit.covariances[static_cast<std::size_t>(row)].diagonal().cwiseSqrt().transpose();
  return deviations;
}

}  // namespace vescargo
