#pragma once

#include "vescargo/search/SearchOptions.h"

namespace vescargo {

/// How the masses of one run are compared.
struct SearchWindows {
  Tolerance precursor{10, Tolerance::Unit::Ppm};
  Tolerance fragment{20, Tolerance::Unit::Ppm};
  bool surveyMz = false;    ///< precursors at the m/z of their peaks in the survey spectra, see refinedPrecursor
  double precursorPpm = 0;  ///< error of the run's precursors, taken off before they are compared
  double fragmentPpm = 0;   ///< of its fragments

  double precursorMz(double mz) const { return mz / (1 + 1e-6 * precursorPpm); }
  double fragmentMz(double mz) const { return mz / (1 + 1e-6 * fragmentPpm); }
};

/// The windows that the options give, 20 ppm and 30 ppm where they say "auto".
SearchWindows givenWindows(const SearchOptions& options);

}  // namespace vescargo
