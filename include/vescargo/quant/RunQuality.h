#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "vescargo/quant/extractTraces.h"
#include "vescargo/spectra/SurveyIndex.h"

namespace vescargo {

/// How good one run is; NaN = not known.
struct RunQuality {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  std::size_t ms1Spectra = 0;
  std::size_t ms2Spectra = 0;
  std::size_t identifiedSpectra = 0;  ///< MS2 spectra with an accepted match
  std::size_t identifiedIons = 0;
  double totalIonCurrent = 0;                               ///< sum of all MS1 intensities
  double rtBeginSeconds = unknown, rtEndSeconds = unknown;  ///< of the first and last MS1 spectrum
  double cycleSeconds = unknown;                            ///< median time between MS1 spectra of one lane
  double massErrorPpm = unknown;                            ///< median of the identified ions' traces
  double massSpreadPpm = unknown;                           ///< robust SD of it
  double peakWidthSeconds = unknown;  ///< median width at half height of the identified ions' traces
  double pointsPerPeak = unknown;     ///< median over the same
  double log10Apex = unknown;         ///< median log10 of the apex intensity of the same
  double alignmentErrorSeconds =
      unknown;  ///< robust SD of identified ions' apexes around the times that other runs predict
  std::size_t transfersLookedFor = 0;
  std::size_t transfersAccepted = 0;
  std::vector<Lane> lanes;             ///< of the MS1 spectra
  std::vector<LaneKind> lackingLanes;  ///< kinds that other runs of the fraction have (IonLanes)
  PassedOverCounts passedOver{};       ///< spectra of the file that are not read
  std::size_t missingSpectra = 0;      ///< that the file says it has, and has not
};

/// What the surveys of a run say of it; the rest is left open.
RunQuality measureSurveys(const SurveyIndex& surveys);

/// Adds what the traces of its identified ions say of a run whose ions were looked for `massOffsetPpm` above their
/// calculated m/z. What needs more than one run, and identified spectra and transfers, are left open.
void measureTraces(const std::vector<IonTrace>& identified, double massOffsetPpm, RunQuality& quality);

/// How well the retention times of two runs agree once both are aligned.
struct PairAlignment {
  std::size_t first = 0, second = 0;           ///< indices into StudyIons::runs
  std::size_t sharedIons = 0;                  ///< identified and traced in both
  double medianSeconds = RunQuality::unknown;  ///< of second less first
  double spreadSeconds = RunQuality::unknown;  ///< robust SD
};

}  // namespace vescargo
