#pragma once

#include <functional>
#include <string>
#include <vector>

#include "vescargo/foreign/ForeignResult.h"
#include "vescargo/spectra/Run.h"

namespace vescargo {

/// Sets the precursor m/z of matches that have the run's own (ForeignMatch::mzOfRun) and whose peptide has not that
/// mass, as those have of engines that look for other precursors in the isolation window and write a charge but no m/z
/// (Percolator's tables): that of the isotope pattern of their charge (coIsolatedPrecursors) which is nearest to the
/// peptide, within 20 ppm and an isotope error of -1 to 3. Matches without such a pattern stay as they are, and so do
/// all of a file of which more than half would need one: its masses are others. `runs` are names in the order of
/// studyRun; `read` reads one of them, and is called for those that are needed. Adds a sentence of how many there were.
void findCoIsolated(std::vector<ForeignResult>& results, const std::vector<std::string>& runs,
                    const std::function<Run(const std::string&)>& read);

}  // namespace vescargo
