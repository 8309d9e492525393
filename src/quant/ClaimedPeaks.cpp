#include "ClaimedPeaks.h"

#include <tuple>

namespace vescargo {

ClaimedPeaks::ClaimedPeaks(const std::vector<IonTarget>& targets, const std::vector<IonTrace>& traces) {
  for (std::size_t t = 0; t < targets.size(); ++t) {
    if (traces[t].reason == MissingReason::Measured) places_.push_back(placeOf(targets[t], traces[t]));
  }
  std::sort(places_.begin(), places_.end(), [](const auto& a, const auto& b) {
    return std::tie(a.mz, a.apexRtSeconds) < std::tie(b.mz, b.apexRtSeconds);
  });
}

bool ClaimedPeaks::has(const PeakPlace& place) const {
  const double window = samePeakWindow(place.mz);
  auto other = std::lower_bound(places_.begin(), places_.end(), place.mz - window,
                                [](const PeakPlace& a, double mz) { return a.mz < mz; });
  for (; other != places_.end() && other->mz <= place.mz + window; ++other) {
    if (isSamePeak(place, *other)) return true;
  }
  return false;
}

}  // namespace vescargo
