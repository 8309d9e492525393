#pragma once

#include <limits>
#include <string>
#include <vector>

#include "vescargo/compare/pairedModel.h"
#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/PurityTable.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/RowTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// One subject in one contrast. NaN = cannot be told.
struct SubjectRow {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  std::string contrast, subject;
  int proteins = 0;
  double slope = unknown, low = unknown, high = unknown;
  std::string verdictBefore, verdictAfter;  ///< purity of the two samples
  /// Change of panels' scores, log2.
  double plateletCore = unknown, plateletMembrane = unknown, plateletGranule = unknown, plateletCytosol = unknown;
  double erythrocyteCore = unknown, leukocyte = unknown, lipoprotein = unknown, solublePlasma = unknown,
         keratin = unknown;

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
    cell("platelet_core_change", self.plateletCore);
    cell("platelet_membrane_change", self.plateletMembrane);
    cell("platelet_granule_change", self.plateletGranule);
    cell("platelet_cytosol_change", self.plateletCytosol);
    cell("erythrocyte_core_change", self.erythrocyteCore);
    cell("leukocyte_change", self.leukocyte);
    cell("lipoprotein_change", self.lipoprotein);
    cell("soluble_plasma_change", self.solublePlasma);
    cell("keratin_change", self.keratin);
  }
};

/// How subjects are scored.
struct ResponderSettings {
  int minPairs = 3;     ///< fewest pairs for a protein to count
  double alpha = 0.05;  ///< of the notes
  int flips = 9999;
};

/// Each subject of each contrast, in study order, with what its tubes brought. Proteins of the panels
/// whose scores stand beside the slopes are left out of these, so that a tube with platelets or red cells is no
/// responder by them. Notes say whether there is a common
/// response, whether subjects differ, and what a single visit cannot tell. Rounded to six digits.
/// `cargo` has the study's samples; throws DoNotFit otherwise, and for contrasts that were not made of it.
RowTable<SubjectRow> scoreResponders(const QuantTable& cargo, const Study& study, const PurityTable& purity,
                                     const std::vector<MarkerPanel>& panels,
                                     const std::vector<PairedContrast>& contrasts, const ResponderSettings& settings);

}  // namespace vescargo
