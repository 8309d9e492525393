#include "vescargo/quant/RunQuality.h"

#include <cmath>
#include <utility>

#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

double medianCycle(const std::vector<float>& rtSeconds) {
  std::vector<double> cycles;
  for (std::size_t i = 1; i < rtSeconds.size(); ++i)
    cycles.push_back(static_cast<double>(rtSeconds[i]) - static_cast<double>(rtSeconds[i - 1]));
  return median(std::move(cycles));
}

}  // namespace

RunQuality measureQuality(const SurveyIndex& surveys, const std::vector<IonTrace>& identified, double massOffsetPpm) {
  RunQuality quality;
  quality.ms1Spectra = surveys.rtSeconds.size();
  quality.ms2Spectra = surveys.ms2Spectra;
  quality.totalIonCurrent = surveys.totalIonCurrent;
  quality.identifiedIons = identified.size();
  quality.cycleSeconds = medianCycle(surveys.rtSeconds);
  if (!surveys.rtSeconds.empty()) {
    quality.rtBeginSeconds = static_cast<double>(surveys.rtSeconds.front());
    quality.rtEndSeconds = static_cast<double>(surveys.rtSeconds.back());
  }
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
  return quality;
}

}  // namespace vescargo
