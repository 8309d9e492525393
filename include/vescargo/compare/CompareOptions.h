#pragma once

#include <string>

#include "vescargo/table/Options.h"

namespace vescargo {

/// How time points are compared.
struct CompareOptions {
  std::string reference;                 ///< empty: the sheet's first time point
  std::string compareTo;                 ///< empty: each other time point
  std::string adjust = "platelet_core";  ///< a score of purity.tsv
  int minPairs = 3;                      ///< fewest pairs for a t-test; the adjusted one needs 3 at least
  double alpha = 0.05;                   ///< q-value below which a change is called
  double minAttenuation = 0.3;           ///< part of a change that must go for it to be called explained

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("reference", self.reference, "Time point that others are compared with; default: first of the sheet");
    visit("compare_to", self.compareTo, "Time point to compare with the reference; default: each other one");
    visit("adjust", self.adjust,
          "Platelet score whose change is adjusted for: platelet_core, platelet_membrane, platelet_granule or "
          "platelet_cytosol");
    visit("min_pairs", self.minPairs, "Fewest pairs for a protein to be tested", Limits{2, 1000});
    visit("alpha", self.alpha, "False discovery rate of the verdicts", Limits{0, 1});
    visit("min_attenuation", self.minAttenuation,
          "Part of a change that adjustment must take away for the verdict platelet-explained", Limits{0, 1});
  }
};

}  // namespace vescargo
