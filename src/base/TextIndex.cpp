#include "vescargo/base/TextIndex.h"

#include <functional>
#include <limits>
#include <stdexcept>

namespace vescargo {

std::string_view TextIndex::operator[](std::uint32_t number) const {
  const std::uint32_t begin = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(text_).substr(begin, ends_[number] - begin);
}

/// Where the text is, or would be put.
std::size_t TextIndex::slotOf(std::string_view text) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = std::hash<std::string_view>{}(text)&mask;
  while (slots_[slot] != 0 && (*this)[slots_[slot] - 1] != text) slot = (slot + 1) & mask;
  return slot;
}

void TextIndex::grow() {
  constexpr std::size_t least = 16;
  slots_.assign(std::max(least, 2 * slots_.size()), 0);
  for (std::uint32_t number = 0; number < ends_.size(); ++number) slots_[slotOf((*this)[number])] = number + 1;
}

std::uint32_t TextIndex::add(std::string_view text) {
  if (slots_.size() <= 2 * ends_.size()) grow();
  const std::size_t slot = slotOf(text);
  if (slots_[slot] != 0) return slots_[slot] - 1;
  if (text_.size() + text.size() > std::numeric_limits<std::uint32_t>::max())
    throw std::length_error("more than 4 GB of names");
  text_.append(text);
  ends_.push_back(static_cast<std::uint32_t>(text_.size()));
  slots_[slot] = static_cast<std::uint32_t>(ends_.size());
  return slots_[slot] - 1;
}

std::optional<std::uint32_t> TextIndex::find(std::string_view text) const {
  if (slots_.empty()) return std::nullopt;
  const std::uint32_t taken = slots_[slotOf(text)];
  return taken == 0 ? std::nullopt : std::optional(taken - 1);
}

}  // namespace vescargo
