#include "sheetText.h"

#include <array>
#include <cstdint>
#include <string_view>

#include "vescargo/base/Error.h"

namespace vescargo {

namespace {

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

void appendUtf8(std::string& text, std::uint32_t letter) {
  const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80U | ((letter >> shift) & 0x3FU)); };
  if (letter < 0x80U) {
    text += static_cast<char>(letter);
  } else if (letter < 0x800U) {
    text += static_cast<char>(0xC0U | (letter >> 6U));
    tail(0);
  } else if (letter < 0x10000U) {
    text += static_cast<char>(0xE0U | (letter >> 12U));
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0U | (letter >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string fromUtf16(std::string_view bytes, bool bigEndian) {
  constexpr std::uint32_t unknown = 0xFFFD;
  const auto unitAt = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<std::uint32_t>(bigEndian ? first << 8U | second : second << 8U | first);
  };
  std::string text;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    std::uint32_t letter = unitAt(at);
    if (letter >= 0xD800U && letter < 0xE000U) {
      const std::uint32_t next = letter < 0xDC00U && at + 3 < bytes.size() ? unitAt(at + 2) : 0;
      const bool pair = next >= 0xDC00U && next < 0xE000U;
      letter = pair ? 0x10000U + ((letter - 0xD800U) << 10U) + (next - 0xDC00U) : unknown;
      at += pair ? 2 : 0;
    }
    appendUtf8(text, letter);
  }
  return text;
}

/// Length of the UTF-8 letter at `at`, 0 where it is none.
std::size_t letterLength(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t length = first < 0x80U   ? 1
                             : first < 0xC2U ? 0
                             : first < 0xE0U ? 2
                             : first < 0xF0U ? 3
                             : first < 0xF5U ? 4
                                             : 0;
  if (length == 0 || at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[at + i]) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

bool isUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = letterLength(text, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

}  // namespace

std::string textOf(const std::string& bytes, const std::string& path) {
  const std::string_view all(bytes);
  std::string text;
  if (all.starts_with("\xFF\xFE") || all.starts_with("\xFE\xFF")) {
    text = fromUtf16(all.substr(2), all.starts_with("\xFE\xFF"));
    refuseBinary(text, path);
    return text;
  }
  refuseBinary(all, path);
  text = all.substr(all.starts_with(byteOrderMark) ? byteOrderMark.size() : 0);
  if (isUtf8(text)) return text;
  std::string latin;
  for (const char byte : text) appendUtf8(latin, static_cast<unsigned char>(byte));
  return latin;
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
  constexpr std::array<std::string_view, 6> wideBlanks{"\xC2\xA0",     "\xE2\x80\x87", "\xE2\x80\xAF",
                                                       "\xE2\x80\x89", "\xE3\x80\x80", "\xE2\x80\x83"};
  constexpr std::array<std::string_view, 6> unseen{"\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D",
                                                   "\xE2\x81\xA0", "\xEF\xBB\xBF", "\xC2\xAD"};
  bool cleaned = false;
  const auto replace = [&](std::string_view what, std::string_view by) {
    for (std::size_t at = cell.find(what); at != std::string::npos; at = cell.find(what, at + by.size())) {
      cell.replace(at, what.size(), by);
      cleaned = true;
    }
  };
  for (const std::string_view blank : wideBlanks) replace(blank, " ");
  for (const std::string_view letter : unseen) replace(letter, "");
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
  return cleaned;
}

}  // namespace vescargo
