#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "vescargo/spectra/arrangeSurveys.h"

namespace vescargo {

/// Which lane each survey of a run is of; see arrangeSurveys.
struct SettledLanes {
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  std::vector<Lane> lanes;              ///< by kind; their ranges are left open
  bool timesStartAgain = false;         ///< of surveys of one kind
  std::vector<std::uint32_t> ofSurvey;  ///< index into lanes; none = left out
};

SettledLanes settleLanes(const Run& run, const SpectrumKinds& kinds);

}  // namespace vescargo
