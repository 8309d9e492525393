#include "vescargo/report/reportStudyTests.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "vescargo/base/Tsv.h"
#include "vescargo/report/Html.h"
#include "vescargo/report/reportLimits.h"
#include "vescargo/report/reportWords.h"

namespace vescargo {

namespace {

std::string section(const std::string& id, const std::string& title, const std::string& content) {
  return "<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">" + title + "</h2>\n" + content +
         "</section>\n";
}

/// Contrasts in the order of the table.
template <class Row>
std::vector<std::string> contrastsOf(const RowTable<Row>& table) {
  std::vector<std::string> contrasts;
  for (const Row& row : table.rows) {
    if (std::find(contrasts.begin(), contrasts.end(), row.contrast) == contrasts.end())
      contrasts.push_back(row.contrast);
  }
  return contrasts;
}

std::string foldOf(double log2) { return htmlNumber(std::exp2(log2)); }

/// A panel's two models.
struct PanelPair {
  const PanelResult* unadjusted = nullptr;
  const PanelResult* adjusted = nullptr;
};

std::vector<PanelPair> panelPairs(const RowTable<PanelResult>& table, const std::string& contrast) {
  std::map<std::string, PanelPair> byPanel;
  for (const PanelResult& row : table.rows) {
    if (row.contrast != contrast) continue;
    PanelPair& pair = byPanel[row.panel];
    (row.model == "adjusted" ? pair.adjusted : pair.unadjusted) = &row;
  }
  std::vector<PanelPair> pairs;
  for (const auto& [panel, pair] : byPanel) {
    if (pair.unadjusted != nullptr && pair.adjusted != nullptr && !std::isnan(pair.unadjusted->rotationP))
      pairs.push_back(pair);
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const PanelPair& a, const PanelPair& b) {
    return a.unadjusted->rotationP < b.unadjusted->rotationP;
  });
  return pairs;
}

std::vector<std::string> panelRow(const PanelPair& pair) {
  const PanelResult& plain = *pair.unadjusted;
  std::vector<std::string> row{escapeHtml(plain.title.empty() || plain.kind == "set" ? plain.panel : plain.title),
                               htmlNumber(plain.tested) + " of " + htmlNumber(plain.proteins)};
  for (const PanelResult* result : {pair.unadjusted, pair.adjusted}) {
    row.push_back(foldOf(result->meanChange));
    row.push_back(htmlProbability(result->rotationQ));
    row.push_back(htmlProbability(result->competitiveQ));
  }
  return row;
}

std::string panelsTable(const RowTable<PanelResult>& panels, const std::string& contrast) {
  const std::string before = "As measured", after = "At equal contaminants";
  HtmlTable table{"Panels, " + contrast + ", by p against no change",
                  {{"Panel"},
                   {"Proteins tested", "", true},
                   {"Mean fold", before, true},
                   {"q against no change", before, true},
                   {"q against the rest", before, true},
                   {"Mean fold", after, true},
                   {"q against no change", after, true},
                   {"q against the rest", after, true}},
                  {}};
  const auto pairs = panelPairs(panels, contrast);
  for (std::size_t i = 0; i < std::min(pairs.size(), ReportLimits::changes); ++i)
    table.rows.push_back(panelRow(pairs[i]));
  if (pairs.empty()) return paragraph("No panel could be tested in " + escapeHtml(contrast) + ".");
  if (pairs.size() == table.rows.size()) return htmlTable(table);
  return htmlTable(table) + paragraph(htmlCount(pairs.size() - table.rows.size()) + " more are in panels.tsv.", "more");
}

std::string exerkinesTable(const RowTable<ExerkineChange>& exerkines, const std::string& contrast) {
  const std::string before = "As measured", after = "At equal contaminants";
  HtmlTable table{"Exerkines, " + contrast,
                  {{"Gene"},
                   {"Claimed", "", false},
                   {"Fold", before, true},
                   {"q", before, true},
                   {"Agrees", before},
                   {"Fold", after, true},
                   {"q", after, true},
                   {"Agrees", after},
                   {"Mind"}},
                  {}};
  std::set<std::string> absent;
  for (const ExerkineChange& row : exerkines.rows) {
    if (row.contrast != contrast) continue;
    if (row.agrees == "not measured") {
      absent.insert(escapeHtml(row.gene));
      continue;
    }
    table.rows.push_back({escapeHtml(row.gene), escapeHtml(row.claim), foldOf(row.log2FoldChange),
                          htmlProbability(row.q), escapeHtml(row.agrees), foldOf(row.adjustedLog2FoldChange),
                          htmlProbability(row.adjustedQ), escapeHtml(row.adjustedAgrees), escapeHtml(row.warning)});
  }
  std::string html = table.rows.empty() ? "" : htmlTable(withSayingsOnce(std::move(table), 8));
  if (!absent.empty())
    html += paragraph(
        "Not measured in " + escapeHtml(contrast) + ": " + join({absent.begin(), absent.end()}, ", ") + ".", "more");
  return html;
}

std::string subjectsTable(const RowTable<SubjectRow>& subjects, const std::string& contrast) {
  const std::string purity = "Purity";
  HtmlTable table{"Subjects, " + contrast,
                  {{"Subject"},
                   {"Slope (95 % interval)", "", true},
                   {"Before", purity},
                   {"After", purity},
                   {"Change of what the tubes bring, log2"}},
                  {}};
  for (const SubjectRow& row : subjects.rows) {
    if (row.contrast != contrast || table.rows.size() == ReportLimits::samples) continue;
    const std::string slope =
        std::isnan(row.slope) ? "NA" : htmlFixed(row.slope, 2) + " (" + interval(row.low, row.high) + ")";
    table.rows.push_back(
        {escapeHtml(row.subject), slope, badge(row.verdictBefore), badge(row.verdictAfter), escapeHtml(row.brought)});
  }
  return htmlTable(table);
}

/// "1.8 (1.5 to 2.4)": fold at the median and, where they differ, at the 10th and 90th percentile of the variances.
using Folds = std::map<int, double>;

std::string foldsText(const Folds& folds) {
  if (!folds.contains(10) || !folds.contains(50) || !folds.contains(90)) return "NA";
  const std::string low = htmlNumber(folds.at(10)), high = htmlNumber(folds.at(90));
  return htmlNumber(folds.at(50)) + (low == high ? "" : " (" + low + " to " + high + ")");
}

std::string powerTable(const RowTable<PowerRow>& power, const std::string& contrast) {
  const std::string before = "As measured", after = "At equal contaminants";
  HtmlTable table{"Detectable fold, " + contrast,
                  {{"Pairs", "", true},
                   {"One protein", before, true},
                   {"All proteins", before, true},
                   {"One protein", after, true},
                   {"All proteins", after, true}},
                  {}};
  std::map<int, std::map<std::pair<std::string, std::string>, Folds>> bySize;
  for (const PowerRow& row : power.rows) {
    if (row.contrast == contrast) bySize[row.pairs][{row.model, row.errorRate}][row.percentile] = row.foldChange;
  }
  for (auto& [pairs, folds] : bySize) {
    table.rows.push_back({std::to_string(pairs), foldsText(folds[{"unadjusted", "one protein"}]),
                          foldsText(folds[{"unadjusted", "all proteins"}]),
                          foldsText(folds[{"adjusted", "one protein"}]),
                          foldsText(folds[{"adjusted", "all proteins"}])});
  }
  return htmlTable(table);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> studyTestSections(const ReportInput& input) {
  std::vector<std::pair<std::string, std::string>> sections;
  if (!input.tests.panels.rows.empty()) sections.emplace_back("panels", "Panels and exerkines");
  if (!input.tests.subjects.rows.empty()) sections.emplace_back("subjects", "Subjects");
  if (!input.tests.power.rows.empty()) sections.emplace_back("power", "Size of the next study");
  return sections;
}

std::string panelsSection(const ReportInput& input) {
  const StudyTests& tests = input.tests;
  if (tests.panels.rows.empty()) return "";
  std::string html = paragraph(
      "A panel is a group of proteins of one origin or kind. Against no change: do its proteins change, together, in "
      "one direction? Against the rest: do they change otherwise than all other proteins? A panel that moves only "
      "because everything moves has a small q of the first kind and none of the second. Tissue panels come from RNA "
      "and are a hint of origin, no proof.");
  for (const auto& contrast : contrastsOf(tests.panels)) html += panelsTable(tests.panels, contrast);
  if (!tests.exerkines.rows.empty()) {
    html += "<h3>Exerkines</h3>\n";
    html += paragraph(
        "Proteins that are said to change in blood with one bout of exercise. The claims are mostly from immunoassays "
        "of plasma, so a vesicle study need not agree, and they say nothing of training.");
    for (const auto& contrast : contrastsOf(tests.exerkines)) html += exerkinesTable(tests.exerkines, contrast);
  }
  return section("panels", "Panels and exerkines", html);
}

std::string subjectsSection(const ReportInput& input) {
  const auto& subjects = input.tests.subjects;
  if (subjects.rows.empty()) return "";
  std::string html = paragraph(
      "A slope of 1 is a response like the mean of the other subjects, 0 none, 2 twice as much; markers of platelets, "
      "blood cells, plasma, lipoproteins and skin are left out of it. Beside it stands what the two tubes brought: a "
      "slope that goes with a change of platelets, red "
      "cells or plasma may be the tube's.");
  for (const auto& contrast : contrastsOf(subjects)) html += subjectsTable(subjects, contrast);
  std::vector<std::string> notes;
  for (const auto& note : subjects.notes) notes.push_back(escapeHtml(note));
  return section("subjects", "Subjects: who responds?", html + htmlList(notes));
}

std::string powerSection(const ReportInput& input) {
  const auto& power = input.tests.power;
  if (power.rows.empty()) return "";
  std::string html = paragraph(
      "The fold that 80 of 100 studies of so many pairs would call changed, if they are as noisy as this one: for a "
      "protein of median variance, and in brackets for one of low and of high variance (10th and 90th percentile; no "
      "bracket: the fit takes all variances as alike). One "
      "protein: named beforehand. All proteins: the false discovery rate is held over all, as in the tables above.");
  for (const auto& contrast : contrastsOf(power)) html += powerTable(power, contrast);
  return section("power", "Size of the next study", html);
}

}  // namespace vescargo
