#pragma once

#include <string>
#include <vector>

#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/PurityOptions.h"
#include "vescargo/purity/panelCoherence.h"
#include "vescargo/purity/panelScore.h"
#include "vescargo/purity/standAmong.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// One panel in all samples; vectors are by study sample, NaN = not known.
struct PanelMeasures {
  std::string panel;
  double size = 0;            ///< markers that are used
  std::vector<double> seen;   ///< of them, measured
  std::vector<double> score;  ///< log2, panelScores; not known for a panel without a score
  std::vector<Interval> interval;
  std::vector<double> reference;  ///< vesicle proteins measured that the score is relative to
  Standing standing;
  std::vector<double> share;         ///< linear sum of the panel over that of all proteins (Geyer 2019)
  std::vector<double> largestShare;  ///< the largest protein's part of the panel
  std::vector<std::string> largest;  ///< its gene, or id
  Coherence coherence;
};

/// Every panel, then the MISEV2018 categories of panel `misev` as `misev1` to `misev5`. `cargo` has the study's samples
/// as columns, in study order. Numbers are rounded to six decimals.
std::vector<PanelMeasures> measurePanels(const QuantTable& cargo, const Study& study,
                                         const std::vector<MarkerPanel>& panels, const PurityOptions& options);

/// Null when there is none of that name.
const PanelMeasures* findMeasures(const std::vector<PanelMeasures>& panels, std::string_view name);

/// purity_panels.tsv: `# note: ...` lines, then one row a sample and panel. docs/formats.md.
void writePanelMeasures(const std::vector<PanelMeasures>& panels, const Study& study,
                        const std::vector<std::string>& notes, const std::string& path);

}  // namespace vescargo
