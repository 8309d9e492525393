#pragma once

#include "vescargo/table/Options.h"

namespace vescargo {

/// How samples are judged.
struct PurityOptions {
  int minMarkers = 3;     ///< a median of fewer is one protein's word
  int bootstraps = 1000;  ///< Efron & Tibshirani 1993: percentile intervals want about 1000
  double cautionZ = 2.5;  ///< Leys et al. 2013: moderate cut for median and MAD
  double failZ = 3.5;     ///< Iglewicz & Hoaglin 1993: modified z-score
  double minFold = 2;     ///< in a very even cohort a small difference has a large z
  double failFold = 10;   ///< ten times the cohort's median platelet material, whatever the spread

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("min_markers", self.minMarkers, "Fewest platelet markers for a platelet score", Limits{1, 100});
    visit("bootstraps", self.bootstraps, "Resamplings of proteins for the score's interval", Limits{100, 100000});
    visit("caution_z", self.cautionZ, "Robust z of the platelet score from which a sample is a caution",
          Limits{0, 100});
    visit("fail_z", self.failZ, "Robust z of the platelet score from which a sample fails", Limits{0, 100});
    visit("min_fold", self.minFold, "No caution or fail by z below this fold of the cohort's median", Limits{1, 1000});
    visit("fail_fold", self.failFold, "A sample fails from this fold of the cohort's median", Limits{1, 10000});
  }

  /// Throws BadParameter when a limit of caution is above that of fail.
  void verify() const {
    if (cautionZ > failZ)
      throw Error(ExitCode::BadParameter, "-caution_z", "is above -fail_z", "give a smaller number");
    if (minFold > failFold)
      throw Error(ExitCode::BadParameter, "-min_fold", "is above -fail_fold", "give a smaller number");
  }
};

}  // namespace vescargo
