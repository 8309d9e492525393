#include "vescargo/quant/RunQuality.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

/// Of all lanes but references.
double medianCycle(const SurveyIndex& surveys) {
  std::vector<double> cycles;
  for (const Lane& lane : surveys.lanes) {
    for (std::uint32_t i = lane.first + 1; i < lane.last && !lane.reference; ++i)
      cycles.push_back(static_cast<double>(surveys.rtSeconds[i]) - static_cast<double>(surveys.rtSeconds[i - 1]));
  }
  return median(std::move(cycles));
}

}  // namespace

RunQuality measureSurveys(const SurveyIndex& surveys) {
  RunQuality quality;
  quality.ms1Spectra = surveys.rtSeconds.size();
  quality.ms2Spectra = surveys.ms2Spectra;
  quality.totalIonCurrent = surveys.totalIonCurrent;
  quality.cycleSeconds = medianCycle(surveys);
  if (!surveys.rtSeconds.empty()) {
    const auto [first, last] = std::minmax_element(surveys.rtSeconds.begin(), surveys.rtSeconds.end());
    quality.rtBeginSeconds = static_cast<double>(*first);
    quality.rtEndSeconds = static_cast<double>(*last);
  }
  quality.lanes = surveys.lanes;
  quality.passedOver = surveys.passedOver;
  quality.missingSpectra = surveys.missingSpectra;
  return quality;
}

void measureTraces(const std::vector<IonTrace>& identified, double massOffsetPpm, RunQuality& quality) {
  quality.identifiedIons = identified.size();
  std::vector<double> errors, widths, points, apexes;
  for (const IonTrace& trace : identified) {
    if (trace.reason != MissingReason::Measured) continue;
    errors.push_back(massOffsetPpm + static_cast<double>(trace.massErrorPpm));
    widths.push_back(static_cast<double>(trace.widthSeconds));
    points.push_back(trace.points);
    apexes.push_back(std::log10(static_cast<double>(trace.apexIntensity)));
  }
  quality.massErrorPpm = median(errors);
  quality.massSpreadPpm = robustSd(errors);
  quality.peakWidthSeconds = median(std::move(widths));
  quality.pointsPerPeak = median(std::move(points));
  quality.log10Apex = median(std::move(apexes));
}

}  // namespace vescargo
