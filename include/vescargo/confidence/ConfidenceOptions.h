#pragma once

#include "vescargo/base/Options.h"

namespace vescargo {

/// Which matches count.
struct ConfidenceOptions {
  double fdr = 0.01;

  static constexpr std::string_view topic = "Confidence";

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("fdr", self.fdr, basic("False-discovery rate accepted for PSMs, peptides and protein groups"), Limits{0, 1});
  }
};

}  // namespace vescargo
