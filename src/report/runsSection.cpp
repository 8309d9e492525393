#include "vescargo/report/runsSection.h"

#include <algorithm>
#include <cmath>

#include "vescargo/base/Tsv.h"
#include "vescargo/report/Html.h"
#include "vescargo/report/reportLimits.h"
#include "vescargo/report/reportWords.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

/// A column of numbers, one a run.
struct RunColumn {
  std::string title;
  std::vector<double> values;
  bool compared = true;  ///< with the other runs
};

std::vector<RunColumn> columnsOf(const std::vector<RunRow>& runs) {
  std::vector<RunColumn> columns;
  const auto add = [&](const std::string& title, auto value, bool compared = true) {
    columns.push_back({title, {}, compared});
    for (const RunRow& run : runs) columns.back().values.push_back(static_cast<double>(value(run.quality)));
  };
  add("MS1 spectra", [](const RunQuality& run) { return run.ms1Spectra; });
  add("MS2 spectra", [](const RunQuality& run) { return run.ms2Spectra; });
  add("Identified, %", [](const RunQuality& run) { return 100 * identificationRate(run); });
  add("Ions identified", [](const RunQuality& run) { return run.identifiedIons; });
  add("Total ion current", [](const RunQuality& run) { return run.totalIonCurrent; });
  add(
      "Mass error, ppm", [](const RunQuality& run) { return run.massErrorPpm; }, false);
  add("Its SD, ppm", [](const RunQuality& run) { return run.massSpreadPpm; });
  add("Peak width, s", [](const RunQuality& run) { return run.peakWidthSeconds; });
  add("Points a peak", [](const RunQuality& run) { return run.pointsPerPeak; });
  add("Alignment error, s", [](const RunQuality& run) { return run.alignmentErrorSeconds; });
  add(
      "Transfers looked for", [](const RunQuality& run) { return run.transfersLookedFor; }, false);
  add(
      "accepted", [](const RunQuality& run) { return run.transfersAccepted; }, false);
  return columns;
}

/// Tells of runs whose surveys are of several kinds, and of spectra that were not read; empty where there are none.
std::string lanesOf(const std::vector<RunRow>& runs) {
  HtmlTable table{
      "Kinds of spectra", {{"Run"}, {"Surveys by kind"}, {"Not, or not wholly, used"}, {"Missing", "", true}}, {}};
  std::size_t told = 0;
  for (const RunRow& run : runs) {
    const std::string passed = passedOverText(run.quality.passedOver);
    const bool several =
        run.lanes.find(';') != std::string::npos || run.lanes.find("ion mobility") != std::string::npos;
    if (!several && passed.empty() && run.quality.missingSpectra == 0) continue;
    if (++told > ReportLimits::samples) continue;
    table.rows.push_back(
        {escapeHtml(run.run), escapeHtml(run.lanes), escapeHtml(passed), htmlCount(run.quality.missingSpectra)});
  }
  if (told == 0) return "";
  const std::string rest =
      told > table.rows.size() ? paragraph(htmlCount(told - table.rows.size()) + " more in runs.tsv.", "more") : "";
  return paragraph(
             "Where the surveys (MS1) of a run are of several kinds, such as compensation voltages or scan windows, "
             "each ion is measured in surveys of one kind, the same in all runs. Spectra that no peptide can be "
             "measured by were passed over; those that the file says it has and has not are missing.") +
         htmlTable(table) + rest;
}

bool standsOut(const RunColumn& column, double value) {
  const double middle = median(column.values);
  return column.compared && middle > 0 &&
         (value < middle / standsOutFactor || value > middle * standsOutFactor);  // false for NaN
}

}  // namespace

std::string runsSection(const std::vector<RunRow>& runs) {
  if (runs.empty()) return "";
  const auto columns = columnsOf(runs);
  HtmlTable table{"Runs", {{"Run"}, {"Sample"}}, {}};
  for (const RunColumn& column : columns) table.columns.push_back({column.title, "", true});
  std::vector<std::string> outstanding;
  for (std::size_t r = 0; r < runs.size(); ++r) {
    std::vector<std::string> cells{escapeHtml(runs[r].run), escapeHtml(runs[r].sample)};
    bool bold = false;
    for (const RunColumn& column : columns) {
      const bool marked = standsOut(column, column.values[r]);
      const std::string number = htmlNumber(column.values[r]);
      cells.push_back(marked ? "<strong>" + number + "</strong>" : number);
      bold = bold || marked;
    }
    if (bold) outstanding.push_back(escapeHtml(runs[r].run));
    if (table.rows.size() < ReportLimits::samples) table.rows.push_back(cells);
  }
  const std::string rest = runs.size() > table.rows.size()
                               ? paragraph(htmlCount(runs.size() - table.rows.size()) + " more in runs.tsv.", "more")
                               : "";
  return "<section aria-labelledby=\"runs\">\n<h2 id=\"runs\">Runs</h2>\n" +
         paragraph("How well each run was measured. Bold: less than half or more than twice the median of the runs.") +
         paragraph(outstanding.empty() ? "No run stands out." : "Look at " + join(outstanding, ", ") + ".") +
         htmlTable(table) + rest + lanesOf(runs) + "</section>\n";
}

}  // namespace vescargo
