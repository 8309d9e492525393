#pragma once

#include <string>
#include <vector>

#include "vescargo/base/Tsv.h"

namespace vescargo {

/// Cells of the line that names the columns of a table: the first with text that does not begin with '#'. Throws as
/// readText does.
std::vector<std::string> matchColumns(const std::string& path);

/// Reads a table of matches as readTsv does, from text as readText takes it: also UTF-16, and lines that end with CR.
/// Throws what both throw, and CorruptContent, with lines, for a zero byte and for letters that are no UTF-8.
TsvFile readMatchTable(const std::string& path, const std::vector<std::string>& several = {});

}  // namespace vescargo
