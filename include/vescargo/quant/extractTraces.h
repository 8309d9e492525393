#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/base/Options.h"
#include "vescargo/quant/IonTarget.h"
#include "vescargo/spectra/SurveyIndex.h"

namespace vescargo {

/// Why there is no value; the later, the nearer it was to one.
enum class MissingReason {
  NotIdentified,
  FractionMissing,
  TransferOff,
  OtherLane,
  NoSignal,
  BelowThreshold,
  TransferRejected,
  Measured
};

template <>
struct EnumNames<MissingReason> {
  static constexpr std::array<std::pair<MissingReason, std::string_view>, 8> value{
      {{MissingReason::NotIdentified, "not identified anywhere"},
       {MissingReason::FractionMissing, "fraction missing"},
       {MissingReason::TransferOff, "not identified in this run, and transfer is off"},
       {MissingReason::OtherLane, "no survey of the kind that it is measured in"},
       {MissingReason::NoSignal, "no MS1 signal"},
       {MissingReason::BelowThreshold, "below the noise threshold"},
       {MissingReason::TransferRejected, "transfer rejected"},
       {MissingReason::Measured, "measured"}}};
};

/// The chromatographic peak of an ion.
struct IonTrace {
  static constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
  double area = 0;          ///< intensity x seconds; 0 unless reason is Measured
  float apexIntensity = 0;  ///< of the smoothed sum of the isotopes
  float apexRtSeconds = 0;
  float beginSeconds = 0;
  float endSeconds = 0;
  float widthSeconds = 0;      ///< at half of the apex
  std::uint32_t points = 0;    ///< spectra with a peak of M
  float massErrorPpm = 0;      ///< intensity-weighted mean of M's m/z less the target's
  float shape = 0;             ///< correlation of M over time with M+1 and M+2 together; 0 where these are not there
  float isotopeAgreement = 0;  ///< cosine of the isotopes' areas with those expected, 0 to 1
  bool interfered = false;     ///< an isotope has more than twice what the others say, and was left out of the area
  /// log2 of M+1 and M+2 over M against what is expected, in the spectra that have both; NaN where none has.
  std::array<float, 2> isotopeExcess{unknown, unknown};
  float leadingShare = 0;          ///< of what lies one isotope before M, relative to M
  float transferQValue = unknown;  ///< of a transferred trace that was found
  MissingReason reason = MissingReason::NoSignal;
};

/// One trace a target, in the order of targets. The trace of an ion is the strongest peak within `tolerance` at M, M+1
/// and M+2 of every survey spectrum of the target's lane, summed; where M is there and another is not, the sum is
/// scaled by the share that averagine gives what is there. Smoothed (1-2-1), it is climbed to an apex from the highest
/// point from the target's first to its last time, or within two spectra of its time where that is more. A transferred
/// target's apex is, of all in there, the one that is highest once it is weighed by a normal density of its distance.
///
/// The peak ends to either side at 1 % of the apex, at a valley (a rise by half above the lowest point before it and by
/// 5 % of the apex) or where two spectra have none of it. The area is that of the sum, not smoothed, by trapezoids over
/// time. An isotope that has more than twice of what the other two say is left out of it; that needs three spectra
/// which have both.
///
/// No peak near the time is `no MS1 signal`; a trace with M in fewer than three spectra is `below the noise threshold`.
/// A transferred target without a time is `transfer rejected`. Whether the trace of a transferred target is its own
/// has to be judged yet (judgeTransfers).
std::vector<IonTrace> extractTraces(const SurveyIndex& surveys, const std::vector<IonTarget>& targets,
                                    const Tolerance& tolerance);

}  // namespace vescargo
