#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace vescargo {

/// 64-bit hash of a peptide with I = L: a polynomial over the letters, mixed.
/// Equal hashes are taken as equal peptides: for 10 million peptides the chance
/// of one false pair is 3 in a million.
std::uint64_t peptideHash(std::string_view peptide);

/// Hashes of any stretch of a protein, and of its decoy, in constant time.
class StretchHash {
 public:
  void assign(std::string_view protein);
  std::uint64_t target(std::uint32_t start, std::uint32_t length) const;
  /// peptideHash(decoySequence(stretch)).
  std::uint64_t decoy(std::uint32_t start, std::uint32_t length) const;

 private:
  std::string_view protein_;
  std::vector<std::uint64_t> forward_;
  std::vector<std::uint64_t> backward_;
};

}  // namespace vescargo
