#pragma once

#include <Eigen/Core>
#include <vector>

namespace vescargo {

/// Columns of length 1 at right angles that span what some columns span.
struct OrthonormalBasis {
  Eigen::MatrixXd vectors;         ///< as long as the columns, as many as their rank
  std::vector<Eigen::Index> kept;  ///< by vector: the column that it is the new part of, rising
};

/// Gram-Schmidt twice over (Giraud, Langou & Rozloznik 2005), in the order of the columns. A column of which less than
/// 1e-7 of its length is new is told by those before it and has no vector; R's lm has the same bar.
OrthonormalBasis orthonormalBasis(const Eigen::MatrixXd& columns);

/// Lengths of columns, 1 for a column of zeros: by what they are scaled so that all count alike.
Eigen::VectorXd columnLengths(const Eigen::MatrixXd& columns);

}  // namespace vescargo
