#pragma once

#include <limits>
#include <string>
#include <vector>

#include "vescargo/compare/compareCargo.h"
#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/RowTable.h"

namespace vescargo {

/// A protein said to change in blood with one bout of exercise, and what this study says of it.
struct ExerkineChange {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  std::string contrast, gene;
  std::string protein;  ///< the table's row; empty where it was not measured
  std::string claim;    ///< up, down or "not stated": the panel's role after "acute:"
  std::string role;     ///< the claims in full
  double log2FoldChange = unknown, q = unknown;
  std::string
      agrees;  ///< yes, no, uncertain, "not measured", "no claim", or of a course "changes, without a direction"
  double adjustedLog2FoldChange = unknown, adjustedQ = unknown;
  std::string adjustedAgrees;  ///< at equal scores of contaminants
  std::string verdict;         ///< of changes.tsv
  std::string warning;         ///< that platelets store it

  template <class Self, class Cell>
  static void describe(Self& self, Cell&& cell) {
    cell("contrast", self.contrast);
    cell("gene", self.gene);
    cell("protein", self.protein);
    cell("claim", self.claim);
    cell("log2_fold_change", self.log2FoldChange);
    cell("q", self.q);
    cell("agrees", self.agrees);
    cell("adjusted_log2_fold_change", self.adjustedLog2FoldChange);
    cell("adjusted_q", self.adjustedQ);
    cell("adjusted_agrees", self.adjustedAgrees);
    cell("verdict", self.verdict);
    cell("warning", self.warning);
    cell("role", self.role);
  }
};

/// The used proteins of the panel `exerkines`, in its order, in each contrast; one that has several rows has several
/// here. It agrees when its q is at most `alpha` and the change has the claimed direction, it does not when the change
/// has the other, and all else is uncertain. One that a platelet panel lists, used there or not, has a warning.
/// Nothing without that panel. Rounded to six digits.
RowTable<ExerkineChange> checkExerkines(const QuantTable& cargo, const std::vector<Comparison>& comparisons,
                                        const std::vector<MarkerPanel>& panels, double alpha);

}  // namespace vescargo
