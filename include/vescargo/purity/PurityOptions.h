#pragma once

#include "vescargo/base/Options.h"

namespace vescargo {

/// How samples are scored. When one is a caution or fails is in params/purity/rules.tsv.
struct PurityOptions {
  int minMarkers = 3;     ///< a median of fewer is one protein's word
  int bootstraps = 1000;  ///< Efron & Tibshirani 1993: percentile intervals want about 1000

  static constexpr std::string_view topic = "Purity";

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("min_markers", self.minMarkers, "Fewest markers for a panel's score", Limits{1, 100});
    visit("bootstraps", self.bootstraps, "Resamplings of proteins for the intervals of scores", Limits{100, 100000});
  }
};

}  // namespace vescargo
