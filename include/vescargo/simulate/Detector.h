#pragma once

#include <vector>

#include "vescargo/base/Random.h"
#include "vescargo/simulate/SimulatedRun.h"
#include "vescargo/simulate/SimulatorOptions.h"

namespace vescargo {

/// Ions of one m/z on their way to the detector, or as it counted them.
struct IonPacket {
  double mz = 0;
  double ions = 0;
};

/// What the analyser does to ions. Counts are Poisson distributed, intensities scatter by the
/// detector's noise, m/z by the calibration and by 1 / sqrt(ions), peaks nearer than the
/// resolution are one, and what is below the detection limit is not there.
class Detector {
 public:
  static constexpr double leastIons = 6;  ///< ions that an image current tells from its noise, about

  /// `resolution` at m/z 200, falling with the square root of m/z.
  Detector(double resolution, double massOffsetPpm, const SimulatorOptions& options);

  /// Full width of a peak at half its height.
  double peakWidth(double mz) const;
  /// Where a true m/z is measured on average.
  double calibrated(double mz) const { return mz * (1 + 1e-6 * massOffsetPpm_); }

  /// Peaks of the packets (true m/z, expected ions, in any order), ascending.
  std::vector<IonPacket> detect(std::vector<IonPacket> packets, Random& random) const;

  /// Fills mz, intensity (ions a second of `injectionSeconds`) and profile.
  void write(const std::vector<IonPacket>& peaks, double injectionSeconds, SimulatedSpectrum& spectrum) const;

 private:
  void writeProfile(const std::vector<IonPacket>& peaks, double injectionSeconds, SimulatedSpectrum& spectrum) const;

  double widthFactor_;  ///< peak width = factor * mz^1.5
  double massOffsetPpm_;
  double massScatterPpm_;
  double noise_;
  bool profile_;
};

}  // namespace vescargo
