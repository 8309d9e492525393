#pragma once

#include <string>
#include <vector>

#include "vescargo/simulate/SimulatedRun.h"

namespace vescargo {

/// A spectrum as a file names it.
struct WrittenSpectrum {
  const SimulatedSpectrum* spectrum;
  std::string nativeId;
  int function = 0;  ///< 0 = the file has no functions
};

/// An indexed mzML file of OpenMS with the terms that its writer does not know, where ProteoWizard puts them: FAIMS
/// compensation voltage, calibration spectrum, the function as preset scan configuration, and wavelengths in nm with
/// absorbances in the place of m/z and ions. `written` are all its spectra, in their order.
std::string withLaneTerms(const std::string& mzMl, const std::vector<WrittenSpectrum>& written,
                          const std::vector<SimulatedLane>& lanes);

}  // namespace vescargo
