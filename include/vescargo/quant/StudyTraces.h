#pragma once

#include <vector>

#include "vescargo/quant/IonTarget.h"
#include "vescargo/quant/RunQuality.h"
#include "vescargo/quant/StudyIons.h"
#include "vescargo/quant/extractTraces.h"

namespace vescargo {

/// What all runs were looked at for, and what was found.
struct StudyTraces {
  StudyIons ions;
  std::vector<std::vector<IonTarget>> targets;  ///< [run]
  std::vector<std::vector<IonTrace>> traces;    ///< [run], as targets
  std::vector<RunQuality> quality;              ///< [run]
  std::vector<PairAlignment> alignments;        ///< pairs of runs of one fraction, first < second
  double transferLimit = 0;                     ///< highest q-value of a transfer that is measured
};

}  // namespace vescargo
