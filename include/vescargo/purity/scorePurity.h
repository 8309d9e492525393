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
  std::vector<PanelMeasures> panels;    ///< measurePanels
  std::vector<PairChange> pairs;        ///< of every contaminant that has a score
  std::vector<std::string> panelNotes;  ///< sentences: markers that do not follow, proteins of several materials
  std::vector<std::string> warnings;    ///< sentences: rules that judge nothing
  std::vector<std::string> cautions;    ///< of the table's notes, those that say what cannot be told
};

/// Scores every sample of the study; `cargo` has the study's samples as columns, in any order (DoNotFit otherwise). A
/// table without a marker of any panel is scored, too: nothing is known of its samples, and a note says so. Values are
/// rounded to six decimals. Throws BadParameter for a panel that is called like a column of purity.tsv.
/// docs/purity.md.
Purity scorePurity(QuantTable cargo, const Study& study, const std::vector<MarkerPanel>& panels,
                   const PurityOptions& options, const std::vector<VerdictRule>& rules);

}  // namespace vescargo
