#include "vescargo/report/methodsSection.h"

#include <algorithm>

#include "vescargo/base/Tsv.h"
#include "vescargo/report/Html.h"
#include "vescargo/report/methodsProse.h"
#include "vescargo/report/reportWords.h"

namespace vescargo {

namespace {

/// Of programs that worked one after the other (joinRecords).
std::string inOneLine(const std::string& lines) { return join(split(lines, '\n'), ", "); }

std::string runPart(const RunRecord& record) {
  if (record.tool.empty())
    return paragraph("There is no run record, so versions, parameters and inputs are not known.");
  std::string html = "<dl>\n<dt>Program</dt><dd>" +
                     escapeHtml(inOneLine(record.tool) + " " + inOneLine(record.version)) + ", OpenMS " +
                     escapeHtml(inOneLine(record.openmsVersion)) + "</dd>\n<dt>Command line</dt>";
  for (const std::string& line : split(record.commandLine, '\n'))
    html += "<dd><code>" + escapeHtml(line) + "</code></dd>";
  html += "\n</dl>\n";
  HtmlTable steps{"Steps", {{"Step"}, {"What it did"}}, {}};
  for (const auto& step : record.steps) steps.rows.push_back({escapeHtml(step.name), escapeHtml(step.text)});
  HtmlTable parameters{"Parameters", {{"Name"}, {"Value"}}, {}};
  auto byName = record.parameters;
  std::stable_sort(byName.begin(), byName.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [name, value] : byName) {
    parameters.rows.push_back({"<code>" + escapeHtml(name) + "</code>", "<code>" + escapeHtml(value) + "</code>"});
  }
  HtmlTable inputs{"Inputs", {{"File"}, {"Size", "", true}, {"SHA-256"}}, {}};
  for (const auto& input : record.inputs) {
    inputs.rows.push_back({escapeHtml(input.path), htmlBytes(static_cast<double>(input.bytes)),
                           "<code>" + escapeHtml(input.sha256) + "</code>"});
  }
  for (const auto& table : {steps, inputs, parameters}) html += table.rows.empty() ? "" : htmlTable(table);
  return html;
}

}  // namespace

std::string methodsSection(const RunRecord& record) {
  return "<section aria-labelledby=\"methods\">\n<h2 id=\"methods\">Methods</h2>\n" + methodsProse(record) +
         "<h3>Run record</h3>\n" + runPart(record) + "</section>\n";
}

}  // namespace vescargo
