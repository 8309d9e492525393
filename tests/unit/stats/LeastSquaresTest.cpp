#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "vescargo/stats/leastSquares.h"

using namespace vescargo;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr double rounding = 1e-13;

MatrixXd tall() {
  MatrixXd a(5, 3);
  a << 1, 2, 0, 1, -1, 3, 1, 0.5, 1, 1, 4, -2, 1, 0, 0;
  return a;
}

VectorXd five() {
  VectorXd y(5);
  y << 3, 1, -2, 0.5, 4;
  return y;
}

/// The last column is the sum of the others.
MatrixXd collinear() {
  MatrixXd a = tall();
  a.col(2) = a.col(0) + a.col(1);
  return a;
}

/// Positive definite.
MatrixXd squares() { return tall().transpose() * tall(); }

}  // namespace

TEST_CASE("what least squares leave is at right angles to the columns") {
  const LeastSquares fit = solveLeastSquares(tall(), five());
  CHECK(fit.rank == 3);
  CHECK((tall().transpose() * (five() - tall() * fit.coefficients)).norm() < rounding);
}

TEST_CASE("columns that others tell do not count") {
  CHECK(rankOf(tall()) == 3);
  CHECK(rankOf(collinear()) == 2);
  CHECK(rankOf(MatrixXd::Zero(3, 2)) == 0);
  const LeastSquares fit = solveLeastSquares(collinear(), five());
  CHECK(fit.rank == 2);
  CHECK((fit.coefficients.array() == 0).count() == 1);
  CHECK((collinear().transpose() * (five() - collinear() * fit.coefficients)).norm() < rounding);
}

TEST_CASE("a threshold says what counts as told by others") {
  MatrixXd a = collinear();
  a(0, 2) += 1e-9;
  CHECK(solveLeastSquares(a, five()).rank == 3);
  CHECK(solveLeastSquares(a, five(), 1e-7).rank == 2);
  CHECK(pseudoInverse(a, 1e-12).rank == 3);
  CHECK(pseudoInverse(a, 1e-7).rank == 2);
}

TEST_CASE("Q and R make the matrix, and Q turns") {
  for (const MatrixXd& a : {tall(), MatrixXd(tall().transpose())}) {
    const QrFactors qr = factorQr(a);
    const MatrixXd r = upperOf(qr), q = orthogonalOf(qr), thin = thinOrthogonalOf(qr);
    REQUIRE(r.rows() == 3);
    REQUIRE(thin.cols() == 3);
    CHECK(r.isUpperTriangular(0));
    CHECK((thin * r - a).norm() < rounding);
    CHECK((q.leftCols(3) - thin).norm() < rounding);
    CHECK((q.transpose() * q - MatrixXd::Identity(a.rows(), a.rows())).norm() < rounding);
    const VectorXd y = five().head(a.rows());
    CHECK((turned(qr, y) - q.transpose() * y).norm() < rounding);
  }
}

TEST_CASE("a triangular system is solved by its transpose") {
  const MatrixXd r = upperOf(factorQr(tall()));
  const VectorXd b = five().head(3);
  CHECK((r.transpose() * solveTransposed(r, b) - b).norm() < rounding);
}

TEST_CASE("a pseudoinverse is that of Moore and Penrose, of full rank or not") {
  for (const MatrixXd& a : {tall(), collinear()}) {
    const MatrixXd inverse = pseudoInverse(a, 1e-7).inverse;
    CHECK((a * inverse * a - a).norm() < rounding);
    CHECK((inverse * a * inverse - inverse).norm() < rounding);
    CHECK((a * inverse - (a * inverse).transpose()).norm() < rounding);
    CHECK((inverse * a - (inverse * a).transpose()).norm() < rounding);
  }
}

TEST_CASE("symmetric systems are solved from their lower triangle") {
  MatrixXd lower = squares();
  lower.triangularView<Eigen::StrictlyUpper>().setConstant(99);
  const VectorXd b = five().head(3);
  const MatrixXd columns = tall().topRows(3);
  REQUIRE(solvePositive(lower, b));
  CHECK((squares() * *solvePositive(lower, b) - b).norm() < rounding);
  CHECK((squares() * solveSymmetric(lower, b) - b).norm() < rounding);
  CHECK((squares() * solveSymmetricColumns(lower, columns) - columns).norm() < rounding);
}

TEST_CASE("a matrix that is not positive definite, or hardly, has no Cholesky solution") {
  const VectorXd b = VectorXd::Ones(2);
  MatrixXd a = MatrixXd::Identity(2, 2);
  a(1, 0) = a(0, 1) = 2;
  CHECK_FALSE(solvePositive(a, b));
  CHECK_FALSE(solvePositive(MatrixXd::Zero(2, 2), b));
  a << 1, 0, 0, 1e-8;  // pivots of 1 and 1e-4
  CHECK(solvePositive(a, b, 0.9e-4));
  CHECK_FALSE(solvePositive(a, b, 1.1e-4));
}

TEST_CASE("eigenvalues rise and their vectors make the matrix") {
  const auto [values, vectors] = eigenOfSymmetric(squares());
  CHECK(std::is_sorted(values.begin(), values.end()));
  CHECK((vectors * values.asDiagonal() * vectors.transpose() - squares()).norm() < rounding * values.maxCoeff());
}
