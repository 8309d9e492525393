#include "vescargo/quant/alignRetention.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

using Pairs = std::vector<std::pair<double, double>>;

/// Ions that both runs have, by time, one a time.
Pairs sharedPairs(const std::vector<float>& from, const std::vector<float>& to) {
  Pairs pairs;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (!std::isnan(from[i]) && !std::isnan(to[i]))
      pairs.emplace_back(static_cast<double>(from[i]), static_cast<double>(to[i]));
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

/// Times mapped by the median shift of up to 15 neighbours to either side.
std::vector<double> shiftedByNeighbours(const Pairs& pairs) {
  constexpr std::size_t reach = 15;
  constexpr std::size_t fewest = 4;
  std::vector<double> mapped;
  mapped.reserve(pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    // The same reach to either side, so that a slope does not bias the ends.
    const std::size_t wing = std::max(std::min({reach, i, pairs.size() - 1 - i}), fewest);
    const std::size_t first = i - std::min(i, wing);
    const std::size_t last = std::min(pairs.size() - 1, i + wing);
    std::vector<double> shifts;
    for (std::size_t j = first; j <= last; ++j) shifts.push_back(pairs[j].second - pairs[j].first);
    mapped.push_back(pairs[i].first + median(std::move(shifts)));
  }
  return mapped;
}

/// Least-squares ascending sequence (Barlow 1972).
std::vector<double> isotonic(const std::vector<double>& values) {
  std::vector<std::pair<double, std::size_t>> blocks;  // sum, count
  for (const double value : values) {
    blocks.emplace_back(value, 1);
    while (blocks.size() > 1) {
      const auto [sum, count] = blocks.back();
      auto& before = blocks[blocks.size() - 2];
      if (before.first * static_cast<double>(count) <= sum * static_cast<double>(before.second)) break;
      before.first += sum;
      before.second += count;
      blocks.pop_back();
    }
  }
  std::vector<double> ascending;
  for (const auto& [sum, count] : blocks) ascending.insert(ascending.end(), count, sum / static_cast<double>(count));
  return ascending;
}

}  // namespace

double RtMap::at(double rtSeconds) const {
  if (empty()) return std::numeric_limits<double>::quiet_NaN();
  if (rtSeconds <= from.front()) return to.front() + (rtSeconds - from.front());
  if (rtSeconds >= from.back()) return to.back() + (rtSeconds - from.back());
  const auto above = static_cast<std::size_t>(std::upper_bound(from.begin(), from.end(), rtSeconds) - from.begin());
  const double share = (rtSeconds - from[above - 1]) / (from[above] - from[above - 1]);
  return to[above - 1] + share * (to[above] - to[above - 1]);
}

RtMap alignRetention(const std::vector<float>& from, const std::vector<float>& to) {
  const Pairs pairs = sharedPairs(from, to);
  RtMap map;
  if (pairs.size() < fewestAlignmentIons) return map;
  const auto smooth = isotonic(shiftedByNeighbours(pairs));
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (!map.from.empty() && pairs[i].first == map.from.back()) continue;
    map.from.push_back(pairs[i].first);
    map.to.push_back(smooth[i]);
  }
  std::vector<double> residuals;
  for (const auto& [before, after] : pairs) residuals.push_back(after - map.at(before));
  map.spreadSeconds = robustSd(residuals);
  return map;
}

}  // namespace vescargo
