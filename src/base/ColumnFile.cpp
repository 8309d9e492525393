#include "vescargo/base/ColumnFile.h"

#include <filesystem>

#include "vescargo/base/Error.h"

namespace vescargo {

ColumnWriter::ColumnWriter(const std::string& path, std::string_view magic)
    : path_(path), out_(path, std::ios::binary) {
  bytes(magic.data(), magic.size());
}

// zlib takes a null pointer, which an empty column may have, as the wish to begin the checksum anew.
void ColumnWriter::bytes(const void* data, std::size_t size) {
  if (size == 0) return;
  checksum_ = crc32_z(checksum_, static_cast<const Bytef*>(data), size);
  out_.write(static_cast<const char*>(data), static_cast<std::streamsize>(size));
}

void ColumnWriter::text(std::string_view text) {
  column(std::vector<std::uint64_t>{text.size()});
  bytes(text.data(), text.size());
}

void ColumnWriter::endSection() {
  column(std::vector<std::uint32_t>{static_cast<std::uint32_t>(checksum_)});
  checksum_ = crc32_z(0, nullptr, 0);
}

void ColumnWriter::finish() {
  endSection();
  out_.flush();
  if (!out_)
    throw Error(ExitCode::CannotWrite, path_, "cannot be written", "check the folder, its permissions and free space");
}

ColumnReader::ColumnReader(const std::string& path, std::string_view magic) : path_(path) {
  if (!std::filesystem::exists(path)) throw Error(ExitCode::MissingFile, path, "no such file", "check the path");
  std::error_code failure;
  left_ = std::filesystem::file_size(path, failure);
  in_.open(path, std::ios::binary);
  if (failure || !in_) throw Error(ExitCode::Unreadable, path, "cannot be read", "check its permissions");
  if (left_ < magic.size() || std::string_view(column<char>(magic.size()).data(), magic.size()) != magic)
    corrupt("is no file of that kind");
}

std::string ColumnReader::text() {
  const auto letters = column<char>(column<std::uint64_t>(1)[0]);
  return {letters.begin(), letters.end()};
}

void ColumnReader::endSection() {
  const auto expected = static_cast<std::uint32_t>(checksum_);
  if (column<std::uint32_t>(1)[0] != expected) corrupt("has a wrong checksum");
  checksum_ = crc32_z(0, nullptr, 0);
}

void ColumnReader::finish() {
  endSection();
  if (left_ != 0) corrupt("has bytes to spare");
}

void ColumnReader::corrupt(const std::string& what) const {
  throw Error(ExitCode::CorruptContent, path_, what, "delete it; it is made again from the mzML file");
}

void ColumnReader::bytes(void* data, std::uint64_t size) {
  if (size == 0) return;
  in_.read(static_cast<char*>(data), static_cast<std::streamsize>(size));
  if (!in_) corrupt("is cut off");
  checksum_ = crc32_z(checksum_, static_cast<const Bytef*>(data), size);
  left_ -= size;
}

}  // namespace vescargo
