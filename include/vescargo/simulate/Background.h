#pragma once

#include <vector>

#include "vescargo/base/Random.h"
#include "vescargo/simulate/Detector.h"
#include "vescargo/simulate/Lanes.h"
#include "vescargo/simulate/SimulatorOptions.h"

namespace vescargo {

/// Ions that no peptide gives.
class Background {
 public:
  explicit Background(const SimulatorOptions& options) : amount_(options.chemicalBackground) {}

  /// Singly charged contaminants of every LC-MS (polysiloxanes, phthalates; Keller et al. 2008 Anal
  /// Chim Acta 627:71), with isotopes, that come and go slowly; of negative ions clusters of sodium formate and
  /// perfluorinated acids. What of them a lane lets through.
  std::vector<IonPacket> ionsASecond(const SimulatedLane& lane, double rtSeconds, Random& random) const;

  /// Adds about `peaks` noise peaks anywhere in a range, just above the detection limit.
  void addNoise(MzWindow range, double peaks, Random& random, std::vector<IonPacket>& packets) const;

 private:
  double amount_;
};

/// Leucine enkephalin, singly charged (m/z 556.2766), with isotopes, as a lock spray gives it.
std::vector<IonPacket> lockMassASecond();

}  // namespace vescargo
