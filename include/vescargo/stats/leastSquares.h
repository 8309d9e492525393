#pragma once

#include <Eigen/Core>
#include <optional>

namespace vescargo {

// Matrix decompositions by Eigen, which are slow to compile and are instantiated by leastSquares.cpp alone. Shapes are
// those of the formulas. Nothing is checked: sizes fit and values are finite, or the results are NaN.

/// x that minimises |a x - b|.
struct LeastSquares {
  Eigen::VectorXd coefficients;  ///< 0 for columns of `a` beyond its rank
  Eigen::Index rank = 0;
};

/// By Householder QR with column pivoting. Pivots up to `threshold` of the largest one count as 0; without a threshold
/// those that are rounding (2.2e-16 times the smaller side).
LeastSquares solveLeastSquares(const Eigen::MatrixXd& a, const Eigen::VectorXd& b,
                               std::optional<double> threshold = {});

/// Rank of `a` by the same decomposition; columns that are told by others are rounding.
Eigen::Index rankOf(const Eigen::MatrixXd& a);

/// a = Q R by Householder reflections, without pivoting.
struct QrFactors {
  Eigen::MatrixXd reflections;  ///< R above and on the diagonal, reflections below it; the size of `a`
  Eigen::VectorXd scales;       ///< of the reflections
};

QrFactors factorQr(const Eigen::MatrixXd& a);
/// R without its rows of zeros: as many rows as the smaller side of `a`, its columns.
Eigen::MatrixXd upperOf(const QrFactors& qr);
/// Q, square.
Eigen::MatrixXd orthogonalOf(const QrFactors& qr);
/// As many columns of Q as R has rows.
Eigen::MatrixXd thinOrthogonalOf(const QrFactors& qr);
/// Q' y.
Eigen::VectorXd turned(const QrFactors& qr, const Eigen::VectorXd& y);
/// Q y for columns `y` of as many rows as Q or fewer, the rest of which are 0.
Eigen::MatrixXd turnedBack(const QrFactors& qr, const Eigen::MatrixXd& y);

/// x of upper' x = b for an upper triangular matrix without zeros on its diagonal.
Eigen::VectorXd solveTransposed(const Eigen::MatrixXd& upper, const Eigen::VectorXd& b);

/// Moore-Penrose inverse and what the matrix was.
struct PseudoInverse {
  Eigen::MatrixXd inverse;
  Eigen::Index rank = 0;
};

/// By complete orthogonal decomposition; pivots up to `threshold` of the largest one count as 0.
PseudoInverse pseudoInverse(const Eigen::MatrixXd& a, double threshold);

/// x of a x = b for a positive definite `a`, of which the lower triangle is read, by Cholesky's decomposition. Nothing
/// where it has a pivot (of L, a = L L') below `leastPivot` or of 0.
std::optional<Eigen::VectorXd> solvePositive(const Eigen::MatrixXd& a, const Eigen::VectorXd& b, double leastPivot = 0);

/// x of a x = b for a symmetric semidefinite `a`, of which the lower triangle is read, by its L D L' decomposition.
Eigen::VectorXd solveSymmetric(const Eigen::MatrixXd& a, const Eigen::VectorXd& b);
/// For each column of `b`.
Eigen::MatrixXd solveSymmetricColumns(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b);

/// Eigenvalues in rising order and eigenvectors (columns) of a symmetric matrix, of which the lower triangle is read.
struct SymmetricEigen {
  Eigen::VectorXd values;
  Eigen::MatrixXd vectors;
};

SymmetricEigen eigenOfSymmetric(const Eigen::MatrixXd& a);

}  // namespace vescargo
