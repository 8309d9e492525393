#pragma once

#include <functional>
#include <string>
#include <vector>

#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/readText.h"

namespace vescargo {

/// A table of another program as it stands in a text.
struct DelimitedTable {
  TsvFile file;                    ///< cells without blanks and quotes around them, on one line each
  std::vector<std::string> notes;  ///< sentences: what was taken for what
};

/// Which columns are wanted, by a table without rows; none = all.
using ColumnChoice = std::function<std::vector<std::size_t>(const TsvFile&)>;

/// Reads lines that end with LF, CRLF or CR, cells separated by tabs, else by the comma or semicolon by which the first
/// rows have as many cells as the header. A cell in double quotes is what stands between them, "" being a quote; in
/// tables with commas or semicolons it may hold these and line ends. Lines with '#' before the header are comments,
/// those below it in which Perseus describes columns (`#!{Type}`) are passed over, and so are empty lines.
///
/// A row may lack cells at its end, which are then empty, and may have empty ones more: programs and spreadsheets cut
/// and add them. Throws Empty without a header or rows; CorruptContent (with lines, up to 20 faults) for a row with
/// more cells that are not empty, a last line that is short and has no line end (the file was cut), a quote that is not
/// closed, a column named twice, one column alone, and a header by which comma and semicolon both may separate.
///
/// The text is taken piece by piece, and of columns that are not wanted nothing is kept.
DelimitedTable readDelimited(TextPieces text, const ColumnChoice& choose = {});

/// The same of a whole text from `path`.
DelimitedTable readDelimited(const std::string& text, const std::string& path);

}  // namespace vescargo
