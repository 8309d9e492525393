#include "vescargo/foreign/foreignTable.h"

#include <cmath>

namespace vescargo {

void ForeignTable::fault(const TsvFile::Row& row, std::string_view what, std::string_view whatToDo) {
  faults_.add(table_.where(row), what, whatToDo);
}

double ForeignTable::number(const TsvFile::Row& row, std::size_t column) {
  const auto value = parseNumber(row.cells[column]);
  if (value && std::isfinite(*value)) return *value;
  fault(row, inQuotes(row.cells[column]) + " in column " + inQuotes(table_.header[column]) + " is no number",
        "give the table as the search engine wrote it");
  return 0;
}

double ForeignTable::within(const TsvFile::Row& row, std::size_t column, double low, double high) {
  const double value = number(row, column);
  if (value >= low && value <= high) return value;
  fault(row,
        inQuotes(row.cells[column]) + " in column " + inQuotes(table_.header[column]) + " is not within " +
            formatNumber(low) + " to " + formatNumber(high),
        "give the table as the search engine wrote it");
  return low;
}

}  // namespace vescargo
