#pragma once

#include <string_view>
#include <vector>

#include "vescargo/search/Psm.h"

namespace vescargo {

/// A number that tells right from wrong matches.
struct Feature {
  std::string_view name;
  double (*value)(const Psm& psm);
};

/// What a match says of itself for rescoring, as it was measured: not centred, not scaled.
const std::vector<Feature>& matchFeatures();

}  // namespace vescargo
