#include "vescargo/report/reportTables.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "vescargo/base/Tsv.h"
#include "vescargo/compare/verdicts.h"
#include "vescargo/report/Html.h"
#include "vescargo/report/reportWords.h"

namespace vescargo {

namespace {

std::string percent(double share) { return std::isnan(share) ? "NA" : htmlNumber(100 * share, 2) + "&nbsp;%"; }

/// So that a long protein group wraps and does not widen its table.
std::string shortened(const std::string& joined) {
  const auto parts = split(joined, ';');
  if (parts.size() <= 2) return escapeHtml(join(parts, "; "));
  return escapeHtml(parts[0] + "; " + parts[1]) + " and " + std::to_string(parts.size() - 2) + " more";
}

std::string geneOrProtein(const Change& change) {
  return shortened(change.gene.empty() ? change.protein : change.gene);
}

std::string measuredProteins(const QuantTable& cargo, const std::string& sample) {
  const auto at = std::find(cargo.samples.begin(), cargo.samples.end(), sample);
  if (at == cargo.samples.end()) return "NA";
  const auto column = cargo.log2.col(at - cargo.samples.begin()).array();
  return htmlCount(static_cast<std::size_t>((!column.isNaN()).count()));
}

std::string seenOf(double seen, double panel) { return htmlNumber(seen) + " of " + htmlNumber(panel); }

std::vector<std::string> scoreRow(const SamplePurity& sample) {
  return {escapeHtml(sample.sample),
          escapeHtml(sample.subject),
          escapeHtml(sample.timePoint),
          badge(std::string(nameOf(sample.verdict))),
          htmlFixed(sample.platelets, 2),
          interval(sample.plateletsLow, sample.plateletsHigh),
          htmlFixed(sample.plateletsZ, 1),
          seenOf(sample.plateletsSeen, sample.plateletsPanel),
          "<div class=\"wide\">" + escapeHtml(sample.reason) + "</div>"};
}

/// A panel's score of a sample; not known where the table has none.
double scoreOf(const PurityTable& purity, std::string_view panel, std::size_t sample) {
  for (const PanelScore& score : purity.scores) {
    if (score.panel == panel) return score.bySample[sample];
  }
  return SamplePurity::unknown;
}

std::vector<std::string> kindRow(const ReportInput& input, std::size_t at) {
  const SamplePurity& sample = input.purity.samples[at];
  return {escapeHtml(sample.sample),
          htmlFixed(sample.plateletCore, 2),
          htmlFixed(scoreOf(input.purity, panelNames::plateletMembrane, at), 2),
          htmlFixed(scoreOf(input.purity, panelNames::plateletGranule, at), 2),
          htmlFixed(scoreOf(input.purity, panelNames::plateletCytosol, at), 2),
          "<div class=\"wide\">" + escapeHtml(sample.plateletKind) + "</div>"};
}

std::vector<std::string> materialRow(const ReportInput& input, std::size_t at) {
  const SamplePurity& sample = input.purity.samples[at];
  std::vector<std::string> cells{escapeHtml(sample.sample)};
  for (const double share : sample.materials) cells.push_back(percent(share));
  for (const double share :
       {sample.materialsCovered, sample.plateletShare, sample.erythrocyteShare, sample.coagulationShare})
    cells.push_back(percent(share));
  for (std::size_t category = 0; category < 3; ++category) cells.push_back(htmlNumber(sample.misevSeen[category]));
  cells.push_back(seenOf(sample.evSeen, sample.evPanel));
  cells.push_back(measuredProteins(input.cargo, sample.sample));
  return cells;
}

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

std::string reasonCell(const Change& change) {
  return "<div class=\"wide\">" + escapeHtml(change.verdictReason) + "</div>";
}

std::vector<std::string> courseRow(const Change& change) {
  return {geneOrProtein(change),
          verdictCell(change),
          std::to_string(change.pairs),
          htmlNumber(change.unadjusted.f, 3),
          htmlNumber(change.unadjusted.q, 2),
          htmlNumber(change.adjusted.f, 3),
          htmlNumber(change.adjusted.q, 2),
          shortened(change.protein),
          reasonCell(change)};
}

std::vector<std::string> changeRow(const Change& change) {
  return {geneOrProtein(change),
          verdictCell(change),
          std::to_string(change.pairs),
          htmlNumber(std::exp2(change.unadjusted.log2FoldChange)),
          effectText(change.unadjusted),
          htmlNumber(change.unadjusted.q, 2),
          htmlNumber(std::exp2(change.adjusted.log2FoldChange)),
          effectText(change.adjusted),
          htmlNumber(change.adjusted.q, 2),
          htmlNumber(change.signFlipP, 2),
          shortened(change.protein),
          reasonCell(change)};
}

/// "At equal platelets and red cells"
std::string equalWords(const Comparison& comparison) {
  return comparison.adjustedFor.empty() ? "Not adjusted"
                                        : "At equal " + escapeHtml(namesInWords(comparison.adjustedFor));
}

/// The table's columns; `changesTable` has the rows.
HtmlTable emptyChanges(const Comparison& comparison) {
  const std::string before = "Unadjusted", after = equalWords(comparison);
  const std::string title = "Strongest changes, " + comparison.contrast + ", by p";
  if (comparison.kind == ContrastKind::Course)
    return {title,
            {{"Gene"},
             {"Verdict"},
             {"Subjects", "", true},
             {"F", before, true},
             {"q", before, true},
             {"F", after, true},
             {"q", after, true},
             {"Protein"},
             {"Why this verdict"}},
            {}};
  return {title,
          {{"Gene"},
           {"Verdict"},
           {isUnpaired(comparison.kind) ? "Samples" : "Pairs", "", true},
           {"Fold", before, true},
           {"log2 (95 % interval)", before, true},
           {"q", before, true},
           {"Fold", after, true},
           {"log2 (95 % interval)", after, true},
           {"q", after, true},
           {"Sign-flip p", "", true},
           {"Protein"},
           {"Why this verdict"}},
          {}};
}

std::string changesTable(const Comparison& comparison) {
  HtmlTable table = emptyChanges(comparison);
  const std::size_t tested = countTested(comparison);
  for (const auto& change : comparison.changes) {
    if (table.rows.size() == ReportLimits::changes) break;
    if (std::isnan(change.unadjusted.p)) continue;
    table.rows.push_back(comparison.kind == ContrastKind::Course ? courseRow(change) : changeRow(change));
  }
  if (table.rows.empty()) return "";
  std::string html = htmlTable(table);
  if (tested > table.rows.size()) {
    html += paragraph(htmlCount(tested - table.rows.size()) + " more tested proteins are in changes.tsv.", "more");
  }
  return html;
}

/// How often a protein is seen on one side and not on the other: pairs, or samples where they are unpaired.
std::pair<int, int> seenOnly(const Comparison& comparison, const Change& change) {
  if (!isUnpaired(comparison.kind)) return {change.seenBeforeOnly, change.seenAfterOnly};
  return {change.seenBefore, change.seenAfter};
}

std::string detectionsTable(const Comparison& comparison) {
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
    table.rows.push_back({geneOrProtein(*seen[i]), std::to_string(before), std::to_string(after),
                          htmlNumber(seen[i]->detectionP, 2), shortened(seen[i]->protein)});
  }
  std::string html =
      htmlTable(table) + paragraph(
                             "What is not seen may still be there below the limit of detection; these proteins are "
                             "counted and never filled in. The p is not corrected for the number of proteins.",
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

std::string verdictsTable(const Comparison& comparison) {
  HtmlTable table{"Verdicts, " + comparison.contrast, {{"Verdict"}, {"Proteins", "", true}, {"Meaning"}}, {}};
  for (const auto& [verdict, name] : EnumNames<ChangeVerdict>::value)
    table.rows.push_back({badge(name), htmlCount(countVerdict(comparison, verdict)), escapeHtml(meaningOf(verdict))});
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
                          htmlNumber(contaminant.p, 2), escapeHtml(contaminant.place),
                          htmlFixed(contaminant.remaining, 2),
                          "<div class=\"wide\">" + escapeHtml(contaminant.reading) + "</div>"});
  }
  return table.rows.empty() ? "" : htmlTable(table);
}

/// How the score of each contaminant changes on average, and that of platelets in each pair.
std::string pairsTable(const std::vector<PairChange>& pairs) {
  if (pairs.empty()) return "";
  HtmlTable table{"Change of contaminants within subjects",
                  {{"Contrast"},
                   {"Contaminant"},
                   {"Subject"},
                   {"log2", "", true},
                   {"95 % interval", "", true},
                   {"Robust SD", "", true},
                   {"p", "", true},
                   {"q", "", true},
                   {"Reading"}},
                  {}};
  const auto add = [&](const PairChange& pair) {
    if (table.rows.size() == ReportLimits::pairs) return;
    table.rows.push_back({escapeHtml(pair.contrast), escapeHtml(pair.contaminant),
                          pair.ofAll() ? "mean of " + counted(static_cast<std::size_t>(pair.pairs), "pair", "pairs")
                                       : escapeHtml(pair.subject),
                          htmlFixed(pair.change, 2), interval(pair.low, pair.high), htmlFixed(pair.robustSds, 1),
                          pair.ofAll() ? htmlNumber(pair.p, 2) : "", pair.ofAll() ? htmlNumber(pair.q, 2) : "",
                          escapeHtml(pair.reading)});
  };
  for (const PairChange& pair : pairs) {
    if (pair.ofAll()) add(pair);
  }
  for (const PairChange& pair : pairs) {
    if (!pair.ofAll() && pair.contaminant == contaminantNames::platelets) add(pair);
  }
  std::string html = paragraph(
      "Pairing does not remove what a tube brings: a subject's tubes differ in it. A pair's interval is over proteins; "
      "robust SD counts in the spread of the study's tubes; the mean's p is of a paired t-test, q of all contaminants "
      "of "
      "the contrast. Single pairs are shown for platelets.");
  html += htmlTable(table);
  if (pairs.size() > table.rows.size())
    html += paragraph(htmlCount(pairs.size() - table.rows.size()) + " more are in pairs.tsv.", "more");
  return html;
}

HtmlTable materialTable(const PurityTable& purity) {
  const std::string material = "Share of panel protein", classic = "Classic share", misev = "MISEV proteins seen";
  HtmlTable table{"What the samples are made of, and their vesicle evidence", {{"Sample"}}, {}};
  for (std::string title : purity.materials) {
    title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
    table.columns.push_back({escapeHtml(title), material, true});
  }
  table.columns.push_back({"All that panels tell", "", true});
  for (const char* title : {"Platelet", "Red cell", "Fibrinogen"}) table.columns.push_back({title, classic, true});
  for (const char* title : {"1 membrane", "2 cytosol", "3 co-isolated"}) table.columns.push_back({title, misev, true});
  table.columns.push_back({"Vesicle markers seen", "", true});
  table.columns.push_back({"Proteins measured", "", true});
  return table;
}

}  // namespace

std::string samplesSection(const ReportInput& input) {
  const auto& samples = input.purity.samples;
  std::string html =
      "<section aria-labelledby=\"samples\">\n<h2 id=\"samples\">Samples and their platelet material</h2>\n";
  if (samples.empty()) return html + paragraph("The samples were not scored.") + "</section>\n";
  html += paragraph(
      "The platelet score is the common factor of the proteins of all platelet panels, in log2: one unit more is twice "
      "the platelet material, and 0 is the study's median. z compares it with the other samples of its time point, so "
      "that what exercise does to all of them makes none stand out. NA: not known.");
  const std::string score = "Platelet score", kind = "Score of the platelets' parts";
  HtmlTable scores{"Platelet score and verdict",
                   {{"Sample"},
                    {"Subject"},
                    {"Time point"},
                    {"Verdict"},
                    {"log2", score, true},
                    {"95 % interval", score, true},
                    {"z", score, true},
                    {"Markers seen", score, true},
                    {"Why this verdict"}},
                   {}};
  HtmlTable kinds{"Kind of platelet material",
                  {{"Sample"},
                   {"Specific core", kind, true},
                   {"Membrane", kind, true},
                   {"Granule", kind, true},
                   {"Cytosol", kind, true},
                   {"What their balance says"}},
                  {}};
  HtmlTable materials = materialTable(input.purity);
  for (std::size_t i = 0; i < std::min(samples.size(), ReportLimits::samples); ++i) {
    scores.rows.push_back(scoreRow(samples[i]));
    kinds.rows.push_back(kindRow(input, i));
    materials.rows.push_back(materialRow(input, i));
  }
  html += htmlTable(scores) + pairsTable(input.pairs);
  html += paragraph(
      "Membrane proteins speak for platelet vesicles or residual platelets, granule proteins for platelets that were "
      "activated, cytosol proteins for platelets that broke.");
  html += htmlTable(kinds);
  html += paragraph(
      "Shares are of intensity and not of particles. Those of panel protein count each protein for one material and "
      "add up to 100 %; a classic share is that panel's part of all measured protein. MISEV asks for membrane and "
      "cytosol proteins of vesicles, and to say what was isolated with them.");
  html += htmlTable(materials);
  if (samples.size() > scores.rows.size())
    html += paragraph(htmlCount(samples.size() - scores.rows.size()) + " more samples are in purity.tsv.", "more");
  return html + "</section>\n";
}

std::string contrastSection(const ReportInput& input, const Comparison& comparison, std::size_t number) {
  const std::string id = "contrast" + std::to_string(number);
  return "<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">Changes " + escapeHtml(comparison.contrast) +
         "</h2>\n" + contaminantsTable(input.tests.contaminants.rows, comparison) + verdictsTable(comparison) +
         paragraph(
             "Two answers stand side by side: the change as measured, and the change that remains when contaminants "
             "are equal in both samples, each marker judged without itself. A protein is robust when its change also "
             "stays at equal amounts of every other contaminant, one at a time. A fold of 2 is twice as much, 0.5 half "
             "as much. q is p corrected for the number of proteins.") +
         changesTable(comparison) + detectionsTable(comparison) + "</section>\n";
}

}  // namespace vescargo
