#pragma once

#include <vector>

namespace vescargo {

/// Half-width within which peaks at other ion mobilities are one peak: half the width of a peak of a time-of-flight
/// analyzer at a resolution of 40,000.
constexpr double mobilityPpm = 12.5;

/// Sums what lies within mobilityPpm of each other, as the peaks of one ion at several ion mobilities do: the highest
/// peak takes all others within its reach, then the highest of those that are left, and so on. The m/z of a sum is
/// their mean, weighed by intensity. In and out sorted by m/z.
void sumPeaks(std::vector<double>& mz, std::vector<float>& intensity);

}  // namespace vescargo
