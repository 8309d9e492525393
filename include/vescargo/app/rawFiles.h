#pragma once

#include <string>

namespace vescargo {

/// Throws BadParameter for a run that is no mzML by its name: the raw data of an instrument, or another format, with
/// the converter to use. `option` is that which it was given to.
void refuseRawFile(const std::string& path, const std::string& option);

}  // namespace vescargo
