#include "vescargo/base/Tsv.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <limits>

#include "vescargo/base/OutputFile.h"
#include "vescargo/base/TextStream.h"

namespace vescargo {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

[[noreturn]] void cannotRead(const std::string& path) {
  throw Error(ExitCode::Unreadable, path, "cannot be read", "check that it is a file and its permissions");
}

void requireFile(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    throw Error(ExitCode::MissingFile, path, "no such file", "check the path");
  }
  if (std::filesystem::is_directory(path, ignored)) cannotRead(path);
}

/// The lines of a text, without their line feeds.
class LineReader {
 public:
  LineReader(const std::string& path, const TextSource& source) : path_(path), source_(source) {}

  bool next(std::string& line) {
    std::size_t end = 0;
    std::size_t from = at_;
    while ((end = text_.find('\n', from)) == std::string::npos) {
      text_.erase(0, at_);
      at_ = 0;
      from = text_.size();
      if (from > longestLine)
        throw Error(ExitCode::CorruptContent, path_, "has a line longer than 64 MB, as no table has",
                    "look at what it holds, and copy or make it again");
      if (source_(text_)) continue;
      line = std::move(text_);
      text_.clear();
      ended_ = ended_ && line.empty();
      return !line.empty();
    }
    line.assign(text_, at_, end - at_);
    at_ = end + 1;
    return true;
  }

  /// Whether the line that was taken last had a line feed.
  bool ended() const { return ended_; }

 private:
  static constexpr std::size_t longestLine = std::size_t{1} << 26U;

  const std::string& path_;
  const TextSource& source_;
  std::string text_;
  std::size_t at_ = 0;
  bool ended_ = true;
};

/// SDRF-Proteomics repeats these where a sample has several values.
bool mayRepeat(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
  return name.starts_with("comment[") || name.starts_with("characteristics[");
}

void checkHeader(const TsvFile& file, std::size_t line) {
  FaultList faults;
  for (auto name = file.header.begin(); name != file.header.end(); ++name) {
    if (std::find(file.header.begin(), name, *name) != name && !mayRepeat(*name)) {
      faults.add(file.path + ":" + std::to_string(line), "column " + inQuotes(*name) + " stands twice",
                 "rename or remove one");
    }
  }
  faults.throwIfAny();
}

/// Joins what one column has several cells of; there are as many cells more than columns.
void joinCells(std::vector<std::string>& cells, std::size_t column, std::size_t columns) {
  if (cells.size() <= columns) return;
  const auto first = cells.begin() + static_cast<std::ptrdiff_t>(column);
  const auto end = first + static_cast<std::ptrdiff_t>(cells.size() - columns) + 1;
  *first = join({first, end}, "\t");
  cells.erase(first + 1, end);
}

/// Whether a spreadsheet would calculate it, but for apostrophes before it.
bool isFormula(std::string_view cell) {
  cell.remove_prefix(std::min(cell.find_first_not_of('\''), cell.size()));
  if (cell.empty()) return false;
  const bool sign = cell.front() == '+' || cell.front() == '-';
  return cell.front() == '=' || cell.front() == '@' ||
         (sign && cell.size() > 1 && std::isalpha(static_cast<unsigned char>(cell[1])) != 0);
}

std::vector<std::string> cellsOf(std::string_view line) {
  auto cells = split(line, '\t');
  for (std::string& cell : cells) cell = fromSpreadsheetCell(std::move(cell));
  return cells;
}

std::string toText(std::to_chars_result result, const char* begin) {
  return std::string(begin, static_cast<const char*>(result.ptr));
}

/// Of a number out of range: whether it is so for being near zero, as 1e-400.
bool isTiny(std::string_view text) {
  const std::size_t exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) return text.substr(exponent + 1).starts_with('-');
  const std::size_t first = text.find_first_of("123456789");
  return first != std::string_view::npos && text.substr(0, first).find('.') != std::string_view::npos;
}

}  // namespace

std::optional<std::size_t> TsvFile::column(std::string_view name) const {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

std::size_t TsvFile::requiredColumn(std::string_view name) const {
  if (const auto found = column(name)) return *found;
  throw Error(ExitCode::CorruptContent, path, "has no column " + inQuotes(name),
              "its columns are: " + join(header, ", "));
}

std::string TsvFile::where(const Row& row) const { return path + ":" + std::to_string(row.line); }

TsvFile readTsv(const std::string& path, TsvRows rows, const std::vector<std::string>& several) {
  constexpr std::size_t piece = 1U << 18U;
  requireFile(path);
  TextStream stream(path);
  return readTsv(
      path, [&](std::string& text) { return stream.read(text, piece); }, rows, several);
}

TsvFile readTsv(const std::string& path, const TextSource& source, TsvRows rows,
                const std::vector<std::string>& several) {
  LineReader lines(path, source);
  TsvFile file;
  file.path = path;
  FaultList faults;
  std::string text;
  std::optional<std::size_t> wide;
  for (std::size_t line = 1; lines.next(text); ++line) {
    if (line == 1 && text.starts_with(byteOrderMark)) text.erase(0, byteOrderMark.size());
    if (!text.empty() && text.back() == '\r') text.pop_back();
    if (file.header.empty() && text.starts_with('#')) {
      file.comments.push_back(text.substr(1));
      continue;
    }
    if (text.empty()) continue;
    if (file.header.empty()) {
      file.header = cellsOf(text);
      checkHeader(file, line);
      for (const std::string& name : several) wide = wide ? wide : file.column(name);
      continue;
    }
    auto cells = cellsOf(text);
    if (wide) joinCells(cells, *wide, file.header.size());
    TsvFile::Row row{line, Cells(cells)};
    if (row.cells.size() != file.header.size()) {
      const bool cut = !lines.ended() && row.cells.size() < file.header.size();
      faults.add(file.where(row),
                 std::to_string(row.cells.size()) + " cells where the header has " +
                     std::to_string(file.header.size()) + (cut ? ", and no line end: the file was cut off here" : ""),
                 cut ? "copy it again" : "separate cells by one tab each");
      continue;
    }
    file.rows.push_back(std::move(row));
  }
  file.endsInRow = !lines.ended();
  faults.throwIfAny();
  if (file.header.empty()) throw Error(ExitCode::Empty, path, "is empty", "a table with a header line is needed");
  if (file.rows.empty() && rows == TsvRows::AtLeastOne)
    throw Error(ExitCode::Empty, path, "has a header and no row", "fill in at least one row");
  return file;
}

std::string spreadsheetCell(std::string_view cell) { return (isFormula(cell) ? "'" : "") + std::string(cell); }

std::string fromSpreadsheetCell(std::string cell) {
  if (cell.starts_with('\'') && isFormula(cell)) cell.erase(0, 1);
  return cell;
}

void writeTsv(const std::string& path, std::string_view table) {
  writeTsv(path, [&](const TextSink& rows) { rows(table); });
}

void writeTsv(const std::string& path, const std::function<void(const TextSink&)>& giveRows) {
  writeText(path, [&](const TextSink& write) {
    giveRows([&](std::string_view rows) {
      std::size_t written = 0;
      for (std::size_t begin = 0; begin < rows.size();) {
        const std::size_t end = std::min(rows.find_first_of("\t\n", begin), rows.size());
        if (isFormula(rows.substr(begin, end - begin))) {
          write(rows.substr(written, begin - written));
          write("'");
          written = begin;
        }
        begin = end + 1;
      }
      write(rows.substr(written));
    });
  });
}

bool plainBlanks(std::string& text) {
  constexpr std::array<std::string_view, 6> wideBlanks{"\xC2\xA0",     "\xE2\x80\x87", "\xE2\x80\xAF",
                                                       "\xE2\x80\x89", "\xE3\x80\x80", "\xE2\x80\x83"};
  constexpr std::array<std::string_view, 6> unseen{"\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D",
                                                   "\xE2\x81\xA0", "\xEF\xBB\xBF", "\xC2\xAD"};
  bool cleaned = false;
  const auto replace = [&](std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
      text.replace(at, what.size(), by);
      cleaned = true;
    }
  };
  for (const std::string_view blank : wideBlanks) replace(blank, " ");
  for (const std::string_view letter : unseen) replace(letter, "");
  return cleaned;
}

std::string oneLine(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return std::iscntrl(c) != 0; }, ' ');
  return line;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  parts.reserve(static_cast<std::size_t>(std::count(text.begin(), text.end(), separator)) + 1);
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find(separator, begin);
    parts.emplace_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text.append(separator);
    text.append(parts[i]);
  }
  return text;
}

std::string formatNumber(double value) {
  if (std::isnan(value)) return "NA";
  std::array<char, 32> buffer{};
  return toText(std::to_chars(buffer.data(), buffer.data() + buffer.size(), value), buffer.data());
}

std::string formatNumber(double value, int digits) {
  if (std::isnan(value)) return "NA";
  std::array<char, 64> buffer{};
  return toText(std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, digits),
                buffer.data());
}

std::optional<double> parseNumber(std::string_view text) {
  if (text.empty() || text == "NA" || text == "NaN" || text == "nan") return std::numeric_limits<double>::quiet_NaN();
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc::result_out_of_range && result.ptr == text.data() + text.size() && isTiny(text)) return 0;
  if (result.ec != std::errc{} || result.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

double roundDecimals(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  const double scaled = value * scale;
  if (!std::isfinite(scaled)) return value;
  return std::round(scaled) / scale + 0.0;  // -0 + 0 = 0, which prints without a sign
}

}  // namespace vescargo
