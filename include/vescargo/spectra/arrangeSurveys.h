#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "vescargo/spectra/Lane.h"
#include "vescargo/spectra/Run.h"

namespace vescargo {

/// What a fragment spectrum says beside its Ms2Header.
struct FragmentFacts {
  std::optional<float> compensationVoltage;
  bool mobility = false;  ///< measured at one ion mobility
};

/// Of what kind the spectra of a Run are, in its order.
class SpectrumKinds {
 public:
  void addSurvey(const LaneKind& kind);
  void addFragments(FragmentFacts facts) { fragments_.push_back(facts); }
  void append(const SpectrumKinds& more);

  const std::vector<LaneKind>& kinds() const { return kinds_; }
  std::uint32_t kindOf(std::size_t survey) const { return ofSurvey_[survey]; }
  const std::vector<FragmentFacts>& fragments() const { return fragments_; }

 private:
  std::uint32_t numberOf(const LaneKind& kind);

  std::vector<LaneKind> kinds_;
  std::map<LaneKind, std::uint32_t> numbers_;
  std::vector<std::uint32_t> ofSurvey_;  // into kinds_
  std::vector<FragmentFacts> fragments_;
};

/// Puts the surveys of a run that was read in the order of its file lane by lane, in a lane by time, and links each
/// fragment spectrum to the survey that its precursor was chosen from. Lanes come in the order of their kinds. A run
/// whose surveys are of one kind and in order of time stays as it is.
///
/// - Surveys without a time are left out where others have one.
/// - Scan windows that differ by less than a fiftieth of their width are one. More than 24 of them (of one voltage,
///   function and analyzer) that are not the instrument's method but what it saw: they tell nothing.
/// - Lanes of one voltage and analyzer whose times do not overlap are segments of one method, and one lane.
/// - A lane of another function than a lane with four times its surveys, or one whose highest peak stays at one m/z
///   while that of the other does not, is a reference (lock mass). Where no function is said it has to be both.
/// - Surveys of one lane, mobility and time are one: their peaks are summed (sumPeaks). So are fragment spectra of one
///   mobility, time, precursor and isolation window.
/// - A fragment spectrum stays with the survey before it in the file where the times of both agree. Otherwise it is
///   linked to the last survey before it in time, of the lanes that have its precursor (lanesAt) and its voltage.
void arrangeSurveys(Run& run, const SpectrumKinds& kinds);

}  // namespace vescargo
