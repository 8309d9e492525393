#pragma once

#include <string>

#include "vescargo/report/Report.h"

namespace vescargo {

/// Most rows of the report's tables; the rest is in the TSV files.
struct ReportLimits {
  static constexpr std::size_t samples = 200;
  static constexpr std::size_t changes = 30;
  static constexpr std::size_t detections = 15;
  static constexpr std::size_t pairs = 60;
};

/// Every sample with its platelet score and verdict.
std::string samplesSection(const ReportInput& input);
/// The changes of one contrast with both answers side by side.
std::string contrastSection(const ReportInput& input, const Comparison& comparison, std::size_t number);
}  // namespace vescargo
