#include "vescargo/stats/logistic.h"

#include "vescargo/stats/leastSquares.h"

namespace vescargo {

namespace {

constexpr int mostSteps = 20;
constexpr Eigen::Index blockRows = 512;  ///< fits the cache
constexpr double leastCurvature = 1e-6;
constexpr double smallestMove = 1e-4;  ///< relative

/// Gradient and curvature of the log-likelihood, rows added block by block.
struct Slope {
  Eigen::VectorXd gradient;
  Eigen::MatrixXd curvature;

  void add(const Eigen::MatrixXd& rows, const Eigen::VectorXd& weights, double label, double weight) {
    for (Eigen::Index begin = 0; begin < rows.rows(); begin += blockRows) {
      const auto block = rows.middleRows(begin, std::min(blockRows, rows.rows() - begin));
      const Eigen::ArrayXd p = 1 / (1 + (-(block * weights).array().max(-30).min(30)).exp());
      gradient.noalias() += block.transpose() * (weight * (label - p)).matrix();
      const Eigen::ArrayXd roots = (weight * (p * (1 - p)).max(leastCurvature)).sqrt();
      const Eigen::MatrixXd weighted = block.array().colwise() * roots;
      curvature.selfadjointView<Eigen::Lower>().rankUpdate(weighted.transpose());
    }
  }
};

}  // namespace

Eigen::VectorXd logisticRegression(const Eigen::MatrixXd& positives, const Eigen::MatrixXd& negatives,
                                   const LogisticPrior& prior, Eigen::VectorXd start) {
  Eigen::VectorXd weights = std::move(start);
  const double half = 0.5 * static_cast<double>(positives.rows() + negatives.rows());
  for (int step = 0; step < mostSteps; ++step) {
    Slope slope{prior.strength.cwiseProduct(prior.centre - weights), prior.strength.asDiagonal()};
    slope.add(positives, weights, 1, half / static_cast<double>(positives.rows()));
    slope.add(negatives, weights, 0, half / static_cast<double>(negatives.rows()));
    const Eigen::VectorXd move = solveSymmetric(slope.curvature, slope.gradient);
    weights += move;
    if (move.norm() < smallestMove * (1 + weights.norm())) break;
  }
  return weights;
}

}  // namespace vescargo
