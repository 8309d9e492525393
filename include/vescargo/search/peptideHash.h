#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace vescargo {

/// Positions of a peptide's residues, as many as it has.
using ResidueOrder = std::array<std::uint8_t, 64>;

/// 64-bit hash of a peptide with I = L: a polynomial over the letters, mixed.
/// Equal hashes are taken as equal peptides: for 10 million peptides the chance
/// of one false pair is 3 in a million.
std::uint64_t peptideHash(std::string_view peptide);
/// Of the peptide's residues in another order.
std::uint64_t peptideHash(std::string_view peptide, const ResidueOrder& order);

/// Hashes of any stretch of a protein in constant time.
class StretchHash {
 public:
  void assign(std::string_view protein);
  /// peptideHash of the stretch.
  std::uint64_t of(std::uint32_t start, std::uint32_t length) const;

 private:
  std::vector<std::uint64_t> forward_;
};

}  // namespace vescargo
