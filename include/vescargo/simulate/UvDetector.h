#pragma once

#include <string_view>
#include <vector>

#include "vescargo/base/Random.h"
#include "vescargo/simulate/SimulatedRun.h"

namespace vescargo {

/// Light that molecules take, in absorptivities (1 / (M cm)) times their number.
struct Absorption {
  double at214 = 0;  ///< peptide bonds and side chains
  double at280 = 0;  ///< tryptophan and tyrosine
};

/// Of one peptide molecule (at 214 nm Kuipers & Gruppen 2007 J Agric Food Chem 55:5445, at 280 nm Pace et al. 1995
/// Protein Sci 4:2411; carbamidomethylated cysteine takes none at 280 nm).
Absorption absorptionOf(std::string_view sequence);

/// A diode array's spectrum, 200 to 400 nm in steps of 2 nm: what elutes, above the gradient's own absorbance, which
/// grows over the run. Absorbances in steps of 1e-5.
SimulatedSpectrum uvSpectrum(const Absorption& eluting, double rtSeconds, double runSeconds, Random& random);

}  // namespace vescargo
