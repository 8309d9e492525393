#pragma once

#include <vector>

#include "vescargo/search/Psm.h"

namespace vescargo {

inline constexpr std::size_t fewestTrainingTargets = 30;

/// Scores of matches, higher is better, comparable over folds.
struct Rescored {
  std::vector<double> scores;
  bool trained = false;  ///< false: the scores are the hyperscores, there being too few targets to learn from
  std::size_t trainingTargets = 0;  ///< confident targets by hyperscore in the smallest training set
};

/// Semi-supervised rescoring (Kall 2007): for each fold a ridge logistic
/// regression learns confident targets from decoys of the other folds, in five
/// rounds from the hyperscore on, and scores the fold (Granholm 2012). Scores of
/// a fold are shifted and scaled so that the training set's threshold is 0 and
/// its median decoy -1. A model that accepts fewer training targets than the
/// hyperscore is replaced by it. `folds` as of peptideFolds.
Rescored rescore(const std::vector<Psm>& psms, const std::vector<int>& folds);

}  // namespace vescargo
