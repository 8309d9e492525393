#pragma once

#include "vescargo/base/Options.h"

namespace vescargo {

/// How panels are tested.
struct PanelTestOptions {
  int rotations = 9999;
  int minSetProteins = 5;    ///< a set of fewer says what its proteins say
  int maxSetProteins = 500;  ///< a set of more is of no one kind (GSEA has the same: Subramanian et al. 2005)

  static constexpr std::string_view topic = "Tests of panels";

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("rotations", self.rotations,
          "Random rotations of the panel tests, and sign flips of the test of a common response; the lowest p is 1 in "
          "one "
          "more than these",
          Limits{99, 1000000});
    visit("min_set_proteins", self.minSetProteins, "Fewest measured proteins of a set of -gmt that is tested",
          Limits{1, 100000});
    visit("max_set_proteins", self.maxSetProteins, "Most measured proteins of a set of -gmt that is tested",
          Limits{1, 100000});
  }

  /// Throws BadParameter for a minimum above the maximum.
  void verify() const {
    if (minSetProteins > maxSetProteins)
      throw Error(ExitCode::BadParameter, "-min_set_proteins", "is above -max_set_proteins", "give a lower one");
  }
};

}  // namespace vescargo
