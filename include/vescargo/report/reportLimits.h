#pragma once

#include <cstddef>

namespace vescargo {

/// Most rows of the report's tables; the rest is in the TSV files.
struct ReportLimits {
  static constexpr std::size_t samples = 200;
  static constexpr std::size_t changes = 30;
  static constexpr std::size_t detections = 15;
  static constexpr std::size_t pairs = 60;
};

}  // namespace vescargo
