#pragma once

#include <string>
#include <vector>

#include "vescargo/compare/Comparison.h"

namespace vescargo {

/// changes.tsv: `# note: contrast: ...` lines, then one row a contrast and protein; numbers
/// with six significant digits. docs/statistics.md.
void writeChanges(const std::vector<Comparison>& comparisons, const std::string& path);

/// With the numbers that the file has, so that what is told of them is the same whether they went through one or not.
std::vector<Comparison> asWritten(std::vector<Comparison> comparisons);

/// Reads it again, in whatever order its rows are: those of a contrast are one contrast, by p as they were written. A
/// header only is no contrast. Throws CorruptContent for a missing column or a number or a kind of contrast that is
/// none.
std::vector<Comparison> readChanges(const std::string& path);

}  // namespace vescargo
