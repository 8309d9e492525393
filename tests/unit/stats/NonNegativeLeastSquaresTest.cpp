#include <catch2/catch.hpp>

#include "vescargo/base/splitMix.h"
#include "vescargo/stats/nonNegativeLeastSquares.h"

using namespace vescargo;

TEST_CASE("without a negative solution it is plain least squares, with one the column is left out") {
  Eigen::MatrixXd a(3, 2);
  a << 1, 1, 1, 2, 1, 3;
  // A line by intercept and slope; that through 3, 2, 1 falls, so that its slope is held at 0.
  CHECK((nonNegativeLeastSquares(a, Eigen::Vector3d(2, 4, 6)) - Eigen::Vector2d(0, 2)).norm() < 1e-12);
  CHECK((nonNegativeLeastSquares(a, Eigen::Vector3d(3, 5, 7)) - Eigen::Vector2d(1, 2)).norm() < 1e-12);
  CHECK((nonNegativeLeastSquares(a, Eigen::Vector3d(3, 2, 1)) - Eigen::Vector2d(2, 0)).norm() < 1e-12);
  CHECK(nonNegativeLeastSquares(a, Eigen::Vector3d(-1, -2, -3)).norm() == 0);
}

TEST_CASE("nothing, zeros and equal columns have an answer") {
  CHECK(nonNegativeLeastSquares(Eigen::MatrixXd(0, 3), Eigen::VectorXd(0)) == Eigen::Vector3d::Zero());
  CHECK(nonNegativeLeastSquares(Eigen::MatrixXd::Zero(3, 2), Eigen::Vector3d(1, 2, 3)) == Eigen::Vector2d::Zero());
  Eigen::MatrixXd same(2, 2);
  same << 1, 1, 2, 2;
  const Eigen::VectorXd x = nonNegativeLeastSquares(same, Eigen::Vector2d(2, 4));
  CHECK(x.minCoeff() >= 0);
  CHECK(x.sum() == Approx(2).epsilon(1e-12).margin(0));
}

TEST_CASE("at the answer the conditions of Karush, Kuhn and Tucker hold") {
  SplitMix random{7};
  const auto draw = [&] { return static_cast<double>(random.below(2001)) / 1000 - 1; };
  for (int problem = 0; problem < 200; ++problem) {
    INFO("problem " << problem);
    const auto rows = static_cast<Eigen::Index>(4 + random.below(20)),
               columns = static_cast<Eigen::Index>(1 + random.below(9));
    Eigen::MatrixXd a(rows, columns);
    Eigen::VectorXd b(rows);
    for (double& value : a.reshaped()) value = draw();
    for (double& value : b) value = draw();
    const Eigen::VectorXd x = nonNegativeLeastSquares(a, b);
    const Eigen::VectorXd gradient = a.transpose() * (b - a * x);
    CHECK(x.minCoeff() >= 0);
    CHECK(gradient.maxCoeff() < 1e-9);
    for (Eigen::Index i = 0; i < columns; ++i) CHECK(std::abs(gradient[i] * x[i]) < 1e-9);
  }
}
