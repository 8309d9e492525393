#pragma once

#include <string>

#include "vescargo/base/Options.h"

namespace vescargo {

/// How the study sheet is understood.
struct StudyOptions {
  std::string reference;    ///< empty: by its name (baselineRank), else the sheet's first
  std::string timeFactor;   ///< SDRF column; empty: the factor that differs within subjects
  std::string groupFactor;  ///< SDRF column; empty: the factor that is constant within subjects

  static constexpr std::string_view topic = "Study sheet";

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(
        "reference", self.reference,
        basic(
            "Time point that others are compared with (group, in a study of one time point); default: the one that is "
            "called as a baseline is (pre, before, baseline, rest, 0 min, T0, control), else the first of the sheet"));
    visit("time_factor", self.timeFactor,
          "Column of an SDRF that holds the time point, e.g. \"factor value[treatment]\" or treatment; default: the "
          "one factor that differs within individuals");
    visit("group_factor", self.groupFactor,
          "Column of an SDRF that holds the group, e.g. \"characteristics[sex]\" or sex; default: the one factor that "
          "is constant within individuals and differs between them");
  }
};

}  // namespace vescargo
