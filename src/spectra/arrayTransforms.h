#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include "vescargo/spectra/ArrayFormat.h"

namespace vescargo {

/// A number from little-endian bytes.
template <class T>
T loadNumber(const char* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof(T));
  if constexpr (std::endian::native == std::endian::big)
    std::reverse(reinterpret_cast<char*>(&value), reinterpret_cast<char*>(&value) + sizeof(T));
  return value;
}

/// Bytes of a number of the type.
std::size_t widthOf(NumberType type);

/// The most bytes that an array can have before its transform is undone.
std::size_t mostBytes(const ArrayFormat& format);

/// Undoes a transform that leaves numbers of the array's type: `out` then begins with the bytes of format.length of
/// them. Returns an empty text, or what is wrong with the array.
std::string restore(std::span<const char> bytes, const ArrayFormat& format, std::vector<char>& out);

/// Undoes MS-Numpress.
std::string restoreNumpress(std::span<const char> bytes, const ArrayFormat& format, std::vector<double>& out);

/// `should have 24 bytes and has 16`.
std::string wrongLength(std::size_t wanted, const std::string& found, const std::string& unit = "bytes");

}  // namespace vescargo
