#pragma once

#include <vector>

#include "vescargo/simulate/Peptides.h"
#include "vescargo/simulate/SimulatedRun.h"
#include "vescargo/simulate/StudyDesign.h"

namespace vescargo {

/// What all runs of a study measure.
struct SimulatedStudy {
  SimulatorOptions options;
  StudyDesign design;
  std::vector<SimulatedPeptide> peptides;
  std::vector<IsotopePattern> isotopes;  ///< of each peptide, from the door of OpenMS
};

/// Measures a tube: survey scans, and behind each the topN most intense ions of charge 2 and more
/// that were not fragmented within exclusionSeconds (within 10 ppm). Both kinds of scans are filled
/// to a number of ions or for a time, whichever is first, so what is weak is missing where much
/// else elutes. Tubes of one study may be measured in any order and at the same time.
SimulatedRun acquireRun(const SimulatedStudy& study, std::size_t tube);

}  // namespace vescargo
