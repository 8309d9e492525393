#include "vescargo/base/wholeFile.h"

#include <zlib.h>

#include <array>
#include <boost/locale/encoding_utf.hpp>
#include <filesystem>
#include <memory>

#include "vescargo/base/Error.h"

namespace vescargo {

namespace {

// Blanks are packed to a thousandth, tables of amounts and sequences to a fiftieth at most.
constexpr std::size_t mostTimes = 500;
constexpr std::size_t fewestBytes = std::size_t{1} << 26U;

struct CloseGz {
  void operator()(gzFile_s* file) const { gzclose(file); }
};

[[noreturn]] void cannotRead(const std::string& path) {
  throw Error(ExitCode::Unreadable, path, "cannot be read", "check that it is a file and its permissions");
}

}  // namespace

/// gzopen reads plain files as they are, so one path serves both.
std::string readWholeFile(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    throw Error(ExitCode::MissingFile, path, "no such file", "check the path");
  const std::unique_ptr<gzFile_s, CloseGz> file(gzopen(path.c_str(), "rb"));
  if (!file || std::filesystem::is_directory(path, ignored)) cannotRead(path);
  gzbuffer(file.get(), 1U << 18U);
  const std::uintmax_t packed = std::filesystem::file_size(path, ignored);
  std::string bytes;
  std::array<char, 1U << 18U> buffer{};
  int got = 0;
  while ((got = gzread(file.get(), buffer.data(), buffer.size())) > 0) {
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
    if (bytes.size() > fewestBytes && packed > 0 && bytes.size() / mostTimes > packed)
      throw Error(ExitCode::CorruptContent, path,
                  "unpacks to more than " + std::to_string(mostTimes) + " times its size, as no table or database does",
                  "look at what it holds, and copy or make it again");
  }
  int failure = Z_OK;
  gzerror(file.get(), &failure);
  if (failure == Z_ERRNO) cannotRead(path);
  if (got < 0 || failure != Z_OK)
    throw Error(ExitCode::CorruptContent, path, "is not whole (gzip)", "copy or download it again");
  return bytes;
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

}  // namespace vescargo
