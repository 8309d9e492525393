#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vescargo {

/// `text` with the five characters escaped that mean something in HTML.
std::string escapeHtml(std::string_view text);

/// Numbers for reading, as HTML: a true minus sign, "NA" for NaN.
std::string htmlFixed(double value, int decimals);
/// `digits` significant digits, whole from 1,000 to a million; powers of ten for what is small or large, e.g. 1.2 x
/// 10^-5.
std::string htmlNumber(double value, int digits = 3);
/// A p or q with two digits; those below 10^-4 are not told apart.
std::string htmlProbability(double value);
/// A whole number with its thousands set apart: 12,345.
std::string htmlCount(std::size_t count);
/// A file size: 1.23 GB.
std::string htmlBytes(double bytes);

/// A column; columns that stand next to each other with the same `group` get it as a head over them.
struct HtmlColumn {
  std::string title;
  std::string group{};
  bool number = false;  ///< set right-aligned
};

/// A table with a caption; the first cell of a row is its heading. Texts of
/// columns and caption are escaped here, cells are HTML already.
struct HtmlTable {
  std::string caption;
  std::vector<HtmlColumn> columns;
  std::vector<std::vector<std::string>> rows;  ///< as many cells as columns
  std::size_t pinned = 1;                      ///< first columns that stay where the table is scrolled sideways; 1 or 3
  std::vector<std::string> rowIds{};           ///< to link to; none, or as many as rows
  std::vector<std::string> sayings{};          ///< what letters in cells stand for, as HTML; below the table
};

/// The table with each text of a column that stands in three rows or more said once, below it, and its letter in the
/// cells.
HtmlTable withSayingsOnce(HtmlTable table, std::size_t column);

/// In a frame that scrolls sideways where the page is narrow.
std::string htmlTable(const HtmlTable& table);

/// An unordered list; items are HTML already. Nothing for no item.
std::string htmlList(const std::vector<std::string>& items);

}  // namespace vescargo
