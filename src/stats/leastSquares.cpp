#include "vescargo/stats/leastSquares.h"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <algorithm>

namespace vescargo {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

Eigen::HouseholderSequence<MatrixXd, VectorXd> reflectionsOf(const QrFactors& qr) {
  return {qr.reflections, qr.scales};
}

}  // namespace

LeastSquares solveLeastSquares(const MatrixXd& a, const VectorXd& b, std::optional<double> threshold) {
  Eigen::ColPivHouseholderQR<MatrixXd> qr;
  if (threshold) qr.setThreshold(*threshold);
  qr.compute(a);
  return {qr.solve(b), qr.rank()};
}

Index rankOf(const MatrixXd& a) { return a.colPivHouseholderQr().rank(); }

QrFactors factorQr(const MatrixXd& a) {
  const Eigen::HouseholderQR<MatrixXd> qr(a);
  return {qr.matrixQR(), qr.hCoeffs()};
}

MatrixXd upperOf(const QrFactors& qr) {
  const Index least = std::min(qr.reflections.rows(), qr.reflections.cols());
  return qr.reflections.topRows(least).triangularView<Eigen::Upper>();
}

MatrixXd orthogonalOf(const QrFactors& qr) { return reflectionsOf(qr); }

MatrixXd thinOrthogonalOf(const QrFactors& qr) {
  const Index rows = qr.reflections.rows();
  return reflectionsOf(qr) * MatrixXd::Identity(rows, std::min(rows, qr.reflections.cols()));
}

VectorXd turned(const QrFactors& qr, const VectorXd& y) { return reflectionsOf(qr).adjoint() * y; }

MatrixXd turnedBack(const QrFactors& qr, const MatrixXd& y) {
  MatrixXd padded = MatrixXd::Zero(qr.reflections.rows(), y.cols());
  padded.topRows(y.rows()) = y;
  return reflectionsOf(qr) * padded;
}

VectorXd solveTransposed(const MatrixXd& upper, const VectorXd& b) {
  return upper.transpose().triangularView<Eigen::Lower>().solve(b);
}

PseudoInverse pseudoInverse(const MatrixXd& a, double threshold) {
  Eigen::CompleteOrthogonalDecomposition<MatrixXd> decomposition;
  decomposition.setThreshold(threshold);
  decomposition.compute(a);
  return {decomposition.pseudoInverse(), decomposition.rank()};
}

std::optional<VectorXd> solvePositive(const MatrixXd& a, const VectorXd& b, double leastPivot) {
  const Eigen::LLT<MatrixXd> factor(a);
  if (factor.info() != Eigen::Success || factor.matrixLLT().diagonal().minCoeff() < leastPivot) return std::nullopt;
  return factor.solve(b);
}

VectorXd solveSymmetric(const MatrixXd& a, const VectorXd& b) { return a.ldlt().solve(b); }

MatrixXd solveSymmetricColumns(const MatrixXd& a, const MatrixXd& b) { return a.ldlt().solve(b); }

SymmetricEigen eigenOfSymmetric(const MatrixXd& a) {
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(a);
  return {solver.eigenvalues(), solver.eigenvectors()};
}

}  // namespace vescargo
