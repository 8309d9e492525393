#include "vescargo/confidence/rescore.h"

#include "vescargo/confidence/rescoreFeatures.h"

namespace vescargo {

LearnedScores rescore(const std::vector<Psm>& psms, const std::vector<int>& folds) {
  if (psms.empty()) return {};
  LearningRows rows{rescoreFeatures(psms, folds), {}, folds};
  for (const Psm& psm : psms) rows.decoy.push_back(psm.decoy);
  return learnScores(rows, fixedWeights());
}

}  // namespace vescargo
