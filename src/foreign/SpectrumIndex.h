#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/foreign/ForeignResult.h"
#include "vescargo/foreign/linkSpectra.h"

namespace vescargo {

/// Between the run's precursor and the one that an engine took, m/z.
inline constexpr double widestMz = 3;

/// What numbers of spectra may count, the likelier first.
enum class Numbering : std::uint8_t { Scan, Position, Ms2Order };
inline constexpr std::array numberings{Numbering::Scan, Numbering::Position, Numbering::Ms2Order};

/// A number by which a match names its spectrum.
struct SpectrumNumber {
  std::int64_t number = -1;
  bool place = false;  ///< "index=" and the like (from 1 here), never a scan number
};

/// That which the match tells, or that in its id; nothing where it has none.
std::optional<SpectrumNumber> numberOf(const ForeignMatch& match);

/// Finds MS2 spectra of a run.
class SpectrumIndex {
 public:
  explicit SpectrumIndex(const RunSpectra& run);

  std::optional<std::uint32_t> byId(const ForeignMatch& match) const;
  std::optional<std::uint32_t> byNumber(const ForeignMatch& match, SpectrumNumber number, Numbering numbering) const;
  std::optional<std::uint32_t> byTime(const ForeignMatch& match) const;
  bool hasScanNumbers() const { return !numbers_[0].empty(); }
  /// Whether both tell a precursor, and the same; nothing where one does not tell.
  std::optional<bool> samePrecursor(const ForeignMatch& match, std::uint32_t ms2) const;

 private:
  /// The nearest of those of one key.
  template <class Key>
  std::optional<std::uint32_t> nearest(const std::vector<std::pair<Key, std::uint32_t>>& sorted, const Key& key,
                                       const ForeignMatch& match) const;

  const std::vector<Ms2Header>& spectra_;
  std::vector<std::pair<std::string_view, std::uint32_t>> ids_;
  std::array<std::vector<std::pair<std::int64_t, std::uint32_t>>, 3> numbers_;
  std::vector<std::pair<float, std::uint32_t>> times_;
};

}  // namespace vescargo
