#include "vescargo/compare/writeChanges.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/table/RowTable.h"

namespace vescargo {

namespace {

/// Column names of an effect.
struct EffectColumns {
  const char *log2FoldChange, *low, *high, *t, *f, *df, *p, *q, *priorDf, *priorVariance;
  const char *leftOutLow, *leftOutHigh, *leftOutP, *leftOutUnit;
};

constexpr EffectColumns plainColumns{"log2_fold_change",
                                     "log2_low",
                                     "log2_high",
                                     "t",
                                     "f",
                                     "df",
                                     "p",
                                     "q",
                                     "prior_df",
                                     "prior_variance",
                                     "left_out_low",
                                     "left_out_high",
                                     "left_out_p",
                                     "left_out_subject"};
constexpr EffectColumns adjustedColumns{"adjusted_log2_fold_change",
                                        "adjusted_log2_low",
                                        "adjusted_log2_high",
                                        "adjusted_t",
                                        "adjusted_f",
                                        "adjusted_df",
                                        "adjusted_p",
                                        "adjusted_q",
                                        "adjusted_prior_df",
                                        "adjusted_prior_variance",
                                        "adjusted_left_out_low",
                                        "adjusted_left_out_high",
                                        "adjusted_left_out_p",
                                        "adjusted_left_out_subject"};

template <class E, class Visit>
void visitEffect(E&& effect, const EffectColumns& columns, Visit&& visit) {
  visit(columns.log2FoldChange, effect.log2FoldChange);
  visit(columns.low, effect.low);
  visit(columns.high, effect.high);
  visit(columns.t, effect.t);
  visit(columns.f, effect.f);
  visit(columns.df, effect.df);
  visit(columns.p, effect.p);
  visit(columns.q, effect.q);
  visit(columns.priorDf, effect.priorDf);
  visit(columns.priorVariance, effect.priorVariance);
  visit(columns.leftOutLow, effect.leftOutLow);
  visit(columns.leftOutHigh, effect.leftOutHigh);
  visit(columns.leftOutP, effect.leftOutP);
  visit(columns.leftOutUnit, effect.leftOutUnit);
}

/// Calls `visit(column name, member)` in the order of the file.
template <class C, class Visit>
void visitChange(C&& change, Visit&& visit) {
  visit("protein", change.protein);
  visit("gene", change.gene);
  visit("verdict", change.verdict);
  visit("explained_by", change.explainedBy);
  visit("verdict_reason", change.verdictReason);
  visit("hangs_on", change.hangsOn);
  visit("marker_of", change.markerOf);
  visit("panels", change.panels);
  visit("pairs", change.pairs);
  visitEffect(change.unadjusted, plainColumns, visit);
  visitEffect(change.adjusted, adjustedColumns, visit);
  visit("adjusted_family_q", change.familyQ);
  visit("attenuation", change.attenuation);
  visit("attenuation_low", change.attenuationLow);
  visit("attenuation_high", change.attenuationHigh);
  visit("sign_flip_p", change.signFlipP);
  visit("sign_flip_floor", change.signFlipFloor);
  visit("seen_before", change.seenBefore);
  visit("seen_after", change.seenAfter);
  visit("seen_before_only", change.seenBeforeOnly);
  visit("seen_after_only", change.seenAfterOnly);
  visit("detection_p", change.detectionP);
  visit("mean_log2", change.meanLog2);
}

/// What belongs to the contrast stands in each of its rows.
template <class C, class Visit>
void visitContrast(C&& comparison, Visit&& visit) {
  visit("contrast_kind", comparison.kind);
  visit("contrast_pairs", comparison.pairs);
  visit("adjusted_for", comparison.adjustedFor);
  visit("pi0", comparison.pi0);
  visit("adjusted_pi0", comparison.adjustedPi0);
}

struct Cell {
  std::string& line;
  void operator()(const char*, const std::string& text) const { line += "\t" + text; }
  template <NamedEnum E>
  void operator()(const char*, E value) const {
    line += "\t" + std::string(nameOf(value));
  }
  void operator()(const char*, const std::vector<std::string>& names) const { line += "\t" + join(names, ";"); }
  void operator()(const char*, bool flag) const { line += flag ? "\tyes" : "\tno"; }
  void operator()(const char*, int count) const { line += "\t" + formatNumber(count); }
  void operator()(const char*, double value) const { line += "\t" + formatNumber(value, 6); }
};

struct Taker {
  detail::ReadCell cells;

  template <class T>
  void operator()(const char* name, T& value) const {
    cells(name, value);
  }
  template <NamedEnum E>
  void operator()(const char* name, E& value) const {
    for (const auto& [candidate, word] : EnumNames<E>::value) {
      if (word != cells.cell(name)) continue;
      value = candidate;
      return;
    }
    cells.faults.add(cells.file.where(cells.row),
                     inQuotes(cells.cell(name)) + " in column " + inQuotes(name) + " is not known",
                     "write it as EVCargoComparer does");
  }
  void operator()(const char* name, std::vector<std::string>& names) const {
    names = cells.cell(name).empty() ? std::vector<std::string>{} : split(cells.cell(name), ';');
  }
};

/// The contrast of that name, whichever rows stand before it; a new one where there is none.
Comparison& contrastOf(std::vector<Comparison>& comparisons, std::string_view contrast) {
  const auto at = std::find_if(comparisons.begin(), comparisons.end(),
                               [&](const Comparison& comparison) { return comparison.contrast == contrast; });
  if (at != comparisons.end()) return *at;
  comparisons.emplace_back();
  comparisons.back().contrast = contrast;
  return comparisons.back();
}

/// As they were written: the smallest p first, rows that were not tested last.
void sortByP(std::vector<Change>& changes) {
  std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    const double left = a.unadjusted.p, right = b.unadjusted.p;
    return std::isnan(right) ? !std::isnan(left) : left < right;
  });
}

}  // namespace

void writeChanges(const std::vector<Comparison>& comparisons, const std::string& path) {
  std::string text, header = "contrast";
  for (const auto& comparison : comparisons) {
    for (const auto& note : comparison.notes) text += "# note: " + comparison.contrast + ": " + note + "\n";
  }
  const auto name = [&](const char* column, const auto&) { header += std::string("\t") + column; };
  visitChange(Change{}, name);
  visitContrast(Comparison{}, name);
  text += header + "\n";
  for (const auto& comparison : comparisons) {
    for (const auto& change : comparison.changes) {
      std::string line = comparison.contrast;
      visitChange(change, Cell{line});
      visitContrast(comparison, Cell{line});
      text += line + "\n";
    }
  }
  writeTsv(path, text);
}

std::vector<Comparison> asWritten(std::vector<Comparison> comparisons) {
  for (Comparison& comparison : comparisons) {
    visitContrast(comparison, detail::RoundCell{});
    for (Change& change : comparison.changes) visitChange(change, detail::RoundCell{});
  }
  return comparisons;
}

std::vector<Comparison> readChanges(const std::string& path) {
  const TsvFile file = readTsv(path, TsvRows::AnyNumber);
  std::vector<Comparison> comparisons;
  FaultList faults;
  const std::size_t contrast = file.requiredColumn("contrast");
  for (const auto& row : file.rows) {
    Comparison& comparison = contrastOf(comparisons, row.cells[contrast]);
    Change change;
    visitChange(change, Taker{{file, row, faults}});
    visitContrast(comparison, Taker{{file, row, faults}});
    comparison.changes.push_back(std::move(change));
  }
  faults.throwIfAny();
  for (Comparison& comparison : comparisons) sortByP(comparison.changes);
  for (const std::string& comment : file.comments) {
    for (auto& comparison : comparisons) {
      const std::string start = "note: " + comparison.contrast + ": ";
      const auto at = comment.find(start);
      if (at <= 1) comparison.notes.push_back(comment.substr(at + start.size()));
    }
  }
  return comparisons;
}

}  // namespace vescargo
