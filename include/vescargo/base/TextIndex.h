#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vescargo {

/// Distinct texts, numbered from 0 in the order in which they came. They lie end to end, so that millions of short
/// ones cost little more than their letters.
class TextIndex {
 public:
  /// The number of a text, a new one where it is new. Throws std::length_error beyond 4 GB of text.
  std::uint32_t add(std::string_view text);
  std::optional<std::uint32_t> find(std::string_view text) const;
  /// Valid until the next add.
  std::string_view operator[](std::uint32_t number) const;
  std::size_t size() const { return ends_.size(); }

 private:
  std::size_t slotOf(std::string_view text) const;
  void grow();

  std::string text_;
  std::vector<std::uint32_t> ends_;   // of each text
  std::vector<std::uint32_t> slots_;  // 1 + number, 0 = free; a power of two of them, at most half of them taken
};

}  // namespace vescargo
