#pragma once

#include <string>
#include <vector>

#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/PurityOptions.h"
#include "vescargo/purity/contaminants.h"
#include "vescargo/purity/panelCoherence.h"
#include "vescargo/purity/panelScore.h"
#include "vescargo/purity/standAmong.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// One panel or contaminant in all samples; vectors are by study sample, NaN = not known.
struct PanelMeasures {
  std::string panel;          ///< or contaminant
  std::string words;          ///< what it is of, for sentences: its contaminant, else its title or name
  std::string material;       ///< that its proteins count for; empty: none
  double size = 0;            ///< markers that are used
  std::vector<double> seen;   ///< of them, measured
  std::vector<double> score;  ///< log2; not known for a panel without a score
  std::vector<Interval> interval;
  std::vector<double> reference;  ///< proteins of the vesicle reference measured, the panel's own left out
  Standing standing;
  std::vector<double> share;          ///< linear sum of the panel over that of all proteins (Geyer 2019)
  std::vector<double> largestShare;   ///< the largest protein's part of the panel
  std::vector<std::string> largest;   ///< its gene, or id
  std::vector<double> materialShare;  ///< share of `material` (decompose)
  Coherence coherence;
  FactorScore made;  ///< what intervals are made from; empty for a panel without a score
};

/// Every panel, then the MISEV2018 categories of panel `misev` as `misev1` to `misev5`, then the contaminants. `cargo`
/// has the study's samples as columns, in study order, `base` and `contaminants` are made of it. Numbers are rounded to
/// six decimals. `materialShare` is left to the caller.
std::vector<PanelMeasures> measurePanels(const QuantTable& cargo, const Study& study,
                                         const std::vector<MarkerPanel>& panels, const StudyBase& base,
                                         const std::vector<ContaminantScore>& contaminants,
                                         const PurityOptions& options);

/// Null when there is none of that name.
const PanelMeasures* findMeasures(const std::vector<PanelMeasures>& panels, std::string_view name);

/// purity_panels.tsv: `# note: ...` lines, then one row a sample and panel. docs/formats.md.
void writePanelMeasures(const std::vector<PanelMeasures>& panels, const Study& study,
                        const std::vector<std::string>& notes, const std::string& path);

}  // namespace vescargo
