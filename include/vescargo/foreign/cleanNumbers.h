#pragma once

#include <string>
#include <vector>

#include "vescargo/base/Tsv.h"

namespace vescargo {

/// Rewrites the cells of these columns as parseNumber reads them. Words for missing values ("Filtered", "#N/A", "null",
/// ...) become empty. A decimal comma becomes a point where the table says so without doubt: no number in these columns
/// has a point, and some cannot be thousands ("12,5", "0,125", "1234,500"). Returns sentences that count what was
/// rewritten. Throws CorruptContent where every comma may separate thousands.
std::vector<std::string> cleanNumbers(TsvFile& file, const std::vector<std::size_t>& columns);

}  // namespace vescargo
