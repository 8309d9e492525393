#include "vescargo/foreign/readText.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <boost/locale/encoding_utf.hpp>
#include <filesystem>
#include <memory>
#include <string_view>

#include "vescargo/base/Error.h"

namespace vescargo {

namespace {

struct CloseGz {
  void operator()(gzFile_s* file) const { gzclose(file); }
};

[[noreturn]] void cannotRead(const std::string& path) {
  throw Error(ExitCode::Unreadable, path, "cannot be read", "check that it is a file and its permissions");
}

/// gzopen reads plain files as they are, so one path serves both.
std::string bytesOf(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    throw Error(ExitCode::MissingFile, path, "no such file", "check the path");
  const std::unique_ptr<gzFile_s, CloseGz> file(gzopen(path.c_str(), "rb"));
  if (!file || std::filesystem::is_directory(path, ignored)) cannotRead(path);
  gzbuffer(file.get(), 1U << 18U);
  std::string bytes;
  std::array<char, 1U << 18U> buffer{};
  int got = 0;
  while ((got = gzread(file.get(), buffer.data(), buffer.size())) > 0)
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
  int failure = Z_OK;
  gzerror(file.get(), &failure);
  if (failure == Z_ERRNO) cannotRead(path);
  if (got < 0 || failure != Z_OK)
    throw Error(ExitCode::CorruptContent, path, "is not whole (gzip)", "copy or download it again");
  return bytes;
}

/// A kind of file that is no text, by how it begins.
struct OtherKind {
  std::string_view begin;
  std::string_view what;
  std::string_view whatToDo;
};

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

std::string fromUtf16(std::string_view bytes, bool bigEndian, const std::string& path) {
  std::u16string units;
  units.reserve(bytes.size() / 2);
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    units.push_back(static_cast<char16_t>(bigEndian ? first * 256 + second : second * 256 + first));
  }
  try {
    if (bytes.size() % 2 == 0) return boost::locale::conv::utf_to_utf<char>(units, boost::locale::conv::stop);
  } catch (const boost::locale::conv::conversion_error&) {
  }
  throw Error(ExitCode::CorruptContent, path, "is broken or cut UTF-16 text", "save it as UTF-8 text");
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

std::string readText(const std::string& path) { return textOf(bytesOf(path), path); }

}  // namespace vescargo
