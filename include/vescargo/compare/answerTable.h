#pragma once

#include <string>
#include <vector>

#include "vescargo/compare/Comparison.h"
#include "vescargo/table/RowTable.h"

namespace vescargo {

/// One protein in one contrast for people: what is said of it, and why.
struct AnswerRow {
  std::string contrast, gene, protein, verdict, why;
  std::string change;          ///< "1.39 (1.08 to 1.69)": log2 with its 95 % interval; NA for a course
  double q = Effect::unknown;  ///< of that
  std::string adjustedChange;  ///< the same at equal amounts of contaminants
  double adjustedQ = Effect::unknown;
  std::string explainedBy;  ///< what explains it, or what it is a marker of
  int pairs = 0;            ///< as Change::pairs
  std::string hangsOn;      ///< as Change::hangsOn

  template <class Self, class Cell>
  static void describe(Self& self, Cell&& cell) {
    cell("contrast", self.contrast);
    cell("gene", self.gene);
    cell("protein", self.protein);
    cell("verdict", self.verdict);
    cell("why", self.why);
    cell("log2_fold_change", self.change);
    cell("q", self.q);
    cell("adjusted_log2_fold_change", self.adjustedChange);
    cell("adjusted_q", self.adjustedQ);
    cell("explained_by", self.explainedBy);
    cell("pairs", self.pairs);
    cell("hangs_on", self.hangsOn);
  }
};

/// answer.tsv: contrast by contrast, robust proteins first, then explained, not separable, unmasked, markers,
/// unchanged and not tested, each by p. Numbers with two or three digits. docs/formats.md.
RowTable<AnswerRow> answerTable(const std::vector<Comparison>& comparisons);

}  // namespace vescargo
