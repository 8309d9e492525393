#pragma once

#include <vector>

#include "samePeak.h"
#include "vescargo/quant/extractTraces.h"

namespace vescargo {

/// Peaks of one run that are an identified ion's.
class ClaimedPeaks {
 public:
  ClaimedPeaks(const std::vector<IonTarget>& targets, const std::vector<IonTrace>& traces);

  bool has(const PeakPlace& place) const;

 private:
  std::vector<PeakPlace> places_;  // by m/z
};

}  // namespace vescargo
