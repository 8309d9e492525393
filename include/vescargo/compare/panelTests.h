#pragma once

#include <Eigen/Core>
#include <limits>
#include <string>
#include <vector>

#include "vescargo/compare/PanelTestOptions.h"
#include "vescargo/compare/pairedModel.h"
#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/RowTable.h"

namespace vescargo {

/// Mean correlation between residuals of rows of a panel, and the residual df that a pair of them shares on average.
struct PanelCorrelation {
  double correlation = 0;
  double df = 0;
};

/// Camera's estimate (Wu & Smyth 2012, eq. 5) for rows of which each may lack other pairs: sum over pairs of rows of
/// the products of their standardised residuals, over the sum of what these products would be at a correlation of 1.
/// For complete rows it is camera's number. 0 for a single row. May be negative.
PanelCorrelation panelCorrelation(const PairedModel& model, const std::vector<Eigen::Index>& rows);

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

/// Tests each panel in each contrast, unadjusted and adjusted: competitive (testPanel on normal deviates of the
/// moderated t, with panelCorrelation held at 0 or above) and self-contained (rotatePanels). q: Benjamini & Hochberg
/// over the panels of a contrast and model. By contrast, panel, model. Rounded to six digits. docs/statistics.md.
/// Throws DoNotFit for contrasts that were not made of `cargo`.
RowTable<PanelResult> testPanels(const QuantTable& cargo, const std::vector<PairedContrast>& contrasts,
                                 const std::vector<MarkerPanel>& panels, const PanelTestOptions& options);

}  // namespace vescargo
