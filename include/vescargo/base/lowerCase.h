#pragma once

#include <string>

namespace vescargo {

/// The text with small letters; those beyond ASCII stay.
std::string lowerCase(std::string text);

}  // namespace vescargo
