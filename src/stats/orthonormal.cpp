#include "vescargo/stats/orthonormal.h"

#include <algorithm>

namespace vescargo {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

OrthonormalBasis orthonormalBasis(const MatrixXd& columns) {
  constexpr double rounding = 1e-7;
  OrthonormalBasis basis{MatrixXd(columns.rows(), std::min(columns.rows(), columns.cols())), {}};
  Index rank = 0;
  for (Index j = 0; j < columns.cols() && rank < columns.rows(); ++j) {
    VectorXd column = columns.col(j);
    const double length = column.norm();
    const auto before = basis.vectors.leftCols(rank);
    for (int pass = 0; pass < 2; ++pass) column -= before * (before.transpose() * column).eval();
    const double left = column.norm();
    if (!(left > rounding * length)) continue;
    basis.vectors.col(rank++) = column / left;
    basis.kept.push_back(j);
  }
  basis.vectors.conservativeResize(Eigen::NoChange, rank);
  return basis;
}

VectorXd columnLengths(const MatrixXd& columns) {
  const VectorXd lengths = columns.colwise().norm();
  return (lengths.array() > 0).select(lengths, 1);
}

}  // namespace vescargo
