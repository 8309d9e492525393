#include "SpectrumIndex.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

#include "vescargo/spectra/scanNumber.h"

namespace vescargo {

namespace {

/// The number behind a tag at the end of an id.
std::optional<std::int64_t> numberBehind(std::string_view id, std::string_view tag) {
  const std::size_t at = id.rfind(tag);
  if (at == std::string_view::npos) return std::nullopt;
  std::int64_t number = 0;
  const char* end = id.data() + id.size();
  const auto parsed = std::from_chars(id.data() + at + tag.size(), end, number);
  if (parsed.ec != std::errc{} || (parsed.ptr != end && *parsed.ptr != ' ')) return std::nullopt;
  return number;
}

}  // namespace

std::optional<SpectrumNumber> numberOf(const ForeignMatch& match) {
  if (match.scan >= 0) return SpectrumNumber{match.scan, false};
  if (const long scan = scanNumber(match.spectrum); scan >= 0) return SpectrumNumber{scan, false};
  if (const auto index = numberBehind(match.spectrum, "index=")) return SpectrumNumber{*index + 1, true};
  for (const std::string_view tag : {"spectrum=", "query="}) {
    if (const auto number = numberBehind(match.spectrum, tag)) return SpectrumNumber{*number, true};
  }
  return std::nullopt;
}

SpectrumIndex::SpectrumIndex(const RunSpectra& run) : spectra_(run.spectra) {
  for (std::uint32_t i = 0; i < spectra_.size(); ++i) {
    const Ms2Header& header = spectra_[i];
    ids_.emplace_back(header.nativeId, i);
    times_.emplace_back(header.rtSeconds, i);
    if (const long scan = scanNumber(header.nativeId); scan >= 0) numbers_[0].emplace_back(scan, i);
    if (header.position > 0) numbers_[1].emplace_back(header.position, i);
    numbers_[2].emplace_back(i + 1, i);
  }
  std::sort(ids_.begin(), ids_.end());
  std::sort(times_.begin(), times_.end());
  for (auto& numbers : numbers_) std::sort(numbers.begin(), numbers.end());
}

template <class Key>
std::optional<std::uint32_t> SpectrumIndex::nearest(const std::vector<std::pair<Key, std::uint32_t>>& sorted,
                                                    const Key& key, const ForeignMatch& match) const {
  const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), std::pair(key, 0U),
                                              [](const auto& a, const auto& b) { return a.first < b.first; });
  if (first == last) return std::nullopt;
  const auto distance = [&](const auto& entry) {
    const Ms2Header& header = spectra_[entry.second];
    const double mz = match.precursorMz > 0 ? std::abs(header.precursorMz - match.precursorMz) : 0;
    const float time = std::isnan(match.rtSeconds) ? 0 : std::abs(header.rtSeconds - match.rtSeconds);
    return std::tuple(mz > widestMz, time, mz, entry.second);
  };
  // A file may give thousands of spectra one id; the first few tell as much.
  constexpr std::ptrdiff_t most = 64;
  return std::min_element(first, first + std::min(last - first, most),
                          [&](const auto& a, const auto& b) { return distance(a) < distance(b); })
      ->second;
}

std::optional<std::uint32_t> SpectrumIndex::byId(const ForeignMatch& match) const {
  if (match.spectrum.empty()) return std::nullopt;
  return nearest(ids_, std::string_view(match.spectrum), match);
}

std::optional<std::uint32_t> SpectrumIndex::byNumber(const ForeignMatch& match, SpectrumNumber number,
                                                     Numbering numbering) const {
  if (number.place && numbering == Numbering::Scan) return std::nullopt;
  return nearest(numbers_[static_cast<std::size_t>(numbering)], number.number, match);
}

/// By time, which is the run's but for rounding; of several the nearest in m/z, which an engine may have taken from
/// anywhere in the isolation window.
std::optional<std::uint32_t> SpectrumIndex::byTime(const ForeignMatch& match) const {
  constexpr float widestSeconds = 0.02F;
  double nearestMz = widestMz;
  std::optional<std::uint32_t> found;
  auto at = std::lower_bound(times_.begin(), times_.end(), std::pair(match.rtSeconds - widestSeconds, 0U));
  for (; at != times_.end() && at->first <= match.rtSeconds + widestSeconds; ++at) {
    const double off = std::abs(spectra_[at->second].precursorMz - match.precursorMz);
    if (off > nearestMz) continue;
    nearestMz = off;
    found = at->second;
  }
  return found;
}

std::optional<bool> SpectrumIndex::samePrecursor(const ForeignMatch& match, std::uint32_t ms2) const {
  const double told = spectra_[ms2].precursorMz;
  if (!(match.precursorMz > 0) || !(told > 0)) return std::nullopt;
  return std::abs(match.precursorMz - told) <= widestMz;
}

}  // namespace vescargo
