#include "vescargo/foreign/readText.h"

#include <array>
#include <filesystem>
#include <string_view>
#include <utility>

#include "vescargo/base/Error.h"
#include "vescargo/base/wholeFile.h"

namespace vescargo {

namespace {

/// A kind of file that is no text, by how it begins.
struct OtherKind {
  std::string_view begin;
  std::string_view what;
  std::string_view whatToDo;
};

constexpr std::size_t pieceBytes = 1U << 20U;
constexpr std::size_t headBytes = 4 * pieceBytes;

void refuseOtherKinds(std::string_view bytes, const std::string& path) {
  using namespace std::string_view_literals;
  static constexpr std::string_view asText = "save the sheet as text, separated by tabs";
  static constexpr std::array<OtherKind, 6> others{
      {{"PAR1"sv, "is a Parquet file, which is not read",
        "give the program's table as text: of DIA-NN report.pg_matrix.tsv, of Sage lfq.tsv (run it without --parquet), "
        "of AlphaDIA pg.matrix.tsv, of others the table written as TSV"},
       {"PK\x03\x04"sv, "is an Excel workbook or a ZIP archive, which is not read", asText},
       {"\xD0\xCF\x11\xE0"sv, "is an old Excel workbook, which is not read", asText},
       {"\x89HDF"sv, "is an HDF5 file, which is not read", "give the program's table as text"},
       {"SQLite format 3"sv, "is an SQLite file, which is not read", "export its proteins as text, separated by tabs"},
       {"BZh"sv, "is compressed by bzip2, which is not read", "unpack it"}}};
  for (const OtherKind& other : others) {
    if (bytes.starts_with(other.begin)) throw Error(ExitCode::CorruptContent, path, other.what, other.whatToDo);
  }
}

}  // namespace

std::string textOf(std::string bytes, const std::string& path) {
  using namespace std::string_view_literals;
  refuseOtherKinds(bytes, path);
  const std::string_view view = bytes;
  if (view.starts_with("\xFF\xFE"sv)) return fromUtf16(view.substr(2), false, path);
  if (view.starts_with("\xFE\xFF"sv)) return fromUtf16(view.substr(2), true, path);
  if (view.substr(0, 1024).find('\0') != std::string_view::npos)
    throw Error(ExitCode::CorruptContent, path, "holds zero bytes: it is no text, or UTF-16 without a byte-order mark",
                "save it as UTF-8 text");
  if (view.starts_with("\xEF\xBB\xBF"sv)) bytes.erase(0, 3);
  return bytes;
}

TextPieces::TextPieces(const std::string& path) : path_(path) {
  using namespace std::string_view_literals;
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored) || std::filesystem::is_directory(path, ignored)) {
    head_ = readText(path);
    return;
  }
  stream_ = std::make_unique<TextStream>(path);
  std::string bytes;
  while (bytes.size() < headBytes && stream_->read(bytes, pieceBytes)) continue;
  const std::string_view view = bytes;
  if (view.starts_with("\xFF\xFE"sv) || view.starts_with("\xFE\xFF"sv)) {
    while (stream_->read(bytes, pieceBytes)) continue;
  }
  head_ = textOf(std::move(bytes), path);
}

bool TextPieces::read(std::string& text) { return stream_ && stream_->read(text, pieceBytes); }

std::string TextPieces::readAll() && {
  while (read(head_)) continue;
  return std::move(head_);
}

std::string readText(const std::string& path) { return textOf(readWholeFile(path), path); }

}  // namespace vescargo
