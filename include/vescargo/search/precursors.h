#pragma once

#include <vector>

#include "vescargo/spectra/Run.h"

namespace vescargo {

/// What a fragment spectrum may have been made of.
struct Precursor {
  double mz = 0;   ///< monoisotopic
  int charge = 0;  ///< 0 = not known
};

/// The precursor that the file names, at the m/z of its peak in the survey spectrum
/// before it where there is one within 20 ppm, and, where that peak is an isotope peak (peaks below it lie
/// one 13C apart and are as high as an averagine's would be; Senko 1995), at the monoisotopic one, at
/// most three below. As the file says it where there is no survey spectrum, no charge or no peak.
Precursor refinedPrecursor(const Run& run, std::size_t spectrum);

/// Other isotope patterns within the isolation window of a fragment spectrum, highest first: monoisotopic peaks
/// of charge 2 to `mostCharge` in the survey spectrum before it, with a second isotope peak of plausible height,
/// other than `known`; at most six.
std::vector<Precursor> coIsolatedPrecursors(const Run& run, std::size_t spectrum, const Precursor& known,
                                            int mostCharge);

}  // namespace vescargo
