#pragma once

#include <algorithm>
#include <cmath>

#include "vescargo/quant/extractTraces.h"

namespace vescargo {

/// Where a trace's M was found.
struct PeakPlace {
  double mz = 0;
  float apexRtSeconds = 0;
  float widthSeconds = 0;
};

inline PeakPlace placeOf(const IonTarget& target, const IonTrace& trace) {
  return {target.mz * (1 + 1e-6 * static_cast<double>(trace.massErrorPpm)), trace.apexRtSeconds, trace.widthSeconds};
}

/// Means of the same peaks differ by rounding only; peaks that an analyser tells apart are farther away.
inline double samePeakWindow(double mz) { return 2e-6 * mz; }

inline bool isSamePeak(const PeakPlace& a, const PeakPlace& b) {
  return std::abs(a.mz - b.mz) <= samePeakWindow(a.mz) &&
         std::abs(a.apexRtSeconds - b.apexRtSeconds) <= std::max(a.widthSeconds, b.widthSeconds) / 2;
}

}  // namespace vescargo
