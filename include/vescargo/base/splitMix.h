#pragma once

#include <cstddef>
#include <cstdint>

namespace vescargo {

/// SplitMix64 (Steele, Lea & Flood 2014): the same numbers on every machine.
struct SplitMix {
  std::uint64_t state;

  std::uint64_t next() {
    std::uint64_t z = (state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  /// 0 to end - 1, for an end below 2^32.
  std::size_t below(std::size_t end) { return ((next() >> 32) * end) >> 32; }
};

}  // namespace vescargo
