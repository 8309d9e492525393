#pragma once

#include <string>
#include <vector>

#include "vescargo/purity/PanelTable.h"

namespace vescargo {

/// What the balance of platelet membrane, granule and cytosol in a sample says, in words. Each score counts from the
/// median that the sample stands against (Standing). Where none is raised - by a fold of 2 or more, its interval above
/// that median - there is nothing to read. Else granule or cytosol above membrane, or membrane above cytosol, by a fold
/// of 2 or more and more than the two intervals allow speaks for activation, lysis or vesicles; all alike, where the
/// intervals are narrow enough to say so (a fold of 2.8), for residual platelets; otherwise it cannot be told, and the
/// words say why.
std::string plateletKind(const std::vector<PanelMeasures>& panels, std::size_t sample);

}  // namespace vescargo
