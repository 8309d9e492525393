#pragma once

#include <Eigen/Core>
#include <vector>

namespace vescargo {

inline constexpr std::size_t fewestTrainingTargets = 30;
inline constexpr std::size_t fewestTrainingDecoys = 30;

/// Scores, higher is better, comparable over folds.
struct LearnedScores {
  std::vector<double> scores;
  bool trained = false;             ///< false: the fixed weights gave the scores, there being too few targets or decoys
  std::size_t trainingTargets = 0;  ///< confident targets by the fixed weights in the smallest training set
};

/// What is to be told from its decoys; a row each.
struct LearningRows {
  Eigen::MatrixXd features;  ///< on like scales; the last column is 1
  std::vector<bool> decoy;
  std::vector<int> folds;  ///< 0 to foldCount - 1; what belongs together shares one
};

/// Semi-supervised scores (Kall 2007). A score from `fixedWeights` is where it starts; with
/// enough to learn from, for each fold a logistic regression, drawn to the fixed weights, learns confident targets
/// from decoys of the other folds, in up to three rounds, and scores the fold (Granholm 2012). A
/// model that accepts fewer training targets than the fixed weights is replaced by them. The
/// scores of a fold are shifted and scaled so that its training rows have the mean and SD of
/// their fixed scores.
LearnedScores learnScores(const LearningRows& rows, const Eigen::VectorXd& fixedWeights);

}  // namespace vescargo
