#pragma once

#include <cstdint>

namespace vescargo {

/// Where one run is looked at for one ion.
struct IonTarget {
  std::uint32_t ion = 0;  ///< index into StudyIons::ions
  int charge = 0;
  std::uint32_t lane = 0;     ///< of the run (SurveyIndex::lanes); the number of lanes or more = in none
  double mz = 0;              ///< monoisotopic, as this run measures it: with its mass offset
  float rtSeconds = 0;        ///< of the identification, or predicted; NaN where nothing predicts it
  float firstRtSeconds = 0;   ///< its apex is sought from here ...
  float lastRtSeconds = 0;    ///< ... to here
  bool transferred = false;   ///< identified in other runs only
  float rtSpreadSeconds = 0;  ///< robust SD of a transferred ion's predicted time
};

}  // namespace vescargo
