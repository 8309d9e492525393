#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace vescargo {

/// Variable modifications of a peptide: up to three, by ascending site.
struct PeptideForm {
  static constexpr std::size_t most = 3;
  std::array<std::uint8_t, most> site{};          ///< 0 = N-terminus, 1.. = residue, length + 1 = C-terminus
  std::array<std::uint8_t, most> modification{};  ///< 1 + index into Chemistry::variable; 0 = none
  bool operator==(const PeptideForm&) const = default;
};

}  // namespace vescargo
