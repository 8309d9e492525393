#include "sheetText.h"

#include <array>
#include <boost/locale/encoding_utf.hpp>
#include <string_view>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/base/wholeFile.h"

namespace vescargo {

namespace {

using boost::locale::conv::utf_to_utf;

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

[[noreturn]] void isNoText(const std::string& path, const std::string& what) {
  throw Error(ExitCode::CorruptContent, path, "is " + what + ", not text",
              "save the sheet as text that is separated by tabs (TSV)");
}

/// What a spreadsheet or a download is by its first bytes.
void refuseBinary(std::string_view bytes, const std::string& path) {
  const auto has = [&](std::string_view part) { return bytes.find(part) != std::string_view::npos; };
  if (bytes.starts_with("PK\x03\x04")) {
    if (has("mimetypeapplication/vnd.oasis.opendocument.spreadsheet")) isNoText(path, "a LibreOffice workbook (.ods)");
    if (has("[Content_Types].xml") || has("xl/")) isNoText(path, "an Excel workbook (.xlsx)");
    isNoText(path, "a zip archive");
  }
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) isNoText(path, "an old Excel workbook (.xls)");
  if (bytes.starts_with("\x1F\x8B")) isNoText(path, "a gzip archive");
  if (bytes.starts_with("%PDF")) isNoText(path, "a PDF");
  if (has(std::string_view("\0", 1))) isNoText(path, "a binary file");
}

/// Text that is no UTF-8 is taken for Latin-1, which has a letter for every byte.
std::string fromUtf8OrLatin1(std::string_view bytes) {
  try {
    return utf_to_utf<char>(bytes.data(), bytes.data() + bytes.size(), boost::locale::conv::stop);
  } catch (const boost::locale::conv::conversion_error&) {
    std::u32string letters;
    for (const char byte : bytes) letters += static_cast<unsigned char>(byte);
    return utf_to_utf<char>(letters);
  }
}

}  // namespace

std::string sheetText(const std::string& bytes, const std::string& path) {
  const std::string_view all(bytes);
  std::string text;
  if (all.starts_with("\xFF\xFE") || all.starts_with("\xFE\xFF")) {
    text = fromUtf16(all.substr(2), all.starts_with("\xFE\xFF"), path);
    refuseBinary(text, path);
    return text;
  }
  refuseBinary(all, path);
  return fromUtf8OrLatin1(all.substr(all.starts_with(byteOrderMark) ? byteOrderMark.size() : 0));
}

std::vector<std::string> linesOf(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find_first_of("\r\n", begin);
    lines.push_back(text.substr(begin, end - begin));
    if (end == std::string::npos) break;
    begin = end + (text.compare(end, 2, "\r\n") == 0 ? 2 : 1);
  }
  return lines;
}

bool cleanCell(std::string& cell) {
  const bool cleaned = plainBlanks(cell);
  const auto trim = [&] {
    cell.erase(cell.find_last_not_of(' ') + 1);
    cell.erase(0, cell.find_first_not_of(' '));
  };
  trim();
  if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') {
    cell = cell.substr(1, cell.size() - 2);
    for (std::size_t at = cell.find("\"\""); at != std::string::npos; at = cell.find("\"\"", at + 1)) cell.erase(at, 1);
    trim();
  }
  cell = fromSpreadsheetCell(std::move(cell));
  return cleaned;
}

}  // namespace vescargo
