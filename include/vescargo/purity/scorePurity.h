#pragma once

#include <string>
#include <vector>

#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/PairTable.h"
#include "vescargo/purity/PanelTable.h"
#include "vescargo/purity/PurityOptions.h"
#include "vescargo/purity/PurityTable.h"
#include "vescargo/purity/VerdictRules.h"
#include "vescargo/purity/panelScore.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// All that is known about the purity of a study's samples.
struct Purity {
  PurityTable table;
  std::vector<PanelMeasures> panels;
  std::vector<PairChange> pairs;
  std::vector<std::string> materialNotes;  ///< proteins that are on panels of several materials
};

/// Scores every sample of the study; `cargo` has the study's samples as columns, in any
/// order (DoNotFit otherwise). Values are rounded to six decimals. docs/purity.md.
Purity scorePurity(const QuantTable& cargo, const Study& study, const std::vector<MarkerPanel>& panels,
                   const PurityOptions& options, const std::vector<VerdictRule>& rules);

/// Throws DoNotFit when no protein of the table is a marker of any panel: they are of another species, or their
/// accessions and genes are written otherwise.
void requireMarkers(const QuantTable& cargo, const std::vector<MarkerPanel>& panels);

}  // namespace vescargo
