#pragma once

#include <map>
#include <string>
#include <utility>

#include "vescargo/confidence/acceptance.h"

namespace vescargo {

/// The accepted match of the lowest q-value of each modified sequence and charge; of equals the one with the highest
/// score, then the first. Pointers into `identifications`.
std::map<std::pair<std::string, int>, const Psm*> bestMatches(const Identifications& identifications,
                                                              const AcceptedLimits& limits);

}  // namespace vescargo
