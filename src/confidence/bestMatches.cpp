#include "vescargo/confidence/bestMatches.h"

namespace vescargo {

std::map<std::pair<std::string, int>, const Psm*> bestMatches(const Identifications& identifications,
                                                              const AcceptedLimits& limits) {
  std::map<std::pair<std::string, int>, const Psm*> best;
  for (const Psm& psm : identifications.psms) {
    if (!isAccepted(psm, limits)) continue;
    const Psm*& kept = best[{psm.modifiedSequence, psm.charge}];
    if (kept == nullptr || std::pair(psm.qValue, -psm.score) < std::pair(kept->qValue, -kept->score)) kept = &psm;
  }
  return best;
}

}  // namespace vescargo
