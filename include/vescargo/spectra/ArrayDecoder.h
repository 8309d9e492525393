#pragma once

#include <libdeflate.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vescargo {

/// How a binaryDataArray of mzML 1.1 is written.
struct ArrayFormat {
  bool is64Bit = false;
  bool isZlib = false;
  std::size_t length = 0;  ///< numbers that there should be
};

/// Turns the base64 text of binary data arrays into numbers. Keeps its buffers between calls.
class ArrayDecoder {
 public:
  ArrayDecoder();

  /// Fills `numbers` with format.length values; returns an empty text, or what is wrong with
  /// the array. White space in the text is ignored; zlib streams of nothing are none.
  std::string decode(std::string_view text, const ArrayFormat& format, std::vector<double>& numbers);
  std::string decode(std::string_view text, const ArrayFormat& format, std::vector<float>& numbers);

 private:
  struct Free {
    void operator()(libdeflate_decompressor* it) const { libdeflate_free_decompressor(it); }
  };

  template <class T>
  std::string decodeTo(std::string_view text, const ArrayFormat& format, std::vector<T>& numbers);
  std::string bytesOf(std::string_view text, const ArrayFormat& format);
  bool fromBase64(std::string_view text);
  std::string inflate(std::size_t wanted);

  std::unique_ptr<libdeflate_decompressor, Free> inflater_;
  std::vector<char> packed_;
  std::vector<char> inflated_;
  std::span<const char> bytes_;  // in one of the two
};

}  // namespace vescargo
