#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/quant/IonTarget.h"
#include "vescargo/quant/QuantOptions.h"
#include "vescargo/spectra/Run.h"

namespace vescargo {

/// Why there is no value; the later, the nearer it was to one.
enum class MissingReason {
  NotIdentified,
  FractionMissing,
  TransferOff,
  NoSignal,
  BelowThreshold,
  TransferRejected,
  Measured
};

template <>
struct EnumNames<MissingReason> {
  static constexpr std::array<std::pair<MissingReason, std::string_view>, 7> value{
      {{MissingReason::NotIdentified, "not identified anywhere"},
       {MissingReason::FractionMissing, "fraction missing"},
       {MissingReason::TransferOff, "not identified in this run, and transfer is off"},
       {MissingReason::NoSignal, "no MS1 signal"},
       {MissingReason::BelowThreshold, "below the noise threshold"},
       {MissingReason::TransferRejected, "transfer rejected"},
       {MissingReason::Measured, "measured"}}};
};

/// The chromatographic peak of an ion.
struct IonTrace {
  double area = 0;          ///< intensity x seconds; 0 unless reason is Measured
  float apexIntensity = 0;  ///< of the smoothed sum of the isotopes
  float apexRtSeconds = 0;
  float beginSeconds = 0;
  float endSeconds = 0;
  float widthSeconds = 0;      ///< at half of the apex; 0 where it is not known
  std::uint32_t points = 0;    ///< spectra with a peak of M
  float massErrorPpm = 0;      ///< intensity-weighted mean of M less the target's m/z
  float shape = 0;             ///< agreement of the isotopes' elution: correlation, -1 to 1
  float isotopeAgreement = 0;  ///< of the isotopes' areas with those expected: cosine, 0 to 1
  bool interfered = false;     ///< an isotope has far more than the others say: it was left out of the area
  float transferQValue = std::numeric_limits<float>::quiet_NaN();  ///< of a transferred trace that was found
  MissingReason reason = MissingReason::NoSignal;
};

/// One trace a target, in the order of targets. The trace of an ion is the
/// strongest peak within options.traceTolerance at M, M+1 and M+2 of every MS1
/// spectrum, summed; where M is there and another is not, the sum is scaled by
/// the share that averagine gives what is there. Smoothed (1-2-1), it is climbed
/// from the target's time to an apex, and ends to either side at 1 % of the apex,
/// at a valley (a rise by half above the lowest point before it and by 5 % of the
/// apex) or where two spectra have none of it. The area is that of the sum, not
/// smoothed, by trapezoids over time.
///
/// No peak near the time is `no MS1 signal`; a trace with M in fewer than three
/// spectra is `below threshold`. A transferred trace is looked for within its
/// window of time, or two spectra to either side where that is more, and is
/// `transfer rejected` unless its apex is in there, the mean m/z of M is within the
/// mass window, and M+1 has 0.5 to 2 times the share that averagine gives it.
/// Targets without a time are `transfer rejected`.
std::vector<IonTrace> extractTraces(const Run& run, const std::vector<IonTarget>& targets, const QuantOptions& options);

}  // namespace vescargo
