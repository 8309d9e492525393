#pragma once

#include "vescargo/base/Options.h"

namespace vescargo {

/// How panels are tested.
struct PanelTestOptions {
  int rotations = 9999;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("rotations", self.rotations,
          "Random rotations of the panel tests, and sign flips of the test whether subjects differ; the lowest p is 1 "
          "in one more than these",
          Limits{99, 1000000});
  }
};

}  // namespace vescargo
