#pragma once

#include <string>

#include "vescargo/simulate/SimulatedRun.h"

namespace vescargo {

/// Writes a run as mzML, zlib-compressed, 64-bit m/z and 32-bit intensity; the whole file gzipped
/// where `path` ends in ".gz". The bytes hang on the run alone. Throws CannotWrite.
void writeSimulatedRun(const SimulatedRun& run, const std::string& path);

}  // namespace vescargo
