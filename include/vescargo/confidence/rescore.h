#pragma once

#include <vector>

#include "vescargo/search/Psm.h"

namespace vescargo {

inline constexpr std::size_t fewestTrainingTargets = 30;
inline constexpr std::size_t fewestTrainingDecoys = 30;

/// Hyperscore + deltaScore + ionSurprise: what rescoring starts from, and the
/// score where there is too little to learn from. On real runs (ion-trap BSA, HCD of
/// human cells, TMT) the sum ranks better than the hyperscore by itself.
double startScore(const Psm& psm);

/// Scores of matches, higher is better, comparable over folds.
struct Rescored {
  std::vector<double> scores;
  bool trained = false;  ///< false: the scores are start scores, there being too few targets or decoys to learn from
  std::size_t trainingTargets = 0;  ///< confident targets by start score in the smallest training set
};

/// Semi-supervised rescoring (Kall 2007): for each fold a ridge logistic
/// regression learns confident targets from decoys of the other folds, in five
/// rounds from the start score on, and scores the fold (Granholm 2012). Scores of
/// a fold are shifted and scaled so that the training set's threshold is 0 and
/// its median decoy -1. A model that accepts fewer training targets than the
/// start score is replaced by it. `folds` as of peptideFolds.
Rescored rescore(const std::vector<Psm>& psms, const std::vector<int>& folds);

}  // namespace vescargo
