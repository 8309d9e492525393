#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "vescargo/app/Journal.h"
#include "vescargo/spectra/Lane.h"

namespace vescargo {

/// What was read of a run and what was not.
struct SpectraRead {
  std::string run;
  std::vector<Lane> lanes;
  PassedOverCounts passedOver{};
  std::size_t missing = 0;
};

/// Says of a run that its surveys are of several kinds, what was passed over, and, as a warning, what is missing.
/// Nothing where there is nothing to say, and nothing twice.
void tellSpectra(const SpectraRead& spectra, Journal& journal);

}  // namespace vescargo
