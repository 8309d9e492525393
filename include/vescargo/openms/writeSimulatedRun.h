#pragma once

#include <string>

#include "vescargo/simulate/SimulatedRun.h"

namespace vescargo {

/// Writes a run as mzML, zlib-compressed, 64-bit m/z and 32-bit intensity; the whole file gzipped
/// where `path` ends in ".gz". The bytes hang on the run and the lanes alone. Native ids are Waters's where the options
/// have functions, Thermo's where they have UV spectra, else bare scan numbers; spectra stand in the order of the
/// options. Throws CannotWrite.
void writeSimulatedRun(const SimulatedRun& run, const std::string& path, const LaneOptions& lanes = {});

}  // namespace vescargo
