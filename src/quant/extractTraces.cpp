#include "vescargo/quant/extractTraces.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "IonChromatogram.h"
#include "vescargo/base/parallelFor.h"
#include "vescargo/search/Mass.h"

namespace vescargo {

namespace {

constexpr std::size_t fewestSpectra = 3;
constexpr std::size_t climbReach = 2;  ///< spectra that noise may stand in the way of a climb
constexpr std::size_t firstReach = 32;

struct Bounds {
  std::size_t left = 0, apex = 0, right = 0;  ///< elements of the chromatogram, all in
};

/// Element with the highest smoothed value from `first` to `last`, both in.
std::size_t highest(const std::vector<float>& smooth, std::size_t first, std::size_t last) {
  last = std::min(last, smooth.size() - 1);
  const auto begin = smooth.begin();
  return static_cast<std::size_t>(
      std::max_element(begin + static_cast<std::ptrdiff_t>(first), begin + static_cast<std::ptrdiff_t>(last) + 1) -
      begin);
}

std::size_t climb(const std::vector<float>& smooth, std::size_t from) {
  while (true) {
    const std::size_t next = highest(smooth, from - std::min(from, climbReach), from + climbReach);
    if (smooth[next] <= smooth[from]) return from;
    from = next;
  }
}

/// Where a peak ends in the direction of `step`.
std::size_t edge(const IonChromatogram& ion, std::size_t apex, int step) {
  constexpr float floorShare = 0.01F;
  constexpr float rise = 1.5F;
  constexpr float riseShare = 0.05F;
  const float height = ion.smooth[apex];
  const auto size = static_cast<std::ptrdiff_t>(ion.sum.size());
  auto lowest = static_cast<std::ptrdiff_t>(apex);
  for (auto i = static_cast<std::ptrdiff_t>(apex) + step; i >= 0 && i < size; i += step) {
    const float value = ion.smooth[static_cast<std::size_t>(i)];
    const float low = ion.smooth[static_cast<std::size_t>(lowest)];
    if (value > rise * low && value > low + riseShare * height) break;
    if (value < low) lowest = i;
    const bool gap = ion.sum[static_cast<std::size_t>(i)] <= 0 && ion.sum[static_cast<std::size_t>(i - step)] <= 0;
    if (value < floorShare * height || gap) return static_cast<std::size_t>(i);
  }
  return static_cast<std::size_t>(lowest);
}

/// Elements where the apex may be.
struct Window {
  std::size_t first = 0, nearest = 0, last = 0;
};

Window windowOf(std::span<const float> rt, const IonTarget& target, const IonChromatogram& ion) {
  const auto from = static_cast<std::size_t>(std::lower_bound(rt.begin(), rt.end(), target.rtSeconds) - rt.begin());
  std::size_t nearest = std::min(from, rt.size() - 1);
  if (nearest > 0 && target.rtSeconds - rt[nearest - 1] < rt[nearest] - target.rtSeconds) --nearest;
  nearest -= ion.first;
  Window window{nearest - std::min(nearest, climbReach), nearest, std::min(nearest + climbReach, ion.sum.size() - 1)};
  while (window.first > 0 && rt[ion.first + window.first - 1] >= target.firstRtSeconds) --window.first;
  while (window.last + 1 < ion.sum.size() && rt[ion.first + window.last + 1] <= target.lastRtSeconds) ++window.last;
  return window;
}

/// Apex of a transferred ion: high, and near to where it is expected.
std::size_t likeliestApex(std::span<const float> rt, const IonTarget& target, const IonChromatogram& ion,
                          const Window& window) {
  const float cycle = (rt[ion.first + window.last] - rt[ion.first + window.first]) /
                      static_cast<float>(std::max<std::size_t>(1, window.last - window.first));
  const float spread = std::max(target.rtSpreadSeconds, cycle);
  std::size_t best = ion.smooth.size();
  float bestWorth = 0;
  for (std::size_t i = window.first; i <= window.last; ++i) {
    if (ion.smooth[i] <= 0 || climb(ion.smooth, i) != i) continue;
    const float z = (rt[ion.first + i] - target.rtSeconds) / spread;
    const float worth = ion.smooth[i] * std::exp(-z * z / 2);
    if (worth <= bestWorth) continue;
    best = i;
    bestWorth = worth;
  }
  return best;
}

/// Width at half of the apex, straight between spectra.
float widthOf(std::span<const float> rt, const IonChromatogram& ion, const Bounds& bounds) {
  const float half = ion.smooth[bounds.apex] / 2;
  const auto crossing = [&](std::size_t end, int step) {
    std::size_t i = bounds.apex;
    while (i != end && ion.smooth[i] > half) i = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i) + step);
    if (ion.smooth[i] > half) return rt[ion.first + i];
    const auto inner = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i) - step);
    const float share = (ion.smooth[inner] - half) / (ion.smooth[inner] - ion.smooth[i]);
    return rt[ion.first + inner] + share * (rt[ion.first + i] - rt[ion.first + inner]);
  };
  return crossing(bounds.right, 1) - crossing(bounds.left, -1);
}

/// Between spectra: the top of the parabola through the logarithms of the apex and its neighbours, as of a Gaussian.
float apexTime(std::span<const float> rt, const IonChromatogram& ion, std::size_t apex) {
  const float at = rt[ion.first + apex];
  if (apex == 0 || apex + 1 == ion.smooth.size() || ion.smooth[apex - 1] <= 0 || ion.smooth[apex + 1] <= 0) return at;
  const float before = rt[ion.first + apex - 1] - at;
  const float after = rt[ion.first + apex + 1] - at;
  if (before == 0 || after == 0) return at;  // times rounded until they are equal
  const float fall = std::log(ion.smooth[apex - 1] / ion.smooth[apex]) / before;
  const float rise = std::log(ion.smooth[apex + 1] / ion.smooth[apex]) / after;
  const float curvature = (rise - fall) / (after - before);
  if (!(curvature < 0)) return at;
  return at + std::clamp((fall * after - rise * before) / (after - before) / (-2 * curvature), before, after);
}

void measureMass(const IonTarget& target, const IonChromatogram& ion, const Bounds& bounds, IonTrace& trace) {
  double weight = 0;
  double error = 0;
  for (std::size_t i = bounds.left; i <= bounds.right; ++i) {
    if (ion.monoMz[i] <= 0) continue;
    ++trace.points;
    const auto intensity = static_cast<double>(ion.isotope[0][i]);
    weight += intensity;
    error += intensity * (static_cast<double>(ion.monoMz[i]) - target.mz);
  }
  if (weight > 0) trace.massErrorPpm = static_cast<float>(1e6 * error / weight / target.mz);
}

IonTrace measure(std::span<const float> rt, const IonTarget& target, IonChromatogram& ion, const Bounds& bounds) {
  IonTrace trace;
  trace.apexIntensity = ion.smooth[bounds.apex];
  trace.apexRtSeconds = apexTime(rt, ion, bounds.apex);
  trace.beginSeconds = rt[ion.first + bounds.left];
  trace.endSeconds = rt[ion.first + bounds.right];
  trace.widthSeconds = widthOf(rt, ion, bounds);
  measureMass(target, ion, bounds, trace);
  const IsotopeEvidence evidence = weighIsotopes(ion, rt, {bounds.left, bounds.right});
  trace.shape = evidence.shape;
  trace.isotopeAgreement = evidence.agreement;
  trace.isotopeExcess = evidence.excess;
  trace.leadingShare = evidence.leadingShare;
  trace.interfered = evidence.interfered;
  const bool enough = trace.points >= fewestSpectra && evidence.area > 0;
  trace.reason = enough ? MissingReason::Measured : MissingReason::BelowThreshold;
  if (enough) trace.area = evidence.area;
  return trace;
}

IonTrace extractOne(const SurveyIndex& surveys, const IonTarget& target, const Tolerance& tolerance,
                    IonChromatogram& ion) {
  IonTrace nothing;
  if (target.lane >= surveys.lanes.size()) {
    if (!surveys.lanes.empty()) nothing.reason = MissingReason::OtherLane;
    return nothing;
  }
  const Lane& lane = surveys.lanes[target.lane];
  const std::span rt = std::span(surveys.rtSeconds).subspan(lane.first, lane.surveys());
  if (rt.empty()) return nothing;
  if (std::isnan(target.rtSeconds)) {
    nothing.reason = MissingReason::TransferRejected;
    return nothing;
  }
  const auto middle = static_cast<std::size_t>(std::lower_bound(rt.begin(), rt.end(), target.rtSeconds) - rt.begin());
  for (std::size_t reach = firstReach;; reach *= 2) {
    const std::pair spectra{middle - std::min(middle, reach), std::min(rt.size(), middle + reach + 1)};
    ion.read(surveys, target, tolerance, spectra);
    const Window window = windowOf(rt, target, ion);
    std::size_t apex = highest(ion.smooth, window.first, window.last);
    if (ion.smooth[apex] <= 0) return nothing;
    apex = target.transferred ? likeliestApex(rt, target, ion, window) : climb(ion.smooth, apex);
    const bool found = apex < ion.smooth.size();
    const Bounds bounds =
        found ? Bounds{edge(ion, apex, -1), apex, edge(ion, apex, 1)} : Bounds{window.first, window.first, window.last};
    const bool cutLeft = window.first == 0 || bounds.left == 0;
    const bool cutRight = window.last + 1 == ion.sum.size() || bounds.right + 1 == ion.sum.size();
    if ((cutLeft && spectra.first > 0) || (cutRight && spectra.second < rt.size())) continue;
    return found ? measure(rt, target, ion, bounds) : nothing;
  }
}

}  // namespace

std::vector<IonTrace> extractTraces(const SurveyIndex& surveys, const std::vector<IonTarget>& targets,
                                    const Tolerance& tolerance) {
  std::vector<IonTrace> traces(targets.size());
  parallelForWith(
      targets.size(), 64, [] { return std::make_unique<IonChromatogram>(); },
      [&](IonChromatogram& ion, std::size_t i) { traces[i] = extractOne(surveys, targets[i], tolerance, ion); });
  return traces;
}

}  // namespace vescargo
