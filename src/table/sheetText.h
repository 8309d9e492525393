#pragma once

#include <string>
#include <vector>

namespace vescargo {

/// The bytes of a sheet as UTF-8. Throws CorruptContent for what is no text, named as what it is,
/// and for UTF-16 that is cut.
std::string sheetText(const std::string& bytes, const std::string& path);

/// Lines that end with LF, CRLF or CR.
std::vector<std::string> linesOf(const std::string& text);

/// Takes quotes, blanks around, and what nobody sees off a cell; true where it had non-breaking blanks or letters
/// without a shape.
bool cleanCell(std::string& cell);

}  // namespace vescargo
