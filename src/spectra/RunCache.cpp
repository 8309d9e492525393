#include "vescargo/spectra/RunCache.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <utility>

#include "vescargo/table/Error.h"
#include "vescargo/table/OutputFile.h"

namespace vescargo {

namespace {

constexpr std::string_view magic = "VESCARUN";
constexpr std::uint64_t version = 1;

/// The numbers that stand after the magic.
enum SizeField : std::size_t { Version, Name, Ms1, Ms1Peaks, Ms2, Ms2Peaks, Ids, Picked, SizeFields };
using Sizes = std::array<std::uint64_t, SizeFields>;

/// Bytes of values in little endian, whatever the machine's order.
template <class T>
void swapIfBig(T* values, std::size_t count) {
  if constexpr (std::endian::native == std::endian::big) {
    for (std::size_t i = 0; i < count; ++i) {
      auto* bytes = reinterpret_cast<unsigned char*>(values + i);
      std::reverse(bytes, bytes + sizeof(T));
    }
  }
}

class Writer {
 public:
  explicit Writer(const std::string& path) : path_(path), out_(path, std::ios::binary) {}

  template <class T>
  void column(const std::vector<T>& values) {
    if constexpr (std::endian::native == std::endian::big) {
      auto swapped = values;
      swapIfBig(swapped.data(), swapped.size());
      bytes(swapped.data(), swapped.size() * sizeof(T));
    } else {
      bytes(values.data(), values.size() * sizeof(T));
    }
  }

  void bytes(const void* data, std::size_t size) {
    checksum_ = crc32_z(checksum_, static_cast<const Bytef*>(data), size);
    out_.write(static_cast<const char*>(data), static_cast<std::streamsize>(size));
  }

  void finish() {
    column(std::vector<std::uint32_t>{static_cast<std::uint32_t>(checksum_)});
    out_.flush();
    if (!out_)
      throw Error(ExitCode::CannotWrite, path_, "cannot be written",
                  "check the folder, its permissions and free space");
  }

 private:
  std::string path_;
  std::ofstream out_;
  uLong checksum_ = crc32_z(0, nullptr, 0);
};

[[noreturn]] void corrupt(const std::string& path, const std::string& what) {
  throw Error(ExitCode::CorruptContent, path, what, "delete it; it is made again from the mzML file");
}

class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path) {
    if (!std::filesystem::exists(path)) throw Error(ExitCode::MissingFile, path, "no such file", "check the path");
    std::error_code failure;
    left_ = std::filesystem::file_size(path, failure);
    in_.open(path, std::ios::binary);
    if (failure || !in_) throw Error(ExitCode::Unreadable, path, "cannot be read", "check its permissions");
  }

  std::uint64_t left() const { return left_; }

  template <class T>
  std::vector<T> column(std::uint64_t count) {
    if (count > left_ / sizeof(T)) corrupt(path_, "is cut off");
    std::vector<T> values(count);
    bytes(values.data(), count * sizeof(T));
    swapIfBig(values.data(), values.size());
    return values;
  }

  void finish() {
    const auto expected = static_cast<std::uint32_t>(checksum_);
    if (column<std::uint32_t>(1)[0] != expected) corrupt(path_, "has a wrong checksum");
    if (left_ != 0) corrupt(path_, "has bytes to spare");
  }

 private:
  void bytes(void* data, std::uint64_t size) {
    in_.read(static_cast<char*>(data), static_cast<std::streamsize>(size));
    if (!in_) corrupt(path_, "is cut off");
    checksum_ = crc32_z(checksum_, static_cast<const Bytef*>(data), size);
    left_ -= size;
  }

  std::string path_;
  std::ifstream in_;
  std::uint64_t left_ = 0;
  uLong checksum_ = crc32_z(0, nullptr, 0);
};

/// One member of all headers as a column.
template <class T>
std::vector<T> columnOf(const std::vector<Ms2Header>& headers, T Ms2Header::*member) {
  std::vector<T> values;
  values.reserve(headers.size());
  for (const auto& header : headers) values.push_back(header.*member);
  return values;
}

template <class T>
void setColumn(Reader& reader, std::vector<Ms2Header>& headers, T Ms2Header::*member) {
  const auto values = reader.column<T>(headers.size());
  for (std::size_t i = 0; i < headers.size(); ++i) headers[i].*member = values[i];
}

void writePeaks(Writer& writer, const PeakColumns& peaks) {
  writer.column(peaks.offset);
  writer.column(peaks.mz);
  writer.column(peaks.intensity);
}

PeakColumns readPeaks(Reader& reader, std::uint64_t spectra, std::uint64_t peaks, const std::string& path) {
  // Held against the file's size first: a count near the largest number would wrap around to a small one.
  if (spectra >= reader.left()) corrupt(path, "is cut off");
  PeakColumns columns;
  columns.offset = reader.column<std::uint32_t>(spectra + 1);
  columns.mz = reader.column<float>(peaks);
  columns.intensity = reader.column<float>(peaks);
  if (columns.offset.front() != 0 || columns.offset.back() != peaks ||
      !std::is_sorted(columns.offset.begin(), columns.offset.end()))
    corrupt(path, "has spectra that do not fit its peaks");
  return columns;
}

void writeHeaders(Writer& writer, const std::vector<Ms2Header>& headers) {
  writer.column(columnOf(headers, &Ms2Header::rtSeconds));
  writer.column(columnOf(headers, &Ms2Header::precursorMz));
  writer.column(columnOf(headers, &Ms2Header::charge));
  writer.column(columnOf(headers, &Ms2Header::isolationLow));
  writer.column(columnOf(headers, &Ms2Header::isolationHigh));
  writer.column(columnOf(headers, &Ms2Header::ms1));
  std::vector<std::uint32_t> lengths;
  lengths.reserve(headers.size());
  for (const auto& header : headers) lengths.push_back(static_cast<std::uint32_t>(header.nativeId.size()));
  writer.column(lengths);
  for (const auto& header : headers) writer.bytes(header.nativeId.data(), header.nativeId.size());
}

std::vector<Ms2Header> readHeaders(Reader& reader, const Sizes& sizes, const std::string& path) {
  constexpr std::uint64_t bytesOfHeader = 32;
  if (sizes[Ms2] > reader.left() / bytesOfHeader) corrupt(path, "is cut off");
  std::vector<Ms2Header> headers(sizes[Ms2]);
  setColumn(reader, headers, &Ms2Header::rtSeconds);
  setColumn(reader, headers, &Ms2Header::precursorMz);
  setColumn(reader, headers, &Ms2Header::charge);
  setColumn(reader, headers, &Ms2Header::isolationLow);
  setColumn(reader, headers, &Ms2Header::isolationHigh);
  setColumn(reader, headers, &Ms2Header::ms1);
  const auto lengths = reader.column<std::uint32_t>(sizes[Ms2]);
  const auto text = reader.column<char>(sizes[Ids]);
  std::size_t at = 0;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    if (lengths[i] > text.size() - at) corrupt(path, "has spectrum ids that do not fit");
    headers[i].nativeId.assign(text.data() + at, lengths[i]);
    at += lengths[i];
  }
  if (at != text.size()) corrupt(path, "has spectrum ids that do not fit");
  return headers;
}

Sizes readSizes(Reader& reader, const std::string& path) {
  if (reader.left() < magic.size() || std::string_view(reader.column<char>(magic.size()).data(), magic.size()) != magic)
    corrupt(path, "is no run cache");
  const auto numbers = reader.column<std::uint64_t>(SizeFields);
  Sizes sizes{};
  std::copy(numbers.begin(), numbers.end(), sizes.begin());
  if (sizes[Version] != version) corrupt(path, "is a run cache of version " + std::to_string(sizes[Version]));
  return sizes;
}

}  // namespace

void writeRunCache(const Run& run, const std::string& path) {
  std::uint64_t ids = 0;
  for (const auto& header : run.ms2Headers) ids += header.nativeId.size();
  writeFileThrough(path, [&](const std::string& temporary) {
    Writer writer(temporary);
    writer.bytes(magic.data(), magic.size());
    writer.column(std::vector<std::uint64_t>{version, run.name.size(), run.ms1RtSeconds.size(), run.ms1.mz.size(),
                                             run.ms2Headers.size(), run.ms2.mz.size(), ids, run.pickedSpectra});
    writer.bytes(run.name.data(), run.name.size());
    writer.column(run.ms1RtSeconds);
    writePeaks(writer, run.ms1);
    writeHeaders(writer, run.ms2Headers);
    writePeaks(writer, run.ms2);
    writer.finish();
  });
}

Run readRunCache(const std::string& path) {
  Reader reader(path);
  const Sizes sizes = readSizes(reader, path);
  Run run;
  const auto name = reader.column<char>(sizes[Name]);
  run.name.assign(name.begin(), name.end());
  run.ms1RtSeconds = reader.column<float>(sizes[Ms1]);
  run.ms1 = readPeaks(reader, sizes[Ms1], sizes[Ms1Peaks], path);
  run.ms2Headers = readHeaders(reader, sizes, path);
  run.ms2 = readPeaks(reader, sizes[Ms2], sizes[Ms2Peaks], path);
  run.pickedSpectra = sizes[Picked];
  reader.finish();
  return run;
}

}  // namespace vescargo
