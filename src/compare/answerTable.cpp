#include "vescargo/compare/answerTable.h"

#include <array>
#include <cmath>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

constexpr std::array verdictOrder{ChangeVerdict::Robust,   ChangeVerdict::Explained, ChangeVerdict::NotSeparable,
                                  ChangeVerdict::Unmasked, ChangeVerdict::Marker,    ChangeVerdict::Unchanged,
                                  ChangeVerdict::NotTested};
static_assert(verdictOrder.size() == EnumNames<ChangeVerdict>::value.size());

std::string twoDecimals(double value) { return formatNumber(roundDecimals(value, 2)); }

std::string changeText(const Effect& effect) {
  if (std::isnan(effect.log2FoldChange)) return "NA";
  return twoDecimals(effect.log2FoldChange) + " (" + twoDecimals(effect.low) + " to " + twoDecimals(effect.high) + ")";
}

double twoDigits(double value) { return parseNumber(formatNumber(value, 2)).value(); }

AnswerRow rowOf(const std::string& contrast, const Change& change) {
  return {contrast,
          change.gene,
          change.protein,
          std::string(nameOf(change.verdict)),
          change.verdictReason,
          changeText(change.unadjusted),
          twoDigits(change.unadjusted.q),
          changeText(change.adjusted),
          twoDigits(change.adjusted.q),
          change.verdict == ChangeVerdict::Marker ? change.markerOf : change.explainedBy,
          change.pairs,
          change.hangsOn};
}

}  // namespace

RowTable<AnswerRow> answerTable(const std::vector<Comparison>& comparisons) {
  RowTable<AnswerRow> table;
  for (const Comparison& comparison : comparisons) {
    for (const ChangeVerdict verdict : verdictOrder) {
      for (const Change& change : comparison.changes) {
        if (change.verdict == verdict) table.rows.push_back(rowOf(comparison.contrast, change));
      }
    }
  }
  return table;
}

}  // namespace vescargo
