#include "vescargo/quant/alignRuns.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "vescargo/base/parallelFor.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

constexpr float unseen = std::numeric_limits<float>::quiet_NaN();

std::size_t seenIn(const std::vector<float>& times) {
  return static_cast<std::size_t>(std::count_if(times.begin(), times.end(), [](float t) { return !std::isnan(t); }));
}

std::vector<RtMap> mapTo(const std::vector<float>& scale, const IonTimes& apexes) {
  std::vector<RtMap> maps(apexes.size());
  parallelFor(apexes.size(), 1, [&](std::size_t r) { maps[r] = alignRetention(apexes[r], scale); });
  return maps;
}

IonTimes mapped(const std::vector<RtMap>& maps, const IonTimes& apexes) {
  IonTimes times(apexes.size());
  parallelFor(apexes.size(), 1, [&](std::size_t r) {
    for (const float apex : apexes[r])
      times[r].push_back(std::isnan(apex) ? unseen : static_cast<float>(maps[r].at(static_cast<double>(apex))));
  });
  return times;
}

/// Median over all runs but one; `left` = number of runs leaves none out.
float medianTime(const IonTimes& times, std::size_t ion, std::size_t left) {
  std::vector<double> seen;
  for (std::size_t r = 0; r < times.size(); ++r) {
    if (r != left && !std::isnan(times[r][ion])) seen.push_back(static_cast<double>(times[r][ion]));
  }
  return static_cast<float>(median(std::move(seen)));
}

/// The map back. Times that isotonic regression made equal are one knot.
RtMap inverse(const RtMap& map) {
  RtMap back;
  back.spreadSeconds = map.spreadSeconds;
  for (std::size_t i = 0; i < map.from.size(); ++i) {
    if (!back.from.empty() && map.to[i] <= back.from.back()) continue;
    back.from.push_back(map.to[i]);
    back.to.push_back(map.from[i]);
  }
  return back;
}

}  // namespace

RunAlignment alignRuns(const IonTimes& apexes) {
  RunAlignment alignment;
  if (apexes.empty()) return alignment;
  const auto reference = std::max_element(apexes.begin(), apexes.end(),
                                          [](const auto& a, const auto& b) { return seenIn(a) < seenIn(b); });
  IonTimes times = mapped(mapTo(*reference, apexes), apexes);
  std::vector<float> scale(reference->size());
  for (std::size_t i = 0; i < scale.size(); ++i) scale[i] = medianTime(times, i, times.size());
  const auto maps = mapTo(scale, apexes);
  alignment.common = mapped(maps, apexes);
  for (const RtMap& map : maps) alignment.fromCommon.push_back(inverse(map));
  return alignment;
}

std::vector<float> predictTimes(const RunAlignment& alignment, std::size_t run) {
  std::vector<float> expected(alignment.common[run].size(), unseen);
  parallelFor(expected.size(), 64, [&](std::size_t i) {
    const float common = medianTime(alignment.common, i, run);
    if (!std::isnan(common))
      expected[i] = static_cast<float>(alignment.fromCommon[run].at(static_cast<double>(common)));
  });
  return expected;
}

std::vector<PairAlignment> compareRuns(const RunAlignment& alignment) {
  std::vector<PairAlignment> pairs;
  for (std::size_t a = 0; a < alignment.common.size(); ++a) {
    for (std::size_t b = a + 1; b < alignment.common.size(); ++b) {
      PairAlignment pair;
      pair.first = a;
      pair.second = b;
      pairs.push_back(pair);
    }
  }
  parallelFor(pairs.size(), 16, [&](std::size_t p) {
    PairAlignment& pair = pairs[p];
    std::vector<double> differences;
    const auto& first = alignment.common[pair.first];
    const auto& second = alignment.common[pair.second];
    for (std::size_t i = 0; i < first.size(); ++i) {
      if (!std::isnan(first[i]) && !std::isnan(second[i]))
        differences.push_back(static_cast<double>(second[i]) - static_cast<double>(first[i]));
    }
    pair.sharedIons = differences.size();
    pair.medianSeconds = median(differences);
    pair.spreadSeconds = robustSd(differences);
  });
  return pairs;
}

}  // namespace vescargo
