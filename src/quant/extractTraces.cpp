#include "vescargo/quant/extractTraces.h"

#include <algorithm>
#include <cmath>

#include "vescargo/quant/isotopeRatios.h"
#include "vescargo/search/Mass.h"

namespace vescargo {

namespace {

constexpr std::size_t fewestSpectra = 3;
constexpr std::size_t climbReach = 2;  ///< spectra that noise may stand in the way of a climb

/// Intensities of an ion in consecutive MS1 spectra.
struct Trace {
  std::size_t first = 0;  ///< spectrum of element 0
  std::array<std::vector<double>, tracedIsotopes> isotope;
  std::vector<double> sum;  ///< of the isotopes, scaled for those that are missing
  std::vector<double> smooth;
  std::vector<double> monoMz;  ///< of M's peak; 0 where there is none
};

struct Bounds {
  std::size_t left = 0, apex = 0, right = 0;  ///< elements of the trace, all in
};

struct Peak {
  double mz = 0, intensity = 0;
};

Peak strongestPeak(const Run& run, std::size_t spectrum, double mz, double window) {
  const auto column = run.ms1.mzOf(spectrum);
  const auto intensity = run.ms1.intensityOf(spectrum);
  Peak best;
  auto at = std::lower_bound(column.begin(), column.end(), static_cast<float>(mz - window));
  for (; at != column.end() && static_cast<double>(*at) <= mz + window; ++at) {
    const auto height = static_cast<double>(intensity[static_cast<std::size_t>(at - column.begin())]);
    if (height > best.intensity) best = {static_cast<double>(*at), height};
  }
  return best;
}

/// Sum of the isotopes in one spectrum. A weak ion loses its rarer isotopes to the detection limit
/// first, which would make weak ions weaker still and ratios too large; so with M there the
/// isotopes that are stand for those that are not.
double summed(const Trace& trace, std::size_t element, const std::array<double, tracedIsotopes>& ratios) {
  double sum = 0;
  double all = 0;
  double there = 0;
  for (std::size_t k = 0; k < ratios.size(); ++k) {
    const double intensity = trace.isotope[k][element];
    sum += intensity;
    all += ratios[k];
    if (intensity > 0) there += ratios[k];
  }
  return trace.isotope[0][element] > 0 ? sum * all / there : sum;
}

Trace readTrace(const Run& run, const IonTarget& target, const Tolerance& tolerance,
                std::pair<std::size_t, std::size_t> spectra) {
  const auto ratios = isotopeRatios(neutralMass(target.mz, target.charge));
  Trace trace;
  trace.first = spectra.first;
  const std::size_t size = spectra.second - spectra.first;
  for (auto& column : trace.isotope) column.resize(size);
  trace.sum.resize(size);
  trace.monoMz.resize(size);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t k = 0; k < ratios.size(); ++k) {
      const double mz = target.mz + static_cast<double>(k) * isotopeSpacing / target.charge;
      const Peak peak = strongestPeak(run, spectra.first + i, mz, tolerance.at(mz));
      trace.isotope[k][i] = peak.intensity;
      if (k == 0) trace.monoMz[i] = peak.mz;
    }
    trace.sum[i] = summed(trace, i, ratios);
  }
  trace.smooth.resize(size);
  for (std::size_t i = 0; i < size; ++i) {
    const double before = i > 0 ? trace.sum[i - 1] : trace.sum[i];
    const double after = i + 1 < size ? trace.sum[i + 1] : trace.sum[i];
    trace.smooth[i] = (before + 2 * trace.sum[i] + after) / 4;
  }
  return trace;
}

/// Element with the highest smoothed value from `first` to `last`, both in.
std::size_t highest(const Trace& trace, std::size_t first, std::size_t last) {
  last = std::min(last, trace.smooth.size() - 1);
  const auto begin = trace.smooth.begin();
  return static_cast<std::size_t>(
      std::max_element(begin + static_cast<std::ptrdiff_t>(first), begin + static_cast<std::ptrdiff_t>(last) + 1) -
      begin);
}

std::size_t climb(const Trace& trace, std::size_t from) {
  while (true) {
    const std::size_t next = highest(trace, from - std::min(from, climbReach), from + climbReach);
    if (trace.smooth[next] <= trace.smooth[from]) return from;
    from = next;
  }
}

/// Where a peak ends in the direction of `step`.
std::size_t edge(const Trace& trace, std::size_t apex, int step) {
  constexpr double floorShare = 0.01;
  constexpr double rise = 1.5;
  constexpr double riseShare = 0.05;
  const double height = trace.smooth[apex];
  const auto size = static_cast<std::ptrdiff_t>(trace.sum.size());
  auto lowest = static_cast<std::ptrdiff_t>(apex);
  for (auto i = static_cast<std::ptrdiff_t>(apex) + step; i >= 0 && i < size; i += step) {
    const auto value = trace.smooth[static_cast<std::size_t>(i)];
    const auto low = trace.smooth[static_cast<std::size_t>(lowest)];
    if (value > rise * low && value > low + riseShare * height) break;
    if (value < low) lowest = i;
    const bool gap = trace.sum[static_cast<std::size_t>(i)] <= 0 && trace.sum[static_cast<std::size_t>(i - step)] <= 0;
    if (value < floorShare * height || gap) return static_cast<std::size_t>(i);
  }
  return static_cast<std::size_t>(lowest);
}

/// Spectra around the middle one, `reach` to either side.
std::pair<std::size_t, std::size_t> around(std::size_t middle, std::size_t reach, std::size_t count) {
  return {middle - std::min(middle, reach), std::min(count, middle + reach + 1)};
}

/// Elements where the climb may begin; the apex of a transferred ion must be there. A window of
/// time narrower than the spectra are apart would hold no apex at all.
std::pair<std::size_t, std::size_t> startElements(const Run& run, const IonTarget& target, const Trace& trace,
                                                  std::size_t middle) {
  std::size_t first = middle - std::min(middle, climbReach);
  std::size_t last = std::min(middle + climbReach, trace.sum.size() - 1);
  if (!target.transferred) return {first, last};
  const auto& rt = run.ms1RtSeconds;
  while (first > 0 && rt[trace.first + first - 1] >= target.rtSeconds - target.rtWindowSeconds) --first;
  while (last + 1 < trace.sum.size() && rt[trace.first + last + 1] <= target.rtSeconds + target.rtWindowSeconds) ++last;
  return {first, last};
}

/// Areas of the isotopes and how far M is off.
struct Measurement {
  double area = 0;  ///< of the sum
  std::array<double, tracedIsotopes> isotope{};
  double monoErrorPpm = 0;
  std::size_t monoSpectra = 0;
};

Measurement measure(const Run& run, const IonTarget& target, const Trace& trace, const Bounds& bounds) {
  Measurement result;
  double weight = 0;
  for (std::size_t i = bounds.left; i <= bounds.right; ++i) {
    if (i > bounds.left) {
      const double seconds = static_cast<double>(run.ms1RtSeconds[trace.first + i]) -
                             static_cast<double>(run.ms1RtSeconds[trace.first + i - 1]);
      result.area += seconds * (trace.sum[i] + trace.sum[i - 1]) / 2;
      for (std::size_t k = 0; k < result.isotope.size(); ++k)
        result.isotope[k] += seconds * (trace.isotope[k][i] + trace.isotope[k][i - 1]) / 2;
    }
    if (trace.monoMz[i] <= 0) continue;
    ++result.monoSpectra;
    weight += trace.isotope[0][i];
    result.monoErrorPpm += trace.isotope[0][i] * (trace.monoMz[i] - target.mz) / target.mz * 1e6;
  }
  if (weight > 0) result.monoErrorPpm /= weight;
  return result;
}

bool isConfirmed(const IonTarget& target, const Measurement& measured) {
  constexpr double leastRatio = 0.5;
  constexpr double mostRatio = 2;
  const double expected = isotopeRatios(neutralMass(target.mz, target.charge))[1];
  const double ratio = measured.isotope[1] / measured.isotope[0] / expected;
  return ratio >= leastRatio && ratio <= mostRatio &&
         std::abs(measured.monoErrorPpm) <= static_cast<double>(target.massWindowPpm);
}

IonTrace judge(const Run& run, const IonTarget& target, const Trace& trace, const Bounds& bounds) {
  IonTrace result;
  const auto rt = [&](std::size_t i) { return run.ms1RtSeconds[trace.first + i]; };
  result.apexRtSeconds = rt(bounds.apex);
  result.beginSeconds = rt(bounds.left);
  result.endSeconds = rt(bounds.right);
  const Measurement measured = measure(run, target, trace, bounds);
  if (measured.monoSpectra < fewestSpectra || !(measured.area > 0)) {
    result.reason = MissingReason::BelowThreshold;
  } else if (target.transferred && !isConfirmed(target, measured)) {
    result.reason = MissingReason::TransferRejected;
  } else {
    result.reason = MissingReason::Measured;
    result.area = measured.area;
  }
  return result;
}

IonTrace extractOne(const Run& run, const IonTarget& target, const Tolerance& tolerance) {
  IonTrace nothing;
  nothing.reason = std::isnan(target.rtSeconds) ? MissingReason::TransferRejected : MissingReason::NoSignal;
  const auto& rt = run.ms1RtSeconds;
  if (rt.empty() || std::isnan(target.rtSeconds)) return nothing;
  auto nearest = static_cast<std::size_t>(std::lower_bound(rt.begin(), rt.end(), target.rtSeconds) - rt.begin());
  if (nearest == rt.size() || (nearest > 0 && target.rtSeconds - rt[nearest - 1] < rt[nearest] - target.rtSeconds))
    --nearest;
  for (std::size_t reach = 32;; reach *= 2) {
    const auto spectra = around(nearest, reach, rt.size());
    const Trace trace = readTrace(run, target, tolerance, spectra);
    const auto [first, last] = startElements(run, target, trace, nearest - spectra.first);
    const std::size_t start = highest(trace, first, last);
    if (trace.smooth[start] <= 0) return nothing;
    const std::size_t apex = climb(trace, start);
    const Bounds bounds{edge(trace, apex, -1), apex, edge(trace, apex, 1)};
    const bool cutLeft = first == 0 || bounds.left == 0;
    const bool cutRight = last + 1 == trace.sum.size() || bounds.right + 1 == trace.sum.size();
    if ((cutLeft && spectra.first > 0) || (cutRight && spectra.second < rt.size())) continue;
    if (target.transferred && (apex < first || apex > last)) {
      nothing.reason = MissingReason::TransferRejected;
      return nothing;
    }
    return judge(run, target, trace, bounds);
  }
}

}  // namespace

std::vector<IonTrace> extractTraces(const Run& run, const std::vector<IonTarget>& targets,
                                    const QuantOptions& options) {
  std::vector<IonTrace> traces(targets.size());
#pragma omp parallel for schedule(dynamic, 64)
  for (std::size_t i = 0; i < targets.size(); ++i) traces[i] = extractOne(run, targets[i], options.traceTolerance);
  return traces;
}

}  // namespace vescargo
