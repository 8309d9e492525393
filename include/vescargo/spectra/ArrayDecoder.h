#pragma once

#include <libdeflate.h>
#include <zstd.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/spectra/ArrayFormat.h"

namespace vescargo {

/// Turns the base64 text of binary data arrays into numbers. Keeps its buffers between calls. Memory follows what the
/// text can hold, whatever lengths the file or a frame of zstd claims, and an array has at most 2^26 numbers.
class ArrayDecoder {
 public:
  ArrayDecoder();

  /// Fills `numbers` with format.length values; returns an empty text, or what is wrong with
  /// the array. White space in the text is ignored; compressed streams of nothing are none.
  std::string decode(std::string_view text, const ArrayFormat& format, std::vector<double>& numbers);
  std::string decode(std::string_view text, const ArrayFormat& format, std::vector<float>& numbers);

 private:
  struct Free {
    void operator()(libdeflate_decompressor* it) const { libdeflate_free_decompressor(it); }
    void operator()(ZSTD_DCtx* it) const { ZSTD_freeDCtx(it); }
  };

  template <class T>
  std::string decodeTo(std::string_view text, const ArrayFormat& format, std::vector<T>& numbers);
  bool fromBase64(std::string_view text);
  std::string unpack(const ArrayFormat& format);
  std::string inflate(std::size_t most);
  std::string decompress(std::size_t most);

  std::unique_ptr<libdeflate_decompressor, Free> inflater_;
  std::unique_ptr<ZSTD_DCtx, Free> decompressor_;
  std::vector<char> packed_;
  std::vector<char> unpacked_;
  std::vector<char> restored_;
  std::vector<double> unpressed_;
  std::span<const char> bytes_;  // in one of the first three
};

}  // namespace vescargo
