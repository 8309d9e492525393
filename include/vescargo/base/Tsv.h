#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/base/Cells.h"
#include "vescargo/base/Error.h"
#include "vescargo/base/OutputFile.h"

namespace vescargo {

/// A tab-separated file read by column name. A byte-order mark, CRLF and lines
/// that start with '#' before the header are accepted; the latter are kept.
struct TsvFile {
  struct Row {
    std::size_t line;  ///< 1-based line in the file
    Cells cells;
  };
  std::string path;
  std::vector<std::string> comments;  ///< lines before the header, without '#'
  std::vector<std::string> header;
  std::vector<Row> rows;   ///< as many cells as the header has
  bool endsInRow = false;  ///< the last line has no line feed: the file may have been cut off within a cell

  std::optional<std::size_t> column(std::string_view name) const;
  /// Throws CorruptContent that names the missing column and what there is.
  std::size_t requiredColumn(std::string_view name) const;
  /// `path:line`, for messages.
  std::string where(const Row& row) const;
};

/// Whether a table without a row says something.
enum class TsvRows { AtLeastOne, AnyNumber };

/// Reads a file, plain or gzipped. The first column that is one of `several` may have several cells in a row, as
/// Percolator's proteins have; its cell then holds them with tabs between.
/// Throws MissingFile, Unreadable, Empty (no header, or no row below it where one is needed) or
/// CorruptContent (a row with another number of cells, a column named twice, other than SDRF's `comment[...]` and
/// `characteristics[...]`, which may repeat; a line above 64 MB; gzip that is broken or cut off).
TsvFile readTsv(const std::string& path, TsvRows rows = TsvRows::AtLeastOne,
                const std::vector<std::string>& several = {});

/// Appends the next piece of a text; false where there is none.
using TextSource = std::function<bool(std::string&)>;

/// The same of a text that comes from `path`, which is for messages only.
TsvFile readTsv(const std::string& path, const TextSource& source, TsvRows rows,
                const std::vector<std::string>& several);

/// Writes a table whose cells a spreadsheet takes as they are (writeText): one that would be a formula there, as text
/// that begins with '=' or '@', or with '+' or '-' and a letter, gets an apostrophe before it, and so does one that
/// begins with apostrophes and such a text. readTsv takes one away. Throws CannotWrite.
void writeTsv(const std::string& path, std::string_view table);
/// The same of a table that is too long to be held at once: `giveRows` gives whole lines, the header first.
void writeTsv(const std::string& path, const std::function<void(const TextSink&)>& giveRows);

/// The cell with what writeTsv puts before it.
std::string spreadsheetCell(std::string_view cell);
/// The cell without that.
std::string fromSpreadsheetCell(std::string cell);

/// Makes blanks that are not to be broken, or wide or narrow, plain ones, and takes letters out that nobody sees (zero
/// width, soft hyphens, byte-order marks). Whether there was one.
bool plainBlanks(std::string& text);

/// The text with a blank for each control character, tabs and ends of lines among them.
std::string oneLine(std::string_view text);

/// Splits at every `separator`; an empty text gives one empty part.
std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// The shortest text that reads back as the same number; NaN is "NA".
std::string formatNumber(double value);
/// Rounded to `digits` significant digits; NaN is "NA".
std::string formatNumber(double value, int digits);
/// Nothing when the text is no number; "NA", "NaN", "nan" and "" are NaN, 1e-400 is 0.
std::optional<double> parseNumber(std::string_view text);
/// Values that pass between tools as text are rounded so where they arise, and
/// are therefore the same bytes whether they pass through a file or not.
double roundDecimals(double value, int decimals);

}  // namespace vescargo
