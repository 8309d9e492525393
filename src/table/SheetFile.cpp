#include "SheetFile.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "sheetText.h"
#include "vescargo/base/lowerCase.h"

namespace vescargo {

namespace {

using Row = TsvFile::Row;

bool areEmpty(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return cell.empty(); });
}

/// Columns at the end, or between others, that a spreadsheet kept without anything in them.
void dropNamelessColumns(TsvFile& table) {
  for (std::size_t column = table.header.size(); column-- > 0;) {
    if (!table.header[column].empty()) continue;
    for (const Row& row : table.rows) {
      if (!row.cells[column].empty())
        throw Error(ExitCode::CorruptContent, table.where(row),
                    "column " + std::to_string(column + 1) + " has a value and no name",
                    "name the column, or empty it");
    }
    table.header.erase(table.header.begin() + static_cast<std::ptrdiff_t>(column));
    for (Row& row : table.rows) row.cells.erase(column);
  }
}

void requireOwnNames(const TsvFile& table, std::size_t line) {
  FaultList faults;
  std::set<std::string> seen;
  for (const std::string& name : table.header) {
    if (!seen.insert(name).second && !(lowerCase(table.header.front()) == "source name" && mayRepeatInSdrf(name)))
      faults.add(table.path + ":" + std::to_string(line), "column " + inQuotes(name) + " stands twice",
                 "rename or remove one");
  }
  faults.throwIfAny();
}

/// What separates the cells of a header that has no tab.
void requireTabs(const std::string& header, const std::string& path) {
  if (header.find('\t') != std::string::npos) return;
  constexpr std::array<std::pair<char, const char*>, 4> others{
      {{',', "commas"}, {';', "semicolons"}, {'|', "bars"}, {' ', "blanks"}}};
  for (const auto& [separator, name] : others) {
    if (std::count(header.begin(), header.end(), separator) < 2) continue;
    throw Error(ExitCode::CorruptContent, path, std::string("is separated by ") + name,
                "save it as text that is separated by tabs (Excel: \"Text (Tab delimited)\" or \"Unicode Text\"; "
                "LibreOffice: Text CSV with {Tab})");
  }
}

/// A row without its empty cells beyond the header, and with those that a nameless column lacks.
void fitWidth(std::vector<std::string>& cells, const TsvFile& table) {
  while (cells.size() > table.header.size() && cells.back().empty()) cells.pop_back();
  while (cells.size() < table.header.size() && table.header[cells.size()].empty()) cells.emplace_back();
}

class SheetParser {
 public:
  explicit SheetParser(const std::string& path) { file_.table.path = path; }

  SheetFile parse(const std::string& text) {
    std::size_t line = 0;
    for (const std::string& content : linesOf(text)) addLine(content, ++line);
    faults_.throwIfAny();
    TsvFile& table = file_.table;
    const std::string& path = table.path;
    if (table.header.empty()) throw Error(ExitCode::Empty, path, "is empty", "a table with a header line is needed");
    if (table.rows.empty()) throw Error(ExitCode::Empty, path, "has a header and no row", "fill in at least one row");
    dropNamelessColumns(table);
    requireOwnNames(table, headerLine_);
    if (cleaned_ > 0)
      file_.notes.push_back(
          std::to_string(cleaned_) + (cleaned_ == 1 ? " cell" : " cells") +
          " of the sheet had non-breaking blanks or letters that nobody sees, which were left out (line " +
          std::to_string(firstCleaned_) + " is the first)");
    return std::move(file_);
  }

 private:
  void addLine(const std::string& content, std::size_t line) {
    TsvFile& table = file_.table;
    if (table.header.empty() && content.starts_with('#')) {
      table.comments.push_back(content.substr(1));
      return;
    }
    auto cells = split(content, '\t');
    for (std::string& cell : cells) {
      if (!cleanCell(cell)) continue;
      ++cleaned_;
      if (firstCleaned_ == 0) firstCleaned_ = line;
    }
    if (areEmpty(cells)) return;
    if (table.header.empty()) {
      requireTabs(content, table.path);
      table.header = std::move(cells);
      headerLine_ = line;
      return;
    }
    fitWidth(cells, table);
    Row row{line, Cells(cells)};
    if (row.cells.size() != table.header.size()) {
      faults_.add(
          table.where(row),
          std::to_string(row.cells.size()) + " cells where the header has " + std::to_string(table.header.size()),
          "separate cells by one tab each");
      return;
    }
    table.rows.push_back(std::move(row));
  }

  SheetFile file_;
  FaultList faults_;
  std::size_t headerLine_ = 0, cleaned_ = 0, firstCleaned_ = 0;
};

}  // namespace

bool mayRepeatInSdrf(const std::string& header) {
  const std::string name = lowerCase(header);
  return name != "source name" && name != "assay name";
}

SheetFile parseSheet(const std::string& bytes, const std::string& path) {
  return SheetParser(path).parse(sheetText(bytes, path));
}

std::string bytesOf(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    throw Error(ExitCode::MissingFile, path, "no such file", "check the path");
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path, ignored))
    throw Error(ExitCode::Unreadable, path, "cannot be read", "check that it is a file and its permissions");
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace vescargo
