#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "vescargo/base/Tsv.h"

namespace vescargo {

/// Rewrites the cells of these columns as parseNumber reads them. Words for missing values ("Filtered", "#N/A", "null",
/// ...) become empty, a plus before a number goes, and so do blanks and apostrophes between thousands. Commas and
/// points are what some number in these columns says without doubt: between thousands ("1,234,567", "1,234.5";
/// "1.234.567", "1.234,5"), or before decimals ("12,5", "0,125", "1234,500"; a point elsewhere). Returns sentences that
/// count what was rewritten. Throws CorruptContent, with row and column, where numbers say both, and where every comma
/// may be either.
std::vector<std::string> cleanNumbers(TsvFile& file, const std::vector<std::size_t>& columns);

/// What a cell is before cleanNumbers has seen it.
enum class CellKind { Missing, Number, Text };

/// A number in any of the forms that cleanNumbers knows; a word for a missing value, or nothing; else text.
CellKind kindOfCell(std::string_view cell);

}  // namespace vescargo
