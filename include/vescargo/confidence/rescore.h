#pragma once

#include <vector>

#include "vescargo/confidence/learnScores.h"
#include "vescargo/search/Psm.h"

namespace vescargo {

/// Rescoring of rescoreFeatures by learnScores, from fixedWeights. `folds` as of peptideFolds.
LearnedScores rescore(const std::vector<Psm>& psms, const std::vector<int>& folds);

}  // namespace vescargo
