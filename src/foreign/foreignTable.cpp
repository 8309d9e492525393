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

ForeignResult emptyResult(const TsvFile& table, std::string_view engine, std::string_view measure) {
  ForeignResult result;
  result.path = table.path;
  result.engine = engine;
  result.measure = measure;
  if (table.endsInRow && !table.rows.empty())
    result.warnings.push_back(table.where(table.rows.back()) + ": the last row, whose last cell is " +
                              inQuotes(oneLine(table.rows.back().cells.back())) +
                              ", has no line end, as in a file that was cut off; check that it is whole");
  return result;
}

}  // namespace vescargo
