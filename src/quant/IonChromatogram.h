#pragma once

#include <array>
#include <span>
#include <utility>
#include <vector>

#include "vescargo/base/Options.h"
#include "vescargo/quant/IonTarget.h"
#include "vescargo/quant/isotopeRatios.h"
#include "vescargo/spectra/SurveyIndex.h"

namespace vescargo {

/// Intensities of an ion in consecutive survey spectra of one lane. Keeps its buffers between calls.
struct IonChromatogram {
  std::size_t first = 0;                          ///< spectrum of element 0, counted within the lane
  std::array<double, tracedIsotopes> expected{};  ///< relative to M
  std::array<std::vector<float>, tracedIsotopes> isotope;
  std::vector<float> leading;  ///< one isotope before M
  std::vector<float> monoMz;   ///< of M's peak; 0 where there is none
  std::vector<float> sum;      ///< of the isotopes, scaled for those that are missing
  std::vector<float> smooth;

  /// Spectra [first, second) of the target's lane.
  void read(const SurveyIndex& surveys, const IonTarget& target, const Tolerance& tolerance,
            std::pair<std::size_t, std::size_t> spectra);
};

/// What the isotopes of a peak say of it; see IonTrace.
struct IsotopeEvidence {
  double area = 0;
  float shape = 0, agreement = 0, leadingShare = 0;
  std::array<float, 2> excess{};
  bool interfered = false;
};

/// `rtSeconds` of the lane. From element `bounds.first` to `bounds.second`, both in.
IsotopeEvidence weighIsotopes(const IonChromatogram& ion, std::span<const float> rtSeconds,
                              std::pair<std::size_t, std::size_t> bounds);

}  // namespace vescargo
