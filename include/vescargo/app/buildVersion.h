#pragma once

#include <string>

namespace vescargo {

/// The version with the first 12 hexadecimal digits of a hash of all sources, as Semantic Versioning writes builds
/// ("0.1.0+0a1b2c3d4e5f"): what was kept by another build is not taken again. Made by cmake/buildVersion.cmake.
std::string buildVersion();

}  // namespace vescargo
