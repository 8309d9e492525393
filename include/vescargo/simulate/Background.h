#pragma once

#include <vector>

#include "vescargo/base/Random.h"
#include "vescargo/simulate/Detector.h"
#include "vescargo/simulate/SimulatorOptions.h"

namespace vescargo {

/// Ions that no peptide gives.
class Background {
 public:
  struct Range {
    double low, high;  ///< m/z
  };

  explicit Background(const SimulatorOptions& options) : amount_(options.chemicalBackground) {}

  /// Singly charged contaminants of every LC-MS (polysiloxanes, phthalates; Keller et al. 2008 Anal
  /// Chim Acta 627:71), with isotopes, that come and go slowly.
  std::vector<IonPacket> ionsASecond(double rtSeconds, Random& random) const;

  /// Adds about `peaks` noise peaks anywhere in a range, just above the detection limit.
  void addNoise(Range range, double peaks, Random& random, std::vector<IonPacket>& packets) const;

 private:
  double amount_;
};

}  // namespace vescargo
