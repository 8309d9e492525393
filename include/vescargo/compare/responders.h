#pragma once

#include <limits>
#include <string>

#include "vescargo/compare/StudyFit.h"
#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/PurityTable.h"
#include "vescargo/table/RowTable.h"

namespace vescargo {

/// One subject in one contrast. NaN = cannot be told.
struct SubjectRow {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  std::string contrast, subject;
  int proteins = 0;
  double slope = unknown, low = unknown, high = unknown;
  std::string verdictBefore, verdictAfter;  ///< purity of the samples, the worst where they are repeated
  std::string brought;                      ///< change of each contaminant's score in words, log2

  template <class Self, class Cell>
  static void describe(Self& self, Cell&& cell) {
    cell("contrast", self.contrast);
    cell("subject", self.subject);
    cell("proteins", self.proteins);
    cell("slope", self.slope);
    cell("slope_low", self.low);
    cell("slope_high", self.high);
    cell("purity_before", self.verdictBefore);
    cell("purity_after", self.verdictAfter);
    cell("brought", self.brought);
  }
};

/// How subjects are scored.
struct ResponderSettings {
  int minPairs = 3;     ///< fewest pairs for a protein to count
  double alpha = 0.05;  ///< of the notes
  int flips = 9999;
};

/// Each subject of each contrast of two time points, in study order, with what its tubes brought. Markers of
/// contaminants, and of what is isolated along, are left out of the slopes, so that a tube with platelets or red cells
/// is no responder by them. Notes say whether there is a common response, and what a single visit cannot tell. Rounded
/// to six digits.
RowTable<SubjectRow> scoreResponders(const StudyFit& fit, const PurityTable& purity,
                                     const std::vector<MarkerPanel>& panels, const ResponderSettings& settings);

}  // namespace vescargo
