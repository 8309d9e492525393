#pragma once

#include <string>

#include "vescargo/foreign/delimited.h"
#include "vescargo/foreign/readText.h"

namespace vescargo::test {

/// The table in a file, as the door reads it.
inline TsvFile tableIn(const std::string& path) { return readDelimited(readText(path), path).file; }

}  // namespace vescargo::test
