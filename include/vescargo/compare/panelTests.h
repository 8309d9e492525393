#pragma once

#include <Eigen/Core>
#include <limits>
#include <string>
#include <vector>

#include "vescargo/compare/PanelTestOptions.h"
#include "vescargo/compare/StudyFit.h"
#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/RowTable.h"

namespace vescargo {

/// One panel in one contrast, unadjusted or adjusted. NaN = cannot be told.
struct PanelResult {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  std::string contrast, panel, title, kind;
  std::string model;                 ///< unadjusted or adjusted
  int proteins = 0;                  ///< in the panel, that are used
  int measured = 0;                  ///< rows of the table
  int tested = 0;                    ///< rows with a test in the contrast
  double meanChange = unknown;       ///< log2, of these
  double correlation = unknown;      ///< between their residuals
  std::string competitiveDirection;  ///< up or down against all other proteins; empty where not told
  double competitiveP = unknown, competitiveQ = unknown;
  std::string rotationDirection;  ///< up or down against no change
  double rotationP = unknown, rotationQ = unknown, rotationFloor = unknown;

  template <class Self, class Cell>
  static void describe(Self& self, Cell&& cell) {
    cell("contrast", self.contrast);
    cell("panel", self.panel);
    cell("title", self.title);
    cell("kind", self.kind);
    cell("model", self.model);
    cell("proteins", self.proteins);
    cell("measured", self.measured);
    cell("tested", self.tested);
    cell("mean_log2_change", self.meanChange);
    cell("correlation", self.correlation);
    cell("competitive_direction", self.competitiveDirection);
    cell("competitive_p", self.competitiveP);
    cell("competitive_q", self.competitiveQ);
    cell("rotation_direction", self.rotationDirection);
    cell("rotation_p", self.rotationP);
    cell("rotation_q", self.rotationQ);
    cell("rotation_floor", self.rotationFloor);
  }
};

/// Tests each marker panel, and each of a user's sets that has enough measured proteins, in each contrast, unadjusted
/// and adjusted for contaminants together: competitive (testSet on normal deviates of the moderated t or F, with
/// correlationOf held at 0 or above) and self-contained (rotate). q: Benjamini & Hochberg over the panels of a contrast
/// and model, and over the sets by themselves. By contrast, panels before sets, model. Rounded to six digits.
/// docs/statistics.md.
RowTable<PanelResult> testPanels(const StudyFit& fit, const std::vector<MarkerPanel>& panels,
                                 const std::vector<MarkerPanel>& sets, const PanelTestOptions& options);

}  // namespace vescargo
