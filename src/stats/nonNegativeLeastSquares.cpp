#include "vescargo/stats/nonNegativeLeastSquares.h"

#include <algorithm>
#include <vector>

#include "vescargo/stats/leastSquares.h"

namespace vescargo {

namespace {

/// Least squares of the columns that are free, 0 for the others.
Eigen::VectorXd solveFree(const Eigen::MatrixXd& a, const Eigen::VectorXd& b, const std::vector<Eigen::Index>& free) {
  Eigen::VectorXd x = Eigen::VectorXd::Zero(a.cols());
  x(free) = solveLeastSquares(a(Eigen::all, free), b).coefficients;
  return x;
}

}  // namespace

Eigen::VectorXd nonNegativeLeastSquares(const Eigen::MatrixXd& a, const Eigen::VectorXd& b) {
  Eigen::VectorXd x = Eigen::VectorXd::Zero(a.cols());
  std::vector<Eigen::Index> free;
  if (a.size() == 0) return x;
  const double tolerance = 1e-12 * a.colwise().norm().maxCoeff() * b.norm();
  // Each round frees one column and lowers the residual, so sets do not repeat; the bound is for rounding.
  for (Eigen::Index round = 0; round < 10 * a.cols(); ++round) {
    Eigen::VectorXd gradient = a.transpose() * (b - a * x);
    for (const Eigen::Index column : free) gradient[column] = 0;
    Eigen::Index steepest = 0;
    if (!(gradient.maxCoeff(&steepest) > tolerance)) break;
    free.push_back(steepest);
    Eigen::VectorXd next = solveFree(a, b, free);
    while (!free.empty() && next(free).minCoeff() <= 0) {
      double step = 1;
      for (const Eigen::Index column : free) {
        if (next[column] <= 0) step = std::min(step, x[column] / (x[column] - next[column]));
      }
      x += step * (next - x);
      std::erase_if(free, [&](Eigen::Index column) { return next[column] <= 0 && x[column] <= 1e-14 * x.maxCoeff(); });
      for (Eigen::Index column = 0; column < x.size(); ++column) {
        if (std::find(free.begin(), free.end(), column) == free.end()) x[column] = 0;
      }
      next = free.empty() ? Eigen::VectorXd::Zero(a.cols()).eval() : solveFree(a, b, free);
    }
    x = next;
  }
  return x;
}

}  // namespace vescargo
