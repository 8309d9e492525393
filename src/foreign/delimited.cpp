#include "vescargo/foreign/delimited.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

#include "vescargo/base/Error.h"

namespace vescargo {

namespace {

constexpr std::size_t looksAt = 50;  ///< rows that tell the separator

std::string_view trimmed(std::string_view cell) {
  constexpr std::string_view blanks = " \t\v\f";
  const std::size_t begin = cell.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return cell.substr(begin, cell.find_last_not_of(blanks) - begin + 1);
}

/// What stands between double quotes, where a cell has them on both sides.
std::string unquoted(std::string_view cell) {
  cell = trimmed(cell);
  if (cell.size() < 2 || cell.front() != '"' || cell.back() != '"') return std::string(cell);
  std::string text;
  for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
    text += cell[i];
    if (cell[i] == '"' && cell[i + 1] == '"' && i + 2 < cell.size()) ++i;
  }
  return std::string(trimmed(text));
}

/// Takes one line after the other off a text.
class Lines {
 public:
  Lines(std::string_view text, char separator) : text_(text), separator_(separator) {}

  bool next() {
    if (at_ >= text_.size()) return false;
    line_ += 1 + inQuotes_;
    inQuotes_ = 0;
    const std::size_t end = separator_ == '\t' ? lineEnd(at_) : lineEndOutsideQuotes();
    current_ = text_.substr(at_, end - at_);
    ended_ = end < text_.size();
    at_ = end + (text_.compare(end, 2, "\r\n") == 0 ? 2 : 1);
    return true;
  }

  std::string_view current() const { return current_; }
  std::size_t line() const { return line_; }
  bool ended() const { return ended_; }
  bool open() const { return open_; }

 private:
  std::size_t lineEnd(std::size_t from) const { return std::min(text_.find_first_of("\r\n", from), text_.size()); }

  std::size_t lineEndOutsideQuotes() {
    bool quoted = false;
    std::size_t i = at_;
    for (; i < text_.size(); ++i) {
      const char letter = text_[i];
      if (letter == '"') quoted = !quoted;
      if (letter != '\n' && letter != '\r') continue;
      if (!quoted) break;
      inQuotes_ += letter == '\n' || text_.compare(i, 2, "\r\n") != 0 ? 1 : 0;
    }
    open_ = quoted;
    return i;
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  std::size_t inQuotes_ = 0;  ///< line ends within quotes of the current line
  std::string_view current_;
  bool ended_ = true;
  bool open_ = false;
};

std::string cellIn(std::string_view text) { return fromSpreadsheetCell(oneLine(unquoted(text))); }

std::vector<std::string> cellsOf(std::string_view line, char separator) {
  std::vector<std::string> cells;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (separator != '\t' && line[i] == '"') quoted = !quoted;
    if (line[i] != separator || quoted) continue;
    cells.push_back(cellIn(line.substr(begin, i - begin)));
    begin = i + 1;
  }
  cells.push_back(cellIn(line.substr(begin)));
  return cells;
}

/// Above the header; Excel may write there by what cells are separated, which the header shows too.
bool isComment(std::string_view line) {
  return trimmed(line).empty() || line.starts_with('#') || (line.starts_with("sep=") && line.size() == 5);
}

/// Cells of the header, where the first rows by this separator have as many; nothing where they have not.
std::optional<std::size_t> cellsBy(const std::string& text, char separator) {
  Lines lines(text, separator);
  std::size_t columns = 0;
  for (std::size_t rows = 0; rows < looksAt && lines.next();) {
    if (isComment(lines.current())) continue;
    auto cells = cellsOf(lines.current(), separator);
    if (columns == 0) {
      columns = cells.size();
      continue;
    }
    while (cells.size() > columns && cells.back().empty()) cells.pop_back();
    if (cells.size() > columns || cells.size() < 2) return {};
    ++rows;
  }
  return columns > 1 ? std::optional(columns) : std::nullopt;
}

char separatorOf(const std::string& text, const std::string& path) {
  Lines lines(text, '\t');
  while (lines.next() && isComment(lines.current())) continue;
  if (lines.current().find('\t') != std::string_view::npos) return '\t';
  const auto commas = cellsBy(text, ',');
  const auto semicolons = cellsBy(text, ';');
  if (commas && semicolons)
    throw Error(ExitCode::CorruptContent, path, "may be separated by commas and by semicolons", "separate by tabs");
  return commas ? ',' : semicolons ? ';' : '\t';
}

/// A header may end with separators, and Spectronaut's index has no name.
void checkHeader(const TsvFile& file, std::size_t line) {
  FaultList faults;
  std::set<std::string_view> seen;
  for (const std::string& name : file.header) {
    if (!name.empty() && !seen.insert(name).second)
      faults.add(file.path + ":" + std::to_string(line), "column " + inQuotes(name) + " stands twice",
                 "rename or remove one");
  }
  faults.throwIfAny();
  if (file.header.size() < 2)
    throw Error(ExitCode::CorruptContent, file.path, "has one column",
                "give a table with tabs, commas or semicolons between its columns");
}

class TableReader {
 public:
  TableReader(const std::string& text, const std::string& path)
      : separator_(separatorOf(text, path)), lines_(text, separator_) {
    table_.file.path = path;
  }

  DelimitedTable read() {
    TsvFile& file = table_.file;
    while (lines_.next()) addLine();
    if (lines_.open())
      faults_.add(file.path + ":" + std::to_string(lines_.line()), "a quote is opened and not closed", "close it");
    faults_.throwIfAny();
    if (file.header.empty())
      throw Error(ExitCode::Empty, file.path, "is empty", "a table with a header line is needed");
    if (file.rows.empty())
      throw Error(ExitCode::Empty, file.path, "has a header and no row", "fill in at least one row");
    tell();
    return std::move(table_);
  }

 private:
  void addLine() {
    TsvFile& file = table_.file;
    const std::string_view line = lines_.current();
    if (file.header.empty() && line.starts_with('#')) file.comments.emplace_back(line.substr(1));
    if (trimmed(line).empty() || line.starts_with("#!{") || (file.header.empty() && isComment(line))) return;
    if (file.header.empty()) {
      file.header = cellsOf(line, separator_);
      checkHeader(file, lines_.line());
      return;
    }
    TsvFile::Row row{lines_.line(), cellsOf(line, separator_)};
    while (row.cells.size() > file.header.size() && row.cells.back().empty()) row.cells.pop_back();
    const std::string counts =
        std::to_string(row.cells.size()) + " cells where the header has " + std::to_string(file.header.size());
    if (row.cells.size() > file.header.size())
      return faults_.add(file.where(row), counts, "separate cells as the header does");
    if (row.cells.size() < file.header.size() && !lines_.ended())
      return faults_.add(file.where(row), counts + ", and the file ends within the line", "copy or download it again");
    short_ += row.cells.size() < file.header.size() ? 1 : 0;
    row.cells.resize(file.header.size());
    file.rows.push_back(std::move(row));
  }

  void tell() {
    if (separator_ != '\t')
      table_.notes.emplace_back(separator_ == ',' ? "cells are separated by commas"
                                                  : "cells are separated by semicolons");
    if (short_ > 0)
      table_.notes.push_back(std::to_string(short_) + " of " + std::to_string(table_.file.rows.size()) +
                             " rows are shorter than the header; the cells that they lack are read as empty");
  }

  char separator_;
  Lines lines_;
  DelimitedTable table_;
  FaultList faults_;
  std::size_t short_ = 0;
};

}  // namespace

DelimitedTable readDelimited(const std::string& text, const std::string& path) {
  return TableReader(text, path).read();
}

}  // namespace vescargo
