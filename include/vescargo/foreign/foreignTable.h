#pragma once

#include <string>
#include <string_view>

#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/ForeignResult.h"

namespace vescargo {

/// Cells of a table of another program, by column name; faults are collected.
class ForeignTable {
 public:
  explicit ForeignTable(const TsvFile& table) : table_(table) {}

  std::string text(const TsvFile::Row& row, std::size_t column) const { return std::string(row.cells[column]); }
  /// A number; 0 and a fault for what is none or not there.
  double number(const TsvFile::Row& row, std::size_t column);
  /// A number of `low` to `high`.
  double within(const TsvFile::Row& row, std::size_t column, double low, double high);
  void throwIfAny() const { faults_.throwIfAny(); }
  void fault(const TsvFile::Row& row, std::string_view what, std::string_view whatToDo);

 private:
  const TsvFile& table_;
  FaultList faults_;
};

/// The result of a table of matches, without matches yet. A last row without a line end gets a warning: editors may
/// leave it so, but so does what cuts a file, and the last cell may then be half a number or name.
ForeignResult emptyResult(const TsvFile& table, std::string_view engine, std::string_view measure);

}  // namespace vescargo
