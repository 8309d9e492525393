#pragma once

#include <string>
#include <vector>

#include "vescargo/base/Tsv.h"

namespace vescargo {

/// A sheet as people keep it in spreadsheets, cells cleaned.
struct SheetFile {
  TsvFile table;                   ///< without empty rows, and without empty columns that have no name
  std::vector<std::string> notes;  ///< what was cleaned
};

/// Whether columns of one name may stand beside each other.
bool mayRepeatInSdrf(const std::string& header);

/// The text of a sheet: UTF-8, UTF-16 with its mark, or Latin-1; lines end as on any system; cells may be in double
/// quotes. Blanks around cells, non-breaking blanks and letters that nobody sees are left out. Throws Empty, and
/// CorruptContent for a workbook, an archive or other binary files, for cells that are separated by something else
/// than tabs, a column without name that has values, a row of another width, and a column that stands twice.
SheetFile parseSheet(const std::string& bytes, const std::string& path);

/// A whole file. Throws MissingFile and Unreadable.
std::string bytesOf(const std::string& path);

}  // namespace vescargo
