#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/PurityOptions.h"
#include "vescargo/purity/PurityTable.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// "over 6 pairs the platelet score changes by ..., p = ...": mean of the pairs' changes with a
/// t-interval, or that there are too few.
std::string meanChangeNote(const std::string& score, const std::vector<double>& differences);

/// Rows of a panel and the vesicle rows it is measured against.
struct ScoreRows {
  std::vector<std::size_t> markers;
  std::vector<std::size_t> reference;  ///< EV-positive proteins that platelets do not have much of
};

/// The reference leaves out markers whose role says `platelet-high` and rows of any platelet panel.
ScoreRows scoreRows(const QuantTable& cargo, const std::vector<MarkerPanel>& panels, std::string_view panel);

/// Level of each sample (column of `cargo`) by the markers less that by the reference, in
/// log2. A level is the column effect of Tukey's median polish over the rows (Tukey 1977),
/// so that a protein missing in some samples does not move it. NaN for a sample with fewer
/// than `minMarkers` markers or no reference protein measured.
std::vector<double> panelScores(const QuantTable& cargo, const ScoreRows& rows, int minMarkers);

/// Scores every sample of the study; `cargo` has the study's samples as columns, in any
/// order (DoNotFit otherwise). Values are rounded to six decimals. docs/purity.md.
PurityTable scorePurity(const QuantTable& cargo, const Study& study, const std::vector<MarkerPanel>& panels,
                        const PurityOptions& options);

}  // namespace vescargo
