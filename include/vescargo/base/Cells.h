#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace vescargo {

/// The cells of a row one behind the other in one text, since a table may have a hundred million; below 4 GB a row.
class Cells {
 public:
  Cells() = default;
  Cells(std::initializer_list<std::string_view> cells) : Cells(cells.begin(), cells.end()) {}
  Cells(const std::vector<std::string>& cells) : Cells(cells.begin(), cells.end()) {}

  std::size_t size() const { return ends_.size(); }
  bool empty() const { return ends_.empty(); }
  /// Until the row changes.
  std::string_view operator[](std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(text_).substr(begin, ends_[i] - begin);
  }
  std::string_view front() const { return (*this)[0]; }
  std::string_view back() const { return (*this)[size() - 1]; }
  /// All of them, in order; until the row changes.
  std::vector<std::string_view> all() const {
    std::vector<std::string_view> cells;
    for (std::size_t i = 0; i < size(); ++i) cells.push_back((*this)[i]);
    return cells;
  }

  void reserve(std::size_t cells, std::size_t bytes) {
    ends_.reserve(cells);
    text_.reserve(bytes);
  }
  void push_back(std::string_view cell) {
    text_.append(cell);
    ends_.push_back(static_cast<std::uint32_t>(text_.size()));
  }
  /// Empty cells more, or fewer cells.
  void resize(std::size_t cells) {
    const auto end = static_cast<std::uint32_t>(cells == 0 || empty() ? 0 : ends_[std::min(cells, size()) - 1]);
    text_.resize(end);
    ends_.resize(cells, end);
  }
  void erase(std::size_t at) {
    const std::uint32_t begin = at == 0 ? 0 : ends_[at - 1];
    const std::uint32_t bytes = ends_[at] - begin;
    text_.erase(begin, bytes);
    ends_.erase(ends_.begin() + static_cast<std::ptrdiff_t>(at));
    for (std::size_t i = at; i < size(); ++i) ends_[i] -= bytes;
  }

  friend bool operator==(const Cells&, const Cells&) = default;

 private:
  template <class At>
  Cells(At begin, At end) {
    for (; begin != end; ++begin) push_back(*begin);
  }

  std::string text_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace vescargo
