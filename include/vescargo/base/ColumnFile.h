#pragma once

#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace vescargo {

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

/// Writes columns as they are in memory, little endian, in sections that each end with a CRC-32 of what is in them.
class ColumnWriter {
 public:
  /// Eight letters tell what is in the file.
  ColumnWriter(const std::string& path, std::string_view magic);

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

  void bytes(const void* data, std::size_t size);
  /// A text behind its length.
  void text(std::string_view text);

  void endSection();
  /// Ends the last section. Throws CannotWrite.
  void finish();

 private:
  std::string path_;
  std::ofstream out_;
  uLong checksum_ = crc32_z(0, nullptr, 0);
};

/// Reads them again. Every member throws CorruptContent for what cannot have been written.
class ColumnReader {
 public:
  /// Throws MissingFile and Unreadable too.
  ColumnReader(const std::string& path, std::string_view magic);

  std::uint64_t left() const { return left_; }

  template <class T>
  std::vector<T> column(std::uint64_t count) {
    if (count > left_ / sizeof(T)) corrupt("is cut off");
    std::vector<T> values(count);
    bytes(values.data(), count * sizeof(T));
    swapIfBig(values.data(), values.size());
    return values;
  }

  /// What ColumnWriter::text wrote.
  std::string text();

  void endSection();
  /// Ends the last section.
  void finish();

  [[noreturn]] void corrupt(const std::string& what) const;

 private:
  void bytes(void* data, std::uint64_t size);

  std::string path_;
  std::ifstream in_;
  std::uint64_t left_ = 0;
  uLong checksum_ = crc32_z(0, nullptr, 0);
};

}  // namespace vescargo
