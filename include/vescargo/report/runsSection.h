#pragma once

#include <string>
#include <vector>

#include "vescargo/quant/runsTable.h"

namespace vescargo {

/// A number stands out when it is below half or above twice the median of the study's runs.
inline constexpr double standsOutFactor = 2;

/// Every run with its quality; numbers that stand out are bold, and the runs that have such are named. Nothing where
/// no run is told of.
std::string runsSection(const std::vector<RunRow>& runs);

}  // namespace vescargo
