#pragma once

#include <string>

#include "vescargo/spectra/Run.h"

namespace vescargo {

/// Writes a run as one compact binary file, so that a second look need not parse
/// mzML again. Little endian: "VESCARUN", version and sizes, then the columns of
/// Run as they are in memory, and a CRC-32 of all before it. Throws CannotWrite.
void writeRunCache(const Run& run, const std::string& path);

/// Reads what writeRunCache wrote; every value has the same bits. Throws
/// MissingFile, Unreadable, or CorruptContent for other content, another version,
/// a file that is cut off or has bytes to spare, or a checksum that does not fit.
Run readRunCache(const std::string& path);

}  // namespace vescargo
