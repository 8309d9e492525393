#include "vescargo/report/contrastSection.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "vescargo/base/Tsv.h"
#include "vescargo/compare/verdicts.h"
#include "vescargo/report/Html.h"
#include "vescargo/report/namedChanges.h"
#include "vescargo/report/reportLimits.h"
#include "vescargo/report/reportWords.h"

namespace vescargo {

namespace {

/// "1.39 (1.08 to 1.69)"
std::string effectText(const Effect& effect) {
  if (std::isnan(effect.log2FoldChange)) return "NA";
  return htmlFixed(effect.log2FoldChange, 2) + " (" + interval(effect.low, effect.high) + ")";
}

/// The verdict and, where something explains it, what.
std::string verdictCell(const Change& change) {
  std::string html = badge(nameOf(change.verdict));
  if (!change.explainedBy.empty())
    html += " " + std::string(change.verdict == ChangeVerdict::Explained ? "by " : "at equal ") +
            escapeHtml(namesInWords(split(change.explainedBy, ';')));
  return html;
}

/// Gene and, below it, protein.
std::string nameCell(const Change& change) {
  const std::string name = changeName(change), protein = shortened(change.protein);
  return name == protein ? name : name + " <span class=\"under\">" + protein + "</span>";
}

std::vector<std::string> changeRow(const Change& change, ContrastKind kind) {
  std::vector<std::string> row{nameCell(change), verdictCell(change), escapeHtml(change.verdictReason),
                               std::to_string(change.pairs)};
  for (const Effect* effect : {&change.unadjusted, &change.adjusted}) {
    if (kind == ContrastKind::Course) {
      row.push_back(htmlNumber(effect->f, 3));
    } else {
      row.push_back(htmlNumber(std::exp2(effect->log2FoldChange)));
      row.push_back(effectText(*effect));
    }
    row.push_back(htmlProbability(effect->q));
  }
  if (kind != ContrastKind::Course) row.push_back(htmlProbability(change.signFlipP));
  return row;
}

/// "At equal platelets and red cells"
std::string equalWords(const Comparison& comparison) {
  return comparison.adjustedFor.empty() ? "Not adjusted"
                                        : "At equal " + escapeHtml(namesInWords(comparison.adjustedFor));
}

/// The table's columns; `changesTable` has the rows.
HtmlTable emptyChanges(const Comparison& comparison) {
  const bool course = comparison.kind == ContrastKind::Course;
  const char* units = course ? "Subjects" : isUnpaired(comparison.kind) ? "Samples" : "Pairs";
  HtmlTable table{"Changes, " + comparison.contrast + ", by p",
                  {{"Gene, protein"}, {"Verdict"}, {"Why this verdict"}, {units, "", true}},
                  {}};
  for (const std::string& group : {std::string("Unadjusted"), equalWords(comparison)}) {
    if (course) {
      table.columns.push_back({"F", group, true});
    } else {
      table.columns.push_back({"Fold", group, true});
      table.columns.push_back({"log2 (95 % interval)", group, true});
    }
    table.columns.push_back({"q", group, true});
  }
  if (!course) table.columns.push_back({"Sign-flip p", "", true});
  table.pinned = 3;
  return table;
}

/// The strongest changes and those that the answer names.
std::string changesTable(const Comparison& comparison, std::size_t number) {
  HtmlTable table = emptyChanges(comparison);
  std::set<std::size_t> named;
  for (const NamedChanges& one : namedChanges(comparison)) named.insert(one.shown.begin(), one.shown.end());
  const std::size_t tested = countTested(comparison);
  std::size_t shown = 0;
  for (std::size_t i = 0; i < comparison.changes.size(); ++i) {
    const Change& change = comparison.changes[i];
    const bool isTested = !std::isnan(change.unadjusted.p);
    if (!named.contains(i) && (!isTested || shown >= ReportLimits::changes)) continue;
    shown += isTested ? 1 : 0;
    table.rows.push_back(changeRow(change, comparison.kind));
    table.rowIds.push_back(changeId(number, i));
  }
  if (table.rows.empty()) return "";
  std::string html = htmlTable(table);
  if (tested > shown)
    html += paragraph(htmlCount(tested - shown) + " more tested proteins are in answer.tsv and changes.tsv.", "more");
  return html;
}

/// How often a protein is seen on one side and not on the other: pairs, or samples where they are unpaired.
std::pair<int, int> seenOnly(const Comparison& comparison, const Change& change) {
  if (!isUnpaired(comparison.kind)) return {change.seenBeforeOnly, change.seenAfterOnly};
  return {change.seenBefore, change.seenAfter};
}

std::string detectionsTable(const Comparison& comparison, bool withMeaning) {
  std::vector<const Change*> seen;
  for (const auto& change : comparison.changes) {
    const bool paired = comparison.kind == ContrastKind::Paired && change.seenBeforeOnly + change.seenAfterOnly > 0;
    if (paired || (isUnpaired(comparison.kind) && !std::isnan(change.detectionP))) seen.push_back(&change);
  }
  if (seen.empty()) return "";
  const auto lead = [&](const Change& change) {
    const auto [before, after] = seenOnly(comparison, change);
    return std::abs(after - before);
  };
  std::stable_sort(seen.begin(), seen.end(), [&](const Change* a, const Change* b) {
    return a->detectionP != b->detectionP ? a->detectionP < b->detectionP : lead(*a) > lead(*b);
  });
  const bool unpaired = isUnpaired(comparison.kind);
  HtmlTable table{(unpaired ? "Proteins not seen in all samples, " : "Proteins seen in one sample of a pair only, ") +
                      comparison.contrast,
                  {{"Gene"},
                   {unpaired ? "Samples of the reference" : "Pairs seen only before", "", true},
                   {unpaired ? "Samples of the other" : "Pairs seen only after", "", true},
                   {"Exact p", "", true},
                   {"Protein"}},
                  {}};
  for (std::size_t i = 0; i < std::min(seen.size(), ReportLimits::detections); ++i) {
    const auto [before, after] = seenOnly(comparison, *seen[i]);
    table.rows.push_back({changeName(*seen[i]), std::to_string(before), std::to_string(after),
                          htmlProbability(seen[i]->detectionP), shortened(seen[i]->protein)});
  }
  std::string html = htmlTable(table);
  if (withMeaning)
    html += paragraph(
        "What is not seen may still be there below the limit of detection; these proteins are counted and never filled "
        "in. The p is not corrected for the number of proteins.",
        "more");
  if (seen.size() > table.rows.size())
    html += paragraph(htmlCount(seen.size() - table.rows.size()) + " more are in changes.tsv.", "more");
  return html;
}

std::string meaningOf(ChangeVerdict verdict) {
  switch (verdict) {
    case ChangeVerdict::Robust:
      return "changed, and the change stays at equal amounts of every contaminant that could be adjusted for";
    case ChangeVerdict::Explained:
      return "changed, but the change goes or turns at equal amounts of a contaminant";
    case ChangeVerdict::Unmasked:
      return "no change at first, but one at equal amounts of contaminants";
    case ChangeVerdict::Marker:
      return "changed, and itself a marker of a contaminant: it says how much of that is in the tube";
    case ChangeVerdict::NotSeparable:
      return "changed, but whether a contaminant is behind it cannot be told";
    case ChangeVerdict::Unchanged:
      return "no change is shown either way";
    case ChangeVerdict::NotTested:
      break;
  }
  return "too few measured";
}

/// What the verdicts mean is said with the first contrast.
std::string verdictsTable(const Comparison& comparison, bool withMeaning) {
  HtmlTable table{"Verdicts, " + comparison.contrast, {{"Verdict"}, {"Proteins", "", true}}, {}};
  if (withMeaning) table.columns.push_back({"Meaning"});
  for (const auto& [verdict, name] : EnumNames<ChangeVerdict>::value) {
    table.rows.push_back({badge(name), htmlCount(countVerdict(comparison, verdict))});
    if (withMeaning) table.rows.back().push_back(escapeHtml(meaningOf(verdict)));
  }
  return htmlTable(table);
}

/// What each contaminant does in a contrast.
std::string contaminantsTable(const std::vector<ContaminantChange>& contaminants, const Comparison& comparison) {
  HtmlTable table{"What the tubes bring, " + comparison.contrast,
                  {{"Contaminant"},
                   {"Markers", "", true},
                   {"log2 change (95 % interval)", "", true},
                   {"p", "", true},
                   {"Adjusted for"},
                   {"Left at equal amounts", "", true},
                   {"Reading"}},
                  {}};
  for (const ContaminantChange& contaminant : contaminants) {
    if (contaminant.contrast != comparison.contrast) continue;
    const std::string change = std::isnan(contaminant.change) ? "NA"
                                                              : htmlFixed(contaminant.change, 2) + " (" +
                                                                    interval(contaminant.low, contaminant.high) + ")";
    table.rows.push_back({escapeHtml(contaminant.contaminant), std::to_string(contaminant.markers), change,
                          htmlProbability(contaminant.p), escapeHtml(contaminant.place),
                          htmlFixed(contaminant.remaining, 2),
                          "<div class=\"wide\">" + escapeHtml(contaminant.reading) + "</div>"});
  }
  return table.rows.empty() ? "" : htmlTable(table);
}

/// Whether there are several contrasts and all of them have the note.
bool isOfAll(const std::string& note, const std::vector<Comparison>& comparisons) {
  return comparisons.size() > 1 &&
         std::all_of(comparisons.begin(), comparisons.end(), [&](const Comparison& comparison) {
           return std::find(comparison.notes.begin(), comparison.notes.end(), note) != comparison.notes.end();
         });
}

/// What is said of the contrast and stands neither among the answer's limits nor in the table of contaminants; of all
/// contrasts with the first.
std::string notesOf(const ReportInput& input, const Comparison& comparison, std::size_t number) {
  std::set<std::string> elsewhere(input.record.warnings.begin(), input.record.warnings.end());
  const std::string of = comparison.contrast + ": ";
  for (const ContaminantChange& contaminant : input.tests.contaminants.rows) {
    if (contaminant.contrast == comparison.contrast)
      elsewhere.insert(of + contaminant.contaminant + ": " + contaminant.reading);
  }
  std::vector<std::string> notes;
  for (const std::string& note : comparison.notes) {
    const bool ofAll = isOfAll(note, input.comparisons);
    if (elsewhere.contains(of + note) || (ofAll && number > 1)) continue;
    notes.push_back((ofAll ? "all contrasts: " : "") + escapeHtml(note));
  }
  return htmlList(notes);
}

}  // namespace

std::string contrastSection(const ReportInput& input, const Comparison& comparison, std::size_t number) {
  const std::string id = "contrast" + std::to_string(number);
  std::string html = "<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">Changes " +
                     escapeHtml(comparison.contrast) + "</h2>\n" + notesOf(input, comparison, number);
  if (number == 1)
    html += paragraph(
        "Two answers stand side by side: the change as measured, and the change that remains when contaminants "
        "are equal in both samples, each marker judged without itself. A protein is robust when its change also "
        "stays at equal amounts of every other contaminant, one at a time. q is p corrected for the number of "
        "proteins. Both rest on normal differences and borrow the variances of all proteins, so that they may be "
        "far smaller than so few samples show by themselves; the sign-flip p rests on nothing but the signs.");
  return html + changesTable(comparison, number) + verdictsTable(comparison, number == 1) +
         contaminantsTable(input.tests.contaminants.rows, comparison) + detectionsTable(comparison, number == 1) +
         "</section>\n";
}

}  // namespace vescargo
