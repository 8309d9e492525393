#include "vescargo/foreign/readMatchTable.h"

#include <algorithm>
#include <boost/locale/encoding_utf.hpp>

#include "vescargo/foreign/readText.h"

namespace vescargo {

namespace {

bool isUtf8(std::string_view text) {
  const bool ascii =
      std::all_of(text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
  if (ascii) return true;
  try {
    boost::locale::conv::utf_to_utf<char32_t>(text.data(), text.data() + text.size(), boost::locale::conv::stop);
    return true;
  } catch (const boost::locale::conv::conversion_error&) {
    return false;
  }
}

/// The same, with LF for every CR where these end the lines.
class MatchText {
 public:
  explicit MatchText(const std::string& path) : pieces_(path) {
    const std::string& head = pieces_.head();
    endsWithCr_ = head.find('\n') == std::string::npos && head.find('\r') != std::string::npos;
  }

  bool read(std::string& text) {
    const std::size_t before = text.size();
    if (!headTaken_) {
      headTaken_ = true;
      text += pieces_.takeHead();
    } else if (!pieces_.read(text)) {
      return false;
    }
    if (endsWithCr_) std::replace(text.begin() + static_cast<std::ptrdiff_t>(before), text.end(), '\r', '\n');
    return text.size() > before;
  }

 private:
  TextPieces pieces_;
  bool endsWithCr_ = false;
  bool headTaken_ = false;
};

void requireText(const TsvFile& table) {
  FaultList faults;
  for (const auto& row : table.rows) {
    for (std::size_t column = 0; column < table.header.size(); ++column) {
      const std::string_view cell = row.cells[column];
      const bool zero = cell.find('\0') != std::string::npos;
      if (!zero && isUtf8(cell)) continue;
      faults.add(table.where(row),
                 "the cell in column " + inQuotes(table.header[column]) +
                     (zero ? " holds a zero byte" : " is no UTF-8 text, maybe Latin-1"),
                 zero ? "copy or write the table again" : "save it as UTF-8");
    }
  }
  faults.throwIfAny();
}

}  // namespace

std::vector<std::string> matchColumns(const std::string& path) {
  const TextPieces pieces(path);
  const std::string& text = pieces.head();
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    if (end > begin && text[begin] != '#') return split(std::string_view(text).substr(begin, end - begin), '\t');
    begin = end + 1;
  }
  return {};
}

TsvFile readMatchTable(const std::string& path, const std::vector<std::string>& several) {
  MatchText text(path);
  TsvFile table = readTsv(
      path, [&](std::string& more) { return text.read(more); }, TsvRows::AtLeastOne, several);
  requireText(table);
  return table;
}

}  // namespace vescargo
