#include "vescargo/report/reportSections.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "vescargo/base/Tsv.h"
#include "vescargo/compare/verdicts.h"
#include "vescargo/report/Html.h"
#include "vescargo/report/reportWords.h"

namespace vescargo {

namespace {

std::string unitsSentence(const Comparison& comparison) {
  const auto n = static_cast<std::size_t>(comparison.pairs);
  if (isUnpaired(comparison.kind)) return counted(n, "sample is", "samples are") + " compared, unpaired. ";
  if (comparison.kind == ContrastKind::Course)
    return counted(n, "subject has", "subjects have") + " two time points or more. ";
  return counted(n, "subject has", "subjects have") + " both samples. ";
}

/// One contrast's result in a sentence or two.
std::string found(const Comparison& comparison) {
  const std::string start = "<strong>" + escapeHtml(comparison.contrast) + ".</strong> " + unitsSentence(comparison);
  const std::size_t tested = countTested(comparison);
  if (tested == 0) return start + "No protein could be tested, so which cargo changed cannot be answered.";
  const auto with = [&](ChangeVerdict verdict) { return countVerdict(comparison, verdict); };
  const std::size_t robust = with(ChangeVerdict::Robust), explained = with(ChangeVerdict::Explained),
                    unmasked = with(ChangeVerdict::Unmasked), open = with(ChangeVerdict::NotSeparable),
                    markers = with(ChangeVerdict::Marker);
  std::string text = start + htmlCount(tested) + " of " + counted(comparison.changes.size(), "protein", "proteins") +
                     " could be tested. ";
  if (robust + explained + unmasked + open + markers == 0) return text + "None is shown to change.";
  return text + counted(robust, "change is", "changes are") +
         " robust (there with and without adjustment for contaminants); explained by a contaminant: " +
         htmlCount(explained) + "; seen only at equal amounts of contaminants: " + htmlCount(unmasked) +
         "; markers of a contaminant that change: " + htmlCount(markers) +
         "; changed, but not separable from a contaminant: " + htmlCount(open) + ".";
}

std::string namesOf(const PurityTable& purity, Verdict verdict) {
  std::vector<std::string> names;
  for (const auto& sample : purity.samples) {
    if (sample.verdict == verdict) names.push_back(sample.sample);
  }
  const std::size_t shown = std::min<std::size_t>(names.size(), 12);
  const std::string rest = names.size() > shown ? " and " + htmlCount(names.size() - shown) + " more" : "";
  names.resize(shown);
  return escapeHtml(join(names, ", ")) + rest;
}

void addPlateletLimits(const ReportInput& input, std::vector<std::string>& limits) {
  const auto& samples = input.purity.samples;
  const auto scored =
      std::count_if(samples.begin(), samples.end(), [](const auto& s) { return !std::isnan(s.platelets); });
  if (samples.empty()) {
    limits.emplace_back("The platelet material of the samples was not scored.");
  } else if (scored == 0) {
    limits.emplace_back(
        "No sample shows enough platelet markers for a score, so exercise and platelets cannot be told apart here. "
        "That is no proof that the samples are free of platelets.");
  }
  if (!samples.empty())
    limits.emplace_back(
        "A sample passes when it stands out from the other samples of its time point by no more than usual. What all "
        "tubes of a time point share, by handling or by exercise, makes none of them fail.");
  for (const Verdict verdict : {Verdict::Fail, Verdict::Caution, Verdict::Unknown}) {
    const std::string names = namesOf(input.purity, verdict);
    if (!names.empty()) limits.push_back("Purity, " + badge(std::string(nameOf(verdict))) + ": " + names + ".");
  }
  for (const auto& note : input.purity.notes) limits.push_back(escapeHtml(note));
}

void addContrastLimits(const Comparison& comparison, std::vector<std::string>& limits) {
  const double least = std::ldexp(1.0, 1 - comparison.pairs);
  if (comparison.kind == ContrastKind::Paired && countTested(comparison) > 0 && least > 0.05) {
    limits.push_back(escapeHtml(comparison.contrast) + ": with " +
                     counted(static_cast<std::size_t>(comparison.pairs), "pair", "pairs") +
                     " a sign-flip test cannot give a p below " + htmlNumber(least, 2) +
                     ", so the results rest on the assumption of normal differences.");
  }
  for (const auto& note : comparison.notes) limits.push_back(escapeHtml(comparison.contrast + ": " + note));
}

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

std::string answerSection(const ReportInput& input) {
  const Study& study = input.study;
  std::string html =
      "<section aria-labelledby=\"answer\">\n<h2 id=\"answer\">What this study can and cannot answer</h2>\n<div "
      "class=\"answer\">\n";
  if (input.comparisons.empty()) {
    html += paragraph(study.timePoints.size() < 2
                          ? "The study has one time point, so there is nothing to compare."
                          : "No time points were compared, so which cargo changed is not answered.");
  }
  for (const auto& comparison : input.comparisons) html += paragraph(found(comparison));
  html += "</div>\n<h3>Limits</h3>\n";
  std::vector<std::string> limits;
  if (study.subjects.size() == 1) limits.emplace_back("One subject only: a change cannot be told from chance.");
  addPlateletLimits(input, limits);
  for (const auto& comparison : input.comparisons) addContrastLimits(comparison, limits);
  // Of the sheet first, whichever program read it first.
  auto warnings = input.record.warnings;
  std::stable_partition(warnings.begin(), warnings.end(), [&](const std::string& warning) {
    return std::find(study.warnings.begin(), study.warnings.end(), warning) != study.warnings.end();
  });
  for (const auto& warning : warnings) limits.push_back(escapeHtml(warning));
  std::set<std::string> told;
  std::erase_if(limits, [&](const std::string& limit) { return !told.insert(limit).second; });
  return html + htmlList(limits) + "</section>\n";
}

std::string methodsSection(const RunRecord& record) {
  return "<section aria-labelledby=\"methods\">\n<h2 id=\"methods\">Methods</h2>\n" +
         paragraph(
             "Each protein's log2 change was taken within subjects, where they have both samples, and tested with a "
             "moderated t-test (Smyth 2004), a course of time points with a moderated F, p corrected by Benjamini and "
             "Hochberg (1995) or Storey (2002). Values that were not measured were left out and never filled in. The "
             "adjusted change is the change at equal scores of contaminants, a marker being left out of its own score; "
             "where subjects lack samples or have several, the subject is a random effect: samples are weighed by the "
             "consensus over proteins of its correlation (Smyth, Michaud & Scott 2005), and each protein's error is "
             "told by its mean squares within and between subjects (Henderson 1953). A change "
             "hangs on a subject when it is not shown "
             "without that one. Score of a contaminant or "
             "panel: common factor of its proteins within subjects, each weighted by how well it follows the others, "
             "less "
             "the sample's level over all proteins or, where vesicle proteins move together, less theirs; with a "
             "bootstrap "
             "interval over proteins. Classic shares follow Geyer et al. (2019).") +
         runPart(record) + "</section>\n";
}

}  // namespace vescargo
