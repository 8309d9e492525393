#include "vescargo/report/samplesSection.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "vescargo/base/Tsv.h"
#include "vescargo/report/Html.h"
#include "vescargo/report/reportLimits.h"
#include "vescargo/report/reportWords.h"

namespace vescargo {

namespace {

std::string percent(double share) { return std::isnan(share) ? "NA" : htmlNumber(100 * share, 2) + "&nbsp;%"; }

std::string measuredProteins(const QuantTable& cargo, const std::string& sample) {
  const auto at = std::find(cargo.samples.begin(), cargo.samples.end(), sample);
  if (at == cargo.samples.end()) return "NA";
  const auto column = cargo.log2.col(at - cargo.samples.begin()).array();
  return htmlCount(static_cast<std::size_t>((!column.isNaN()).count()));
}

std::string seenOf(double seen, double panel) { return htmlNumber(seen) + " of " + htmlNumber(panel); }

std::vector<std::string> scoreRow(const SamplePurity& sample) {
  return {escapeHtml(sample.sample),
          badge(nameOf(sample.verdict)),
          escapeHtml(sample.reason),
          escapeHtml(sample.subject),
          escapeHtml(sample.timePoint),
          htmlFixed(sample.platelets, 2),
          interval(sample.plateletsLow, sample.plateletsHigh),
          htmlFixed(sample.plateletsZ, 1),
          seenOf(sample.plateletsSeen, sample.plateletsPanel)};
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
          escapeHtml(sample.plateletKind)};
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
                          pair.ofAll() ? htmlProbability(pair.p) : "", pair.ofAll() ? htmlProbability(pair.q) : "",
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

HtmlTable emptyScores() {
  const std::string score = "Platelet score";
  HtmlTable table{"Platelet score and verdict",
                  {{"Sample"},
                   {"Verdict"},
                   {"Why this verdict"},
                   {"Subject"},
                   {"Time point"},
                   {"log2", score, true},
                   {"95 % interval", score, true},
                   {"z", score, true},
                   {"Markers seen", score, true}},
                  {}};
  table.pinned = 3;
  return table;
}

HtmlTable emptyKinds() {
  const std::string kind = "Score of the platelets' parts";
  return {"Kind of platelet material",
          {{"Sample"},
           {"Specific core", kind, true},
           {"Membrane", kind, true},
           {"Granule", kind, true},
           {"Cytosol", kind, true},
           {"What their balance says"}},
          {}};
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
  HtmlTable scores = emptyScores(), kinds = emptyKinds();
  HtmlTable materials = materialTable(input.purity);
  for (std::size_t i = 0; i < std::min(samples.size(), ReportLimits::samples); ++i) {
    scores.rows.push_back(scoreRow(samples[i]));
    kinds.rows.push_back(kindRow(input, i));
    materials.rows.push_back(materialRow(input, i));
  }
  std::vector<std::string> notes;
  for (const std::string& note : input.purity.notes) notes.push_back(escapeHtml(note));
  html += htmlList(notes) + htmlTable(scores) + pairsTable(input.pairs);
  html += paragraph(
      "Membrane proteins speak for platelet vesicles or residual platelets, granule proteins for platelets that were "
      "activated, cytosol proteins for platelets that broke.");
  html += htmlTable(withSayingsOnce(std::move(kinds), 5));
  html += paragraph(
      "Shares are of intensity and not of particles. Those of panel protein count each protein for one material and "
      "add up to 100 %; a classic share is that panel's part of all measured protein. MISEV asks for membrane and "
      "cytosol proteins of vesicles, and to say what was isolated with them.");
  html += htmlTable(materials);
  if (samples.size() > scores.rows.size())
    html += paragraph(htmlCount(samples.size() - scores.rows.size()) + " more samples are in purity.tsv.", "more");
  return html + "</section>\n";
}

}  // namespace vescargo
