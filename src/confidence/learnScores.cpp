#include "vescargo/confidence/learnScores.h"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

#include "vescargo/base/parallelFor.h"
#include "vescargo/confidence/folds.h"
#include "vescargo/stats/logistic.h"

namespace vescargo {

namespace {

constexpr int rounds = 3;
constexpr double trainingFdr = 0.01;
/// As a dozen rows at the boundary draw; scores of a few hundred rows hardly leave the fixed weights.
constexpr double resistance = 3;
constexpr double interceptResistance = 0.1;
constexpr std::size_t mostTrainingRows = 3000;  ///< of targets, and of decoys; more do not move so few weights

using Rows = std::vector<Eigen::Index>;

struct Threshold {
  double score = 0;
  std::size_t targets = 0;  ///< at or above the score
};

/// Where decoys / targets of the training rows is last at or below the training FDR. No +1 here: it
/// only chooses what to learn from.
Threshold thresholdOf(const std::vector<bool>& decoy, const Rows& rows, const Eigen::VectorXd& scores) {
  std::vector<std::pair<double, bool>> ranked;
  ranked.reserve(rows.size());
  for (const auto i : rows) ranked.emplace_back(scores[i], decoy[static_cast<std::size_t>(i)]);
  std::sort(ranked.begin(), ranked.end(), std::greater<>{});
  Threshold threshold;
  std::size_t decoys = 0;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    decoys += ranked[i].second ? 1 : 0;
    const std::size_t targets = i + 1 - decoys;
    const bool tied = i + 1 < ranked.size() && ranked[i + 1].first == ranked[i].first;
    if (!tied && static_cast<double>(decoys) <= trainingFdr * static_cast<double>(targets))
      threshold = {ranked[i].first, targets};
  }
  return threshold;
}

struct Moments {
  double mean;
  double sd;
};

Moments momentsOf(const Eigen::VectorXd& scores, const Rows& rows) {
  const Eigen::VectorXd chosen = scores(rows);
  const double mean = chosen.mean();
  return {mean, std::sqrt((chosen.array() - mean).square().mean())};
}

/// Learns from the training rows of one fold.
class Learner {
 public:
  Learner(const LearningRows& rows, Rows training) : rows_(rows), training_(std::move(training)) {
    for (const auto i : training_) {
      if (rows_.decoy[static_cast<std::size_t>(i)]) decoys_.push_back(i);
    }
  }

  std::size_t decoys() const { return decoys_.size(); }
  std::size_t targetsAt(const Eigen::VectorXd& scores) const {
    return thresholdOf(rows_.decoy, training_, scores).targets;
  }

  /// Scores of all rows, with the mean and SD that `fixed` has over the training rows.
  Eigen::VectorXd learn(const Eigen::VectorXd& fixedWeights, const Eigen::VectorXd& fixed) const {
    const Eigen::MatrixXd& features = rows_.features;
    LogisticPrior prior{fixedWeights, Eigen::VectorXd::Constant(features.cols(), resistance)};
    prior.strength[features.cols() - 1] = interceptResistance;
    const Eigen::MatrixXd negatives = features(spread(decoys_), Eigen::all);
    Eigen::VectorXd weights = prior.centre;
    Eigen::VectorXd best = fixed;
    Eigen::VectorXd scores = fixed;
    Threshold reached = thresholdOf(rows_.decoy, training_, fixed);
    std::size_t mostTargets = reached.targets;
    Rows before;
    for (int round = 0; round < rounds; ++round) {
      const Rows positives = targetsFrom(scores, reached.score);
      if (positives.size() < fewestTrainingTargets || positives == before) break;
      weights = logisticRegression(features(spread(positives), Eigen::all), negatives, prior, weights);
      scores = features * weights;
      reached = thresholdOf(rows_.decoy, training_, scores);
      if (reached.targets >= mostTargets) {
        best = scores;
        mostTargets = reached.targets;
      }
      before = positives;
    }
    const auto wanted = momentsOf(fixed, training_);
    const auto is = momentsOf(best, training_);
    return (best.array() - is.mean) * (wanted.sd / std::max(is.sd, 1e-9)) + wanted.mean;
  }

 private:
  Rows targetsFrom(const Eigen::VectorXd& scores, double lowest) const {
    Rows rows;
    for (const auto i : training_) {
      if (!rows_.decoy[static_cast<std::size_t>(i)] && scores[i] >= lowest) rows.push_back(i);
    }
    return rows;
  }

  /// Not more than mostTrainingRows, evenly spread.
  static Rows spread(const Rows& rows) {
    if (rows.size() <= mostTrainingRows) return rows;
    Rows chosen;
    for (std::size_t i = 0; i < mostTrainingRows; ++i) chosen.push_back(rows[i * rows.size() / mostTrainingRows]);
    return chosen;
  }

  const LearningRows& rows_;
  Rows training_;
  Rows decoys_;
};

}  // namespace

LearnedScores learnScores(const LearningRows& rows, const Eigen::VectorXd& fixedWeights) {
  LearnedScores result;
  if (rows.decoy.empty()) return result;
  const Eigen::VectorXd fixed = rows.features * fixedWeights;
  result.scores.assign(fixed.begin(), fixed.end());
  std::vector<Learner> learners;
  result.trainingTargets = rows.decoy.size();
  std::size_t decoys = rows.decoy.size();
  for (int fold = 0; fold < foldCount; ++fold) {
    Rows training;
    for (std::size_t i = 0; i < rows.folds.size(); ++i) {
      if (rows.folds[i] != fold) training.push_back(static_cast<Eigen::Index>(i));
    }
    learners.emplace_back(rows, std::move(training));
    result.trainingTargets = std::min(result.trainingTargets, learners.back().targetsAt(fixed));
    decoys = std::min(decoys, learners.back().decoys());
  }
  if (result.trainingTargets < fewestTrainingTargets || decoys < fewestTrainingDecoys) return result;
  result.trained = true;
  parallelFor(foldCount, 1, [&](int fold) {
    const Eigen::VectorXd scores = learners[static_cast<std::size_t>(fold)].learn(fixedWeights, fixed);
    for (std::size_t i = 0; i < rows.folds.size(); ++i) {
      if (rows.folds[i] == fold) result.scores[i] = scores[static_cast<Eigen::Index>(i)];
    }
  });
  return result;
}

}  // namespace vescargo
