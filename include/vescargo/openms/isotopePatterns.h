#pragma once

#include <vector>

#include "vescargo/simulate/Peptides.h"

namespace vescargo {

/// Isotopes 0 to 5 of molecules, by OpenMS's CoarseIsotopePatternGenerator.
std::vector<IsotopePattern> isotopePatterns(const std::vector<Composition>& molecules);

}  // namespace vescargo
