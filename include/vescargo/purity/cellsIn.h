#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "vescargo/base/Error.h"
#include "vescargo/base/Options.h"
#include "vescargo/base/Tsv.h"

namespace vescargo {

/// The number of a cell, NaN for NA; a cell that is none is a fault. Throws CorruptContent for a column that is
/// missing.
inline double numberIn(const TsvFile& file, const TsvFile::Row& row, std::string_view column, FaultList& faults) {
  const std::string_view cell = row.cells[file.requiredColumn(column)];
  const auto number = parseNumber(cell);
  if (number) return *number;
  faults.add(file.where(row), inQuotes(cell) + " in column " + inQuotes(column) + " is no number",
             "write a number or NA");
  return 0;
}

/// The choice that a cell names; one that is not known is a fault.
template <NamedEnum E>
E choiceIn(const std::string& cell, const std::string& where, FaultList& faults) {
  std::vector<std::string> known;
  for (const auto& [value, name] : EnumNames<E>::value) {
    if (name == cell) return value;
    known.emplace_back(name);
  }
  faults.add(where, inQuotes(cell) + " is not known", "write one of: " + join(known, ", "));
  return E{};
}

}  // namespace vescargo
