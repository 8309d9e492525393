#pragma once

#include <Eigen/Core>

namespace vescargo {

/// What logistic regression is drawn to where data are few: weights `centre`, with the
/// curvature `strength` (one a column).
struct LogisticPrior {
  Eigen::VectorXd centre;
  Eigen::VectorXd strength;
};

/// Ridge logistic regression of positives (rows) against negatives, by Newton steps from
/// `start`. Both classes weigh the same, together as much as there are rows; the penalty is
/// strength * (weight - centre)^2 / 2. Either class has a row at least.
Eigen::VectorXd logisticRegression(const Eigen::MatrixXd& positives, const Eigen::MatrixXd& negatives,
                                   const LogisticPrior& prior, Eigen::VectorXd start);

}  // namespace vescargo
