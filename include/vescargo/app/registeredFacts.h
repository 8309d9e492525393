#pragma once

#include <string_view>

#include "vescargo/app/OptionFacts.h"

namespace OpenMS {
struct ParameterInformation;
}

namespace vescargo {

/// An option as it was registered with TOPPBase.
OptionFacts registeredFacts(const OpenMS::ParameterInformation& known, std::string_view topic);

}  // namespace vescargo
