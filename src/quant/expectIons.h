#pragma once

#include <vector>

#include "vescargo/quant/StudyIons.h"

namespace vescargo {

/// When the ions of a study should elute in one run.
struct Expectation {
  std::vector<float> rtSeconds;      ///< [ion]; NaN where nothing tells
  std::vector<float> spreadSeconds;  ///< [ion], robust SD
  double alignmentErrorSeconds = 0;  ///< of the run's own apexes around `aligned`; NaN for too few
};

/// At the apex of another charge of the peptide in this run, else where the other runs say (`aligned`). How far either
/// is off is learned from the ions that the run has itself. `apexes` and `aligned` are by ion, NaN where not seen; ions
/// of a modified sequence stand together.
Expectation expectIons(const std::vector<PeptideIon>& ions, const std::vector<float>& apexes,
                       const std::vector<float>& aligned);

}  // namespace vescargo
