#pragma once

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "vescargo/base/Tsv.h"

namespace vescargo {

/// Rows of one kind with sentences above them. A `Row` has a static member template `describe(self, cell)` that calls
/// cell(column, member) in the order of the file; members are std::string, bool (yes, no), int or double (NaN = NA).
template <class Row>
struct RowTable {
  std::vector<Row> rows;
  std::vector<std::string> notes;
};

namespace detail {

struct NameColumn {
  std::vector<std::string> names;
  template <class T>
  void operator()(const char* name, const T& /*member*/) {
    names.emplace_back(name);
  }
};

struct WriteCell {
  std::vector<std::string> cells;
  void operator()(const char* /*name*/, const std::string& text) { cells.push_back(text); }
  void operator()(const char* /*name*/, bool flag) { cells.emplace_back(flag ? "yes" : "no"); }
  void operator()(const char* /*name*/, int count) { cells.push_back(formatNumber(count)); }
  void operator()(const char* /*name*/, double value) { cells.push_back(formatNumber(value, 6)); }
};

struct ReadCell {
  const TsvFile& file;
  const TsvFile::Row& row;
  FaultList& faults;

  std::string cell(const char* name) const { return std::string(row.cells[file.requiredColumn(name)]); }
  double number(const char* name) const {
    const auto value = parseNumber(cell(name));
    if (!value)
      faults.add(file.where(row), inQuotes(cell(name)) + " in column " + inQuotes(name) + " is no number",
                 "write a number or NA");
    return value.value_or(std::numeric_limits<double>::quiet_NaN());
  }
  void operator()(const char* name, std::string& text) const { text = cell(name); }
  void operator()(const char* name, bool& flag) const {
    if (cell(name) != "yes" && cell(name) != "no")
      faults.add(file.where(row), inQuotes(cell(name)) + " in column " + inQuotes(name), "write yes or no");
    flag = cell(name) == "yes";
  }
  void operator()(const char* name, int& count) const {
    const double value = number(name);
    count = value >= 0 && value < 1e9 ? static_cast<int>(value) : 0;
  }
  void operator()(const char* name, double& value) const { value = number(name); }
};

struct RequireColumn {
  const TsvFile& file;
  template <class T>
  void operator()(const char* name, const T& /*member*/) const {
    file.requiredColumn(name);
  }
};

struct RoundCell {
  template <class T>
  void operator()(const char* /*name*/, T& /*member*/) const {}
  void operator()(const char* /*name*/, double& value) const { value = parseNumber(formatNumber(value, 6)).value(); }
};

}  // namespace detail

/// To the six significant digits that the file has, so that the table is the same whether it went through one or not.
template <class Row>
void roundRows(RowTable<Row>& table) {
  for (Row& row : table.rows) Row::describe(row, detail::RoundCell{});
}

/// `# note: ...` lines, a header, then a line a row.
template <class Row>
void writeRows(const RowTable<Row>& table, const std::string& path) {
  std::string text;
  for (const auto& note : table.notes) text += "# note: " + note + "\n";
  detail::NameColumn columns;
  const Row blank{};
  Row::describe(blank, columns);
  text += join(columns.names, "\t") + "\n";
  for (const Row& row : table.rows) {
    detail::WriteCell line;
    Row::describe(row, line);
    text += join(line.cells, "\t") + "\n";
  }
  writeTsv(path, text);
}

/// Throws as readTsv does, and CorruptContent for a missing column, a number that is none, or another word than yes or
/// no where one of them is due.
template <class Row>
RowTable<Row> readRows(const std::string& path) {
  const TsvFile file = readTsv(path, TsvRows::AnyNumber);
  RowTable<Row> table;
  FaultList faults;
  const Row blank{};
  Row::describe(blank, detail::RequireColumn{file});
  for (const auto& line : file.rows) {
    Row row;
    Row::describe(row, detail::ReadCell{file, line, faults});
    table.rows.push_back(std::move(row));
  }
  faults.throwIfAny();
  for (const std::string& comment : file.comments) {
    const auto at = comment.find("note: ");
    if (at <= 1) table.notes.push_back(comment.substr(at + 6));
  }
  return table;
}

}  // namespace vescargo
