#include "vescargo/confidence/ForeignResult.h"

#include <limits>

namespace vescargo {

ForeignMatch newForeignMatch() {
  constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
  ForeignMatch match;
  match.psm.qValue = unknown;
  match.psm.peptideQValue = unknown;
  match.psm.posteriorError = unknown;
  match.psm.hyperscore = unknown;
  match.psm.deltaScore = unknown;
  match.psm.explainedIntensity = unknown;
  match.psm.fragmentErrorPpm = unknown;
  return match;
}

}  // namespace vescargo
