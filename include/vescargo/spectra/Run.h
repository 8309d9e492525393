#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "vescargo/spectra/Lane.h"

namespace vescargo {

/// Centroided peaks of consecutive spectra in two columns. Spectrum i has the
/// peaks [offset[i], offset[i + 1]), sorted by m/z. 32 bits are 0.06 ppm of m/z.
struct PeakColumns {
  std::vector<std::uint32_t> offset{0};
  std::vector<float> mz;
  std::vector<float> intensity;  ///< above 0

  std::size_t spectra() const { return offset.size() - 1; }
  std::span<const float> mzOf(std::size_t spectrum) const { return slice(mz, spectrum); }
  std::span<const float> intensityOf(std::size_t spectrum) const { return slice(intensity, spectrum); }
  /// Ends the spectrum whose peaks were appended to mz and intensity.
  void endSpectrum() { offset.push_back(static_cast<std::uint32_t>(mz.size())); }

 private:
  std::span<const float> slice(const std::vector<float>& column, std::size_t spectrum) const {
    return std::span(column).subspan(offset[spectrum], offset[spectrum + 1] - offset[spectrum]);
  }
};

/// What an MS2 spectrum says of itself.
struct Ms2Header {
  std::string nativeId;  ///< mzML id, e.g. "controllerType=0 controllerNumber=1 scan=42"
  float rtSeconds = 0;
  double precursorMz = 0;  ///< as the file says it
  int charge = 0;          ///< 0 = the file does not say
  float isolationLow = 0;  ///< isolation window as m/z; both 0 = the file does not say
  float isolationHigh = 0;
  std::int32_t ms1 = -1;       ///< index of the MS1 spectrum that the precursor was chosen from, -1 = none
  std::uint32_t position = 0;  ///< among all spectra of the file, 1 = the first
};

/// One LC-MS/MS run, centroided, as columns.
struct Run {
  std::string name;                 ///< file name without folder and ending
  std::vector<float> ms1RtSeconds;  ///< ascending within a lane
  PeakColumns ms1;
  std::vector<Lane> lanes;  ///< of the MS1 spectra; together they have all
  std::vector<Ms2Header> ms2Headers;
  PeakColumns ms2;
  std::size_t pickedSpectra = 0;   ///< spectra that were profile in the file
  PassedOverCounts passedOver{};   ///< spectra of the file that are not here, or not wholly
  bool timesStartAgain = false;    ///< those of one lane did in the file: two runs in one (requireUsable)
  std::size_t missingSpectra = 0;  ///< that the file says it has, and has not
};

}  // namespace vescargo
