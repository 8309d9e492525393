#include "vescargo/foreign/delimited.h"

#include <algorithm>
#include <array>
#include <functional>
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

/// What may stand around the quotes of a cell.
std::string_view blanksBeside(char separator) { return separator == ' ' ? "\v\f" : " \v\f"; }

/// Where a cell that begins at `begin` has its closing quote: the first that is not one of two and stands before a
/// separator, a line end or the end; npos where it begins with none or none closes it. A quote within a cell that has
/// none at its front is a letter (5" end).
std::size_t closingQuote(std::string_view text, std::size_t begin, char separator) {
  const std::size_t open = text.find_first_not_of(blanksBeside(separator), begin);
  if (open == std::string_view::npos || text[open] != '"') return std::string_view::npos;
  for (std::size_t at = text.find('"', open + 1); at != std::string_view::npos; at = text.find('"', at + 1)) {
    if (at + 1 < text.size() && text[at + 1] == '"') {
      ++at;
      continue;
    }
    const std::size_t next = text.find_first_not_of(blanksBeside(separator), at + 1);
    if (next == std::string_view::npos || text[next] == separator || text[next] == '\n' || text[next] == '\r')
      return at;
  }
  return std::string_view::npos;
}

/// Where the cell that begins at `begin` of a line ends.
std::size_t cellEnd(std::string_view line, std::size_t begin, char separator) {
  // Programs that separate by tabs put no tab into a cell, quoted or not.
  const std::size_t quote = separator == '\t' ? std::string_view::npos : closingQuote(line, begin, separator);
  return std::min(line.find(separator, quote == std::string_view::npos ? begin : quote), line.size());
}

/// Takes one line after the other off a text, of which there may be more. A line end may stand in a cell in quotes;
/// between tabs, where most quotes are letters, only in a row that lacks cells without what follows.
class Lines {
 public:
  using More = std::function<bool(std::string&)>;

  Lines(std::string text, char separator, More more = {})
      : text_(std::move(text)), separator_(separator), more_(std::move(more)) {}

  /// How many cells rows have, once that is known.
  void setColumns(std::size_t columns) { columns_ = columns; }

  bool next() {
    while (at_ >= text_.size()) {
      if (!addMore()) return false;
    }
    std::size_t end = 0;
    do end = separator_ == '\t' ? lineEndBetweenTabs() : lineEndOutsideQuotes();
    while ((end + 1 >= text_.size() || (wantsMore_ && text_.size() - at_ < longestCell)) && addMore());
    line_ += 1 + inQuotesBefore_;
    inQuotesBefore_ = lineEndsIn(std::string_view(text_).substr(at_, end - at_));
    current_ = std::string_view(text_).substr(at_, end - at_);
    ended_ = end < text_.size();
    at_ = end + (text_.compare(end, 2, "\r\n") == 0 ? 2 : 1);
    return true;
  }

  /// Until the next line is taken.
  std::string_view current() const { return current_; }
  std::size_t line() const { return line_; }
  bool ended() const { return ended_; }
  bool open() const { return open_; }

 private:
  /// False once the end was seen.
  bool addMore() {
    if (!more_) return false;
    text_.erase(0, at_);
    at_ = 0;
    if (more_(text_)) return true;
    more_ = {};
    return true;
  }

  static std::size_t lineEndsIn(std::string_view text) {
    std::size_t count = 0;
    if (text.find('"') == std::string_view::npos) return count;
    for (std::size_t i = 0; i < text.size(); ++i)
      count += text[i] == '\n' || (text[i] == '\r' && text.substr(i, 2) != "\r\n") ? 1 : 0;
    return count;
  }

  std::size_t lineEnd(std::size_t from) const { return std::min(text_.find_first_of("\r\n", from), text_.size()); }

  std::size_t cellsIn(std::size_t end) const {
    return static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                               text_.begin() + static_cast<std::ptrdiff_t>(end), '\t')) +
           1;
  }

  /// A cell that opens a quote and does not close it in its line goes on where that gives the row its cells.
  std::size_t lineEndBetweenTabs() {
    open_ = wantsMore_ = false;
    std::size_t end = lineEnd(at_);
    while (end < text_.size()) {
      const std::size_t tab = text_.rfind('\t', end);
      const std::size_t last = tab == std::string::npos || tab < at_ ? at_ : tab + 1;
      if (!beginsWithQuote(last, end) || closingQuote(std::string_view(text_).substr(0, end), last, '\t') < end) break;
      if (cellsIn(end) > columns_) break;
      const std::size_t quote = closingQuote(text_, last, '\t');
      const bool closes = quote != std::string::npos && cellsIn(lineEnd(quote)) <= columns_;
      open_ = !closes && cellsIn(end) < columns_;
      wantsMore_ = quote == std::string::npos;
      if (!closes) break;
      end = lineEnd(quote);
    }
    return end;
  }

  bool beginsWithQuote(std::size_t begin, std::size_t end) const {
    const std::size_t first = text_.find_first_not_of(blanksBeside(separator_), begin);
    return first < end && text_[first] == '"';
  }

  std::size_t lineEndOutsideQuotes() {
    open_ = false;
    const std::string marks{separator_, '\r', '\n'};
    std::size_t begin = at_;
    while (true) {
      const std::size_t quote = closingQuote(text_, begin, separator_);
      open_ = open_ || (quote == std::string::npos && beginsWithQuote(begin, text_.size()));
      const std::size_t end =
          std::min(text_.find_first_of(marks, quote == std::string::npos ? begin : quote), text_.size());
      wantsMore_ = open_;
      if (end == text_.size() || text_[end] != separator_) return end;
      begin = end + 1;
    }
  }

  static constexpr std::size_t longestCell = std::size_t{1} << 20U;

  std::string text_;
  char separator_;
  More more_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  std::size_t columns_ = 0;
  std::size_t inQuotesBefore_ = 0;  ///< line ends within quotes of the line before
  std::string_view current_;
  bool ended_ = true;
  bool open_ = false;
  bool wantsMore_ = false;  ///< a quote may close in what is not read yet
};

/// What a cell holds; `cleaned` counts those with blanks and letters that nobody sees.
std::string cellIn(std::string_view text, std::size_t& cleaned) {
  std::string cell = oneLine(unquoted(text));
  const auto isPlain = [](char letter) { return static_cast<unsigned char>(letter) < 0x80; };
  if (!std::all_of(cell.begin(), cell.end(), isPlain) && plainBlanks(cell)) {
    ++cleaned;
    cell = std::string(trimmed(cell));
  }
  // Excel keeps from numbers and dates what is written as a formula that is a text.
  if (cell.size() > 3 && cell.starts_with("=\"") && cell.back() == '"') return cell.substr(2, cell.size() - 3);
  return fromSpreadsheetCell(std::move(cell));
}

std::vector<std::string> cellsOf(std::string_view line, char separator) {
  std::vector<std::string> cells;
  std::size_t cleaned = 0;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = cellEnd(line, begin, separator);
    cells.push_back(cellIn(line.substr(begin, end - begin), cleaned));
    begin = end + 1;
  }
  return cells;
}

/// The kept cells of a line, how many cells it has, and how many up to the last that is not empty.
struct CutLine {
  Cells cells;
  std::size_t count = 0;
  std::size_t filled = 0;
  std::size_t cleaned = 0;
};

CutLine cutLine(std::string_view line, char separator, const std::vector<bool>& kept) {
  CutLine cut;
  const bool keepsAll = std::find(kept.begin(), kept.end(), false) == kept.end();
  cut.cells.reserve(static_cast<std::size_t>(std::count(kept.begin(), kept.end(), true)), keepsAll ? line.size() : 0);
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = cellEnd(line, begin, separator);
    const std::string_view text = trimmed(line.substr(begin, end - begin));
    begin = end + 1;
    const bool isKept = cut.count < kept.size() && kept[cut.count];
    ++cut.count;
    if (isKept) cut.cells.push_back(cellIn(text, cut.cleaned));
    const bool isEmpty = text.empty() || (text.front() == '"' && unquoted(text).empty());
    if (!isEmpty) cut.filled = cut.count;
  }
  return cut;
}

/// Above the header; Excel may write there by what cells are separated, which the header shows too.
bool isComment(std::string_view line) {
  return trimmed(line).empty() || line.starts_with('#') || (line.starts_with("sep=") && line.size() == 5);
}

/// How the first rows by a separator go with the header.
enum class Fit { None, AsHeader, OneMore };

/// OneMore where all rows have a cell more, as R writes names of rows, which have none in the header.
Fit fitBy(const std::string& text, char separator) {
  Lines lines(text, separator);
  std::size_t columns = 0;
  bool asHeader = true;
  bool oneMore = true;
  bool lastFilled = false;
  for (std::size_t rows = 0; rows < looksAt && lines.next();) {
    if (isComment(lines.current())) continue;
    auto cells = cellsOf(lines.current(), separator);
    if (columns == 0) {
      columns = cells.size();
      continue;
    }
    oneMore = oneMore && cells.size() == columns + 1;
    lastFilled = lastFilled || !cells.back().empty();
    while (cells.size() > columns && cells.back().empty()) cells.pop_back();
    asHeader = asHeader && cells.size() <= columns && cells.size() > 1;
    ++rows;
  }
  if (columns < 2) return Fit::None;
  return asHeader ? Fit::AsHeader : oneMore && lastFilled ? Fit::OneMore : Fit::None;
}

char separatorOf(const std::string& text, const std::string& path) {
  Lines lines(text, '\t');
  while (lines.next() && isComment(lines.current())) continue;
  if (lines.current().find('\t') != std::string_view::npos) return '\t';
  const Fit commas = fitBy(text, ',');
  const Fit semicolons = fitBy(text, ';');
  for (const Fit fit : {Fit::AsHeader, Fit::OneMore}) {
    if (commas == fit && semicolons == fit)
      throw Error(ExitCode::CorruptContent, path, "may be separated by commas and by semicolons", "separate by tabs");
    if (commas == fit) return ',';
    if (semicolons == fit) return ';';
  }
  if (fitBy(text, ' ') != Fit::None) return ' ';
  // Rows that do not fit are told by their lines.
  for (const char sign : {',', ';'}) {
    if (cellsOf(lines.current(), sign).size() > 2) return sign;
  }
  return '\t';
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

/// Of R's write.csv, its read.csv and readr, and pandas.
bool isNameOfRowNumbers(std::string_view name) {
  static constexpr std::array<std::string_view, 6> names{"", "X", "...1", "Unnamed: 0", "row.names", "rownames"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Rising whole numbers: rows may have been left out since.
bool holdsRowNumbers(const TsvFile& file) {
  double last = -1;
  for (const auto& row : file.rows) {
    const std::string_view cell = row.cells.front();
    if (cell.empty() || cell.find_first_not_of("0123456789") != std::string::npos) return false;
    const double number = *parseNumber(cell);
    if (number <= last) return false;
    last = number;
  }
  return true;
}

class TableReader {
 public:
  TableReader(TextPieces text, const ColumnChoice& choose)
      : separator_(separatorOf(text.head(), text.path())),
        hasRowNames_(fitBy(text.head(), separator_) == Fit::OneMore),
        choose_(choose),
        lines_(text.takeHead(), separator_, [&](std::string& more) { return text_.read(more); }),
        text_(std::move(text)) {
    table_.file.path = text_.path();
  }

  DelimitedTable read() {
    TsvFile& file = table_.file;
    while (lines_.next()) addLine();
    faults_.throwIfAny();
    if (file.header.empty())
      throw Error(ExitCode::Empty, file.path, "is empty", "a table with a header line is needed");
    if (file.rows.empty())
      throw Error(ExitCode::Empty, file.path, "has a header and no row", "fill in at least one row");
    tell();
    passOverRowNumbers();
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
      if (hasRowNames_) file.header.emplace(file.header.begin());
      keepColumns();
      lines_.setColumns(kept_.size());
      return;
    }
    if (lines_.open())
      return faults_.add(file.path + ":" + std::to_string(lines_.line()), "a quote is opened and not closed",
                         "close it");
    CutLine cut = cutLine(line, separator_, kept_);
    const std::size_t columns = kept_.size();
    const std::size_t width = cut.count > columns ? std::max(columns, cut.filled) : cut.count;
    TsvFile::Row row{lines_.line(), std::move(cut.cells)};
    const std::string counts = std::to_string(width) + " cells where the header has " + std::to_string(columns);
    if (width > columns) return faults_.add(file.where(row), counts, "separate cells as the header does");
    if (width < columns && !lines_.ended())
      return faults_.add(file.where(row), counts + ", and the file ends within the line", "copy or download it again");
    short_ += width < columns ? 1 : 0;
    cleaned_ += cut.cleaned;
    row.cells.resize(file.header.size());
    file.rows.push_back(std::move(row));
  }

  void keepColumns() {
    TsvFile& file = table_.file;
    kept_.assign(file.header.size(), true);
    const std::vector<std::size_t> chosen = choose_ ? choose_(file) : std::vector<std::size_t>();
    if (chosen.empty()) return;
    kept_.assign(file.header.size(), false);
    for (const std::size_t column : chosen) kept_[column] = true;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < kept_.size(); ++i) {
      if (kept_[i]) names.push_back(file.header[i]);
    }
    file.header = std::move(names);
  }

  void tell() {
    if (separator_ != '\t')
      table_.notes.emplace_back(separator_ == ','   ? "cells are separated by commas"
                                : separator_ == ';' ? "cells are separated by semicolons"
                                                    : "cells are separated by blanks");
    if (hasRowNames_)
      table_.notes.emplace_back(
          "rows have a cell more than the header: the first is the name of the row, as R writes it");
    if (cleaned_ > 0)
      table_.notes.push_back(std::to_string(cleaned_) +
                             " cells had non-breaking blanks or letters that nobody sees, which were left out");
    if (short_ > 0)
      table_.notes.push_back(std::to_string(short_) + " of " + std::to_string(table_.file.rows.size()) +
                             " rows are shorter than the header; the cells that they lack are read as empty");
  }

  /// R and pandas number the rows of a table where it has no names for them.
  void passOverRowNumbers() {
    TsvFile& file = table_.file;
    if (!isNameOfRowNumbers(file.header.front()) || !holdsRowNumbers(file)) return;
    const auto isWord = [](std::string_view cell) { return !parseNumber(cell); };
    const auto cells = file.rows.front().cells.all();
    const bool named = std::any_of(cells.begin() + 1, cells.end(), isWord);
    if (!named) return;
    file.header.erase(file.header.begin());
    for (auto& row : file.rows) row.cells.erase(0);
    table_.notes.emplace_back("a column of row numbers is passed over");
  }

  char separator_;
  bool hasRowNames_;
  const ColumnChoice& choose_;
  std::vector<bool> kept_;  ///< [column of the text]
  Lines lines_;
  TextPieces text_;
  DelimitedTable table_;
  FaultList faults_;
  std::size_t short_ = 0;
  std::size_t cleaned_ = 0;
};

}  // namespace

DelimitedTable readDelimited(TextPieces text, const ColumnChoice& choose) {
  return TableReader(std::move(text), choose).read();
}

DelimitedTable readDelimited(const std::string& text, const std::string& path) {
  return readDelimited(TextPieces(text, path));
}

}  // namespace vescargo
