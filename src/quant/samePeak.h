#pragma once

#include <algorithm>
#include <cmath>

namespace vescargo {

/// Where a trace's M was found.
struct PeakPlace {
  double mz = 0;
  float apexRtSeconds = 0;
  float widthSeconds = 0;
};

/// Means of the same peaks differ by rounding only; peaks that an analyser tells apart are farther away.
inline double samePeakWindow(double mz) { return 2e-6 * mz; }

inline bool isSamePeak(const PeakPlace& a, const PeakPlace& b) {
  return std::abs(a.mz - b.mz) <= samePeakWindow(a.mz) &&
         std::abs(a.apexRtSeconds - b.apexRtSeconds) <= std::max(a.widthSeconds, b.widthSeconds) / 2;
}

}  // namespace vescargo
