#pragma once

#include <vector>

#include "vescargo/compare/StudyFit.h"

namespace vescargo {

/// Sets ranges without any one subject, what a called change hangs on, and the attenuation with its interval where the
/// unadjusted q is alpha at most. `changes` by row of the fit, with their effects. Courses have none of it.
void addSensitivity(const StudyFit& study, const ContrastFit& fit, std::vector<Change>& changes);

}  // namespace vescargo
