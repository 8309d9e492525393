#pragma once

#include <string>
#include <vector>

namespace vescargo {

/// A line of a comma-separated file with its line end. A cell with a comma, a quote or a line end is put
/// in double quotes, its own quotes doubled (RFC 4180). One that would be a formula gets an apostrophe (writeTsv).
std::string csvLine(const std::vector<std::string>& cells);

}  // namespace vescargo
