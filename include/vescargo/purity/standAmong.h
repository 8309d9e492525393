#pragma once

#include <vector>

#include "vescargo/table/Study.h"

namespace vescargo {

/// Where samples stand among those of their time point; NaN = not known.
struct Standing {
  std::vector<double> z;             ///< by sample: (score - middle) / sd
  std::vector<double> middle;        ///< by sample: median of its time point, or of all where few are scored there
  std::vector<bool> ofOwnTimePoint;  ///< by sample: whether that median is its time point's
  double sd;                         ///< robust, of the scores less their middles
};

/// Scores by study sample. What all tubes of a time point share is taken off by its median, so that exercise that
/// raises every post sample makes none an outlier; a time point with fewer than 5 scored samples stands among all. The
/// SD is 1.4826 MAD of the differences, times sqrt((n - 1) / (n - k)) for k medians, since each pulls its own samples
/// to it. Nothing is known with fewer than 3 scores.
Standing standAmong(const std::vector<double>& scores, const Study& study);

}  // namespace vescargo
