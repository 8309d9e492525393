#pragma once

#include <string>

namespace vescargo {

/// For a fault of Vescargo: writes a text file with the versions, the command line, the system and what was thrown into
/// the folder for temporary files, and gives its path; empty where it cannot be written. It holds nothing of the files
/// that were read but the names in the command line.
std::string writeFaultReport(const std::string& commandLine, const std::string& fault);

}  // namespace vescargo
