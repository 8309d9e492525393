#pragma once

#include <cstddef>
#include <vector>

#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/PurityOptions.h"
#include "vescargo/purity/PurityTable.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// Median; NaN values are passed over, NaN for none.
double median(std::vector<double> values);
/// 1.4826 times the median distance from the median: the SD of a normal sample.
double robustSd(const std::vector<double>& values);

/// Rows of a panel and the vesicle rows it is measured against.
struct ScoreRows {
  std::vector<std::size_t> markers;
  std::vector<std::size_t> reference;  ///< EV-positive proteins that platelets do not have much of
};

/// The reference leaves out markers whose role says `platelet-high` and rows of any platelet panel.
ScoreRows scoreRows(const QuantTable& cargo, const std::vector<MarkerPanel>& panels, std::string_view panel);

/// Median log2 of the markers minus median log2 of the reference in column `sample`; NaN
/// when fewer than `minMarkers` markers or no reference protein is measured.
double panelScore(const QuantTable& cargo, const ScoreRows& rows, std::size_t sample, int minMarkers);

/// Scores every sample of the study; `cargo` has the study's samples as columns, in any
/// order (DoNotFit otherwise). Values are rounded to six decimals. docs/purity.md.
PurityTable scorePurity(const QuantTable& cargo, const Study& study, const std::vector<MarkerPanel>& panels,
                        const PurityOptions& options);

}  // namespace vescargo
