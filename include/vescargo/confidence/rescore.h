#pragma once

#include <vector>

#include "vescargo/search/Psm.h"

namespace vescargo {

inline constexpr std::size_t fewestTrainingTargets = 30;
inline constexpr std::size_t fewestTrainingDecoys = 30;

/// Scores of matches, higher is better, comparable over folds.
struct Rescored {
  std::vector<double> scores;
  bool trained = false;             ///< false: the fixed weights gave the scores, there being too few targets or decoys
  std::size_t trainingTargets = 0;  ///< confident targets by the fixed weights in the smallest training set
};

/// Rescoring of rescoreFeatures. A score from fixedWeights is where it starts; with
/// enough to learn from it is semi-supervised (Kall 2007): for each fold a logistic
/// regression, drawn to the fixed weights, learns confident targets from decoys of
/// the other folds, in up to three rounds, and scores the fold (Granholm 2012). A
/// model that accepts fewer training targets than the fixed weights is replaced by them. The
/// scores of a fold are shifted and scaled so that its training matches have the mean and SD of
/// their fixed scores. `folds` as of peptideFolds.
Rescored rescore(const std::vector<Psm>& psms, const std::vector<int>& folds);

}  // namespace vescargo
