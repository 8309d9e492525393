#include "vescargo/report/reportSections.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "vescargo/report/Html.h"
#include "vescargo/table/Tsv.h"

namespace vescargo {

namespace {

std::string paragraph(const std::string& html, const std::string& kind = "") {
  return "<p" + (kind.empty() ? "" : " class=\"" + kind + "\"") + ">" + html + "</p>\n";
}

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
  return htmlCount(count) + " " + (count == 1 ? one : many);
}

std::string badge(const std::string& verdict) {
  static const std::map<std::string, std::string> kinds{{"pass", "good"},
                                                        {"robust", "good"},
                                                        {"caution", "mind"},
                                                        {"platelet-explained", "mind"},
                                                        {"platelet-unmasked", "mind"},
                                                        {"fail", "bad"}};
  const auto kind = kinds.find(verdict);
  return "<span class=\"verdict " + (kind == kinds.end() ? "plain" : kind->second) + "\">" + escapeHtml(verdict) +
         "</span>";
}

std::string interval(double low, double high) {
  if (std::isnan(low) || std::isnan(high)) return "NA";
  return htmlFixed(low, 2) + " to " + htmlFixed(high, 2);
}

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

std::size_t countVerdict(const Comparison& comparison, const std::string& verdict) {
  return static_cast<std::size_t>(std::count_if(comparison.changes.begin(), comparison.changes.end(),
                                                [&](const Change& change) { return change.verdict == verdict; }));
}

std::size_t countTested(const Comparison& comparison) {
  return static_cast<std::size_t>(std::count_if(comparison.changes.begin(), comparison.changes.end(),
                                                [](const Change& change) { return !std::isnan(change.p); }));
}

/// One contrast's result in a sentence or two.
std::string found(const Comparison& comparison) {
  const std::string name = "<strong>" + escapeHtml(comparison.contrast) + ".</strong> ";
  const std::string pairs =
      counted(static_cast<std::size_t>(comparison.pairs), "subject has", "subjects have") + " both samples. ";
  const std::size_t tested = countTested(comparison);
  if (tested == 0) return name + pairs + "No protein could be tested, so which cargo changed cannot be answered.";
  const std::size_t robust = countVerdict(comparison, "robust");
  const std::size_t explained = countVerdict(comparison, "platelet-explained");
  const std::size_t unmasked = countVerdict(comparison, "platelet-unmasked");
  std::string text = name + pairs + htmlCount(tested) + " of " +
                     counted(comparison.changes.size(), "protein", "proteins") + " could be tested. ";
  if (robust + explained + unmasked == 0) return text + "None is shown to change.";
  return text + counted(robust, "change is", "changes are") +
         " robust (there with and without adjustment for platelets), " + htmlCount(explained) +
         " may be explained by platelets, and " + htmlCount(unmasked) + " show only at equal platelet score.";
}

std::string namesOf(const PurityTable& purity, const std::string& verdict) {
  std::vector<std::string> names;
  for (const auto& sample : purity.samples) {
    if (sample.verdict == verdict) names.push_back(sample.sample);
  }
  const std::size_t shown = std::min<std::size_t>(names.size(), 12);
  const std::string rest = names.size() > shown ? " and " + htmlCount(names.size() - shown) + " more" : "";
  names.resize(shown);
  return escapeHtml(join(names, ", ")) + rest;
}

/// Notes of the purity table about a single pair belong to the samples.
bool aboutOnePair(const std::string& note, const Study& study) {
  return std::any_of(study.subjects.begin(), study.subjects.end(), [&](const std::string& subject) {
    return note.find(", subject " + subject + ":") != std::string::npos;
  });
}

void addPlateletLimits(const ReportInput& input, std::vector<std::string>& limits) {
  const auto& samples = input.purity.samples;
  const auto scored =
      std::count_if(samples.begin(), samples.end(), [](const auto& s) { return !std::isnan(s.plateletCore); });
  if (samples.empty()) {
    limits.emplace_back("The platelet material of the samples was not scored.");
  } else if (scored == 0) {
    limits.emplace_back(
        "No sample shows enough platelet markers for a score, so exercise and platelets cannot be told apart here. "
        "That is no proof that the samples are free of platelets.");
  }
  for (const char* verdict : {"fail", "caution"}) {
    const std::string names = namesOf(input.purity, verdict);
    if (!names.empty()) limits.push_back("Platelet material, " + badge(verdict) + ": " + names + ".");
  }
  for (const auto& note : input.purity.notes) {
    if (!aboutOnePair(note, input.study)) limits.push_back(escapeHtml(note));
  }
}

void addContrastLimits(const Comparison& comparison, std::vector<std::string>& limits) {
  const double least = std::ldexp(1.0, 1 - comparison.pairs);
  if (comparison.pairs > 0 && least > 0.05) {
    limits.push_back(escapeHtml(comparison.contrast) + ": with " +
                     counted(static_cast<std::size_t>(comparison.pairs), "pair", "pairs") +
                     " a sign-flip test cannot give a p below " + htmlNumber(least, 2) +
                     ", so the results rest on the assumption of normal differences.");
  }
  for (const auto& note : comparison.notes) limits.push_back(escapeHtml(comparison.contrast + ": " + note));
}

std::string measuredProteins(const QuantTable& cargo, const std::string& sample) {
  const auto at = std::find(cargo.samples.begin(), cargo.samples.end(), sample);
  if (at == cargo.samples.end()) return "NA";
  const auto column = cargo.log2.col(at - cargo.samples.begin()).array();
  return htmlCount(static_cast<std::size_t>((!column.isNaN()).count()));
}

std::string seenOf(double seen, double panel) { return htmlNumber(seen) + " of " + htmlNumber(panel); }

std::vector<std::string> sampleRow(const SamplePurity& sample, const QuantTable& cargo) {
  return {escapeHtml(sample.sample),
          escapeHtml(sample.subject),
          escapeHtml(sample.timePoint),
          badge(sample.verdict),
          htmlFixed(sample.plateletCore, 2),
          interval(sample.plateletCoreLow, sample.plateletCoreHigh),
          htmlFixed(sample.plateletCoreZ, 1),
          seenOf(sample.plateletCoreSeen, sample.plateletCorePanel),
          htmlFixed(sample.plateletMembrane, 2),
          htmlFixed(sample.plateletGranule, 2),
          htmlFixed(sample.plateletCytosol, 2),
          percent(sample.plateletShare),
          percent(sample.erythrocyteShare),
          percent(sample.coagulationShare),
          seenOf(sample.evSeen, sample.evPanel),
          measuredProteins(cargo, sample.sample),
          "<div class=\"wide\">" + escapeHtml(sample.reason) + "</div>"};
}

std::vector<std::string> changeRow(const Change& change) {
  return {geneOrProtein(change),
          badge(change.verdict),
          std::to_string(change.pairs),
          htmlNumber(std::exp2(change.log2FoldChange)),
          htmlFixed(change.log2FoldChange, 2),
          interval(change.low, change.high),
          htmlNumber(change.p, 2),
          htmlNumber(change.q, 2),
          htmlNumber(std::exp2(change.adjusted.log2FoldChange)),
          htmlFixed(change.adjusted.log2FoldChange, 2),
          interval(change.adjusted.low, change.adjusted.high),
          htmlNumber(change.adjusted.p, 2),
          htmlNumber(change.adjusted.q, 2),
          htmlNumber(change.signFlipP, 2),
          shortened(change.protein),
          "<div class=\"wide\">" + std::string(change.marker ? "platelet marker; " : "") +
              escapeHtml(change.verdictReason) + "</div>"};
}

std::string changesTable(const Comparison& comparison) {
  const std::string before = "Unadjusted", after = "At equal platelet score";
  HtmlTable table{"Strongest changes, " + comparison.contrast + ", by p",
                  {{"Gene"},
                   {"Verdict"},
                   {"Pairs", "", true},
                   {"Fold", before, true},
                   {"log2", before, true},
                   {"95 % interval", before, true},
                   {"p", before, true},
                   {"q", before, true},
                   {"Fold", after, true},
                   {"log2", after, true},
                   {"95 % interval", after, true},
                   {"p", after, true},
                   {"q", after, true},
                   {"Sign-flip p", "", true},
                   {"Protein"},
                   {"Why this verdict"}},
                  {}};
  const std::size_t tested = countTested(comparison);
  for (const auto& change : comparison.changes) {
    if (table.rows.size() == ReportLimits::changes) break;
    if (!std::isnan(change.p)) table.rows.push_back(changeRow(change));
  }
  if (table.rows.empty()) return "";
  std::string html = htmlTable(table);
  if (tested > table.rows.size()) {
    html += paragraph(htmlCount(tested - table.rows.size()) + " more tested proteins are in changes.tsv.", "more");
  }
  return html;
}

std::string detectionsTable(const Comparison& comparison) {
  std::vector<const Change*> seen;
  for (const auto& change : comparison.changes) {
    if (change.seenBeforeOnly + change.seenAfterOnly > 0) seen.push_back(&change);
  }
  if (seen.empty()) return "";
  const auto lead = [](const Change& change) { return std::abs(change.seenAfterOnly - change.seenBeforeOnly); };
  std::stable_sort(seen.begin(), seen.end(), [&](const Change* a, const Change* b) {
    return a->detectionP != b->detectionP ? a->detectionP < b->detectionP : lead(*a) > lead(*b);
  });
  HtmlTable table{"Proteins seen in one sample of a pair only, " + comparison.contrast,
                  {{"Gene"},
                   {"Pairs seen only before", "", true},
                   {"Pairs seen only after", "", true},
                   {"Exact p", "", true},
                   {"Protein"}},
                  {}};
  for (std::size_t i = 0; i < std::min(seen.size(), ReportLimits::detections); ++i) {
    table.rows.push_back({geneOrProtein(*seen[i]), std::to_string(seen[i]->seenBeforeOnly),
                          std::to_string(seen[i]->seenAfterOnly), htmlNumber(seen[i]->detectionP, 2),
                          shortened(seen[i]->protein)});
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

std::string verdictsTable(const Comparison& comparison) {
  static const std::vector<std::pair<std::string, std::string>> meanings{
      {"robust", "changed, and the change stays at equal platelet score"},
      {"platelet-explained", "changed, but the change goes, turns or is not shown at equal platelet score"},
      {"platelet-unmasked", "no change at first, but one at equal platelet score"},
      {"unchanged", "no change is shown either way"},
      {"not tested", "too few pairs, or it changed and could not be adjusted"}};
  HtmlTable table{"Verdicts, " + comparison.contrast, {{"Verdict"}, {"Proteins", "", true}, {"Meaning"}}, {}};
  for (const auto& [verdict, meaning] : meanings) {
    table.rows.push_back({badge(verdict), htmlCount(countVerdict(comparison, verdict)), meaning});
  }
  return htmlTable(table);
}

std::string runPart(const RunRecord& record) {
  if (record.tool.empty())
    return paragraph("There is no run record, so versions, parameters and inputs are not known.");
  std::string html = "<dl>\n<dt>Program</dt><dd>" + escapeHtml(record.tool + " " + record.version) + ", OpenMS " +
                     escapeHtml(record.openmsVersion) + "</dd>\n<dt>Command line</dt><dd><code>" +
                     escapeHtml(record.commandLine) + "</code></dd>\n</dl>\n";
  HtmlTable steps{"Steps", {{"Step"}, {"What it did"}}, {}};
  for (const auto& step : record.steps) steps.rows.push_back({escapeHtml(step.name), escapeHtml(step.text)});
  HtmlTable parameters{"Parameters", {{"Name"}, {"Value"}}, {}};
  for (const auto& [name, value] : record.parameters) {
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
  for (const auto& warning : input.record.warnings) limits.push_back(escapeHtml(warning));
  std::set<std::string> told;
  std::erase_if(limits, [&](const std::string& limit) { return !told.insert(limit).second; });
  return html + htmlList(limits) + "</section>\n";
}

std::string samplesSection(const ReportInput& input) {
  const auto& samples = input.purity.samples;
  std::string html =
      "<section aria-labelledby=\"samples\">\n<h2 id=\"samples\">Samples and their platelet material</h2>\n";
  if (samples.empty()) return html + paragraph("The samples were not scored.") + "</section>\n";
  html += paragraph(
      "The platelet score is log2 of platelet markers against vesicle markers: one unit more is twice the platelet "
      "material. "
      "z compares it with the other samples. NA: not known. The share is the part of the classic panel in all "
      "measured protein.");
  const std::string score = "Platelet score", kind = "Kind of platelet material", shares = "Classic share";
  HtmlTable table{"Samples",
                  {{"Sample"},
                   {"Subject"},
                   {"Time point"},
                   {"Verdict"},
                   {"log2", score, true},
                   {"95 % interval", score, true},
                   {"z", score, true},
                   {"Markers seen", score, true},
                   {"Membrane", kind, true},
                   {"Granule", kind, true},
                   {"Cytosol", kind, true},
                   {"Platelet", shares, true},
                   {"Erythrocyte", shares, true},
                   {"Coagulation", shares, true},
                   {"Vesicle markers seen", "", true},
                   {"Proteins measured", "", true},
                   {"Why this verdict"}},
                  {}};
  for (std::size_t i = 0; i < std::min(samples.size(), ReportLimits::samples); ++i)
    table.rows.push_back(sampleRow(samples[i], input.cargo));
  html += htmlTable(table);
  if (samples.size() > table.rows.size())
    html += paragraph(htmlCount(samples.size() - table.rows.size()) + " more samples are in purity.tsv.", "more");
  std::vector<std::string> pairs;
  for (const auto& note : input.purity.notes) {
    if (aboutOnePair(note, input.study)) pairs.push_back(escapeHtml(note));
  }
  if (pairs.empty()) return html + "</section>\n";
  const std::size_t left = pairs.size() - std::min(pairs.size(), ReportLimits::notes);
  pairs.resize(pairs.size() - left);
  html += "<h3>Change of the platelet score within subjects</h3>\n" + htmlList(pairs);
  if (left > 0) html += paragraph(htmlCount(left) + " more are in purity.tsv.", "more");
  return html + "</section>\n";
}

std::string contrastSection(const Comparison& comparison, std::size_t number) {
  const std::string id = "contrast" + std::to_string(number);
  return "<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">Changes " + escapeHtml(comparison.contrast) +
         "</h2>\n" + verdictsTable(comparison) +
         paragraph(
             "Both answers stand side by side: the change as measured, and the change that remains when the platelet "
             "score is equal in "
             "both samples. A fold of 2 is twice as much, 0.5 half as much. q is p corrected for the number of "
             "proteins.") +
         changesTable(comparison) + detectionsTable(comparison) + "</section>\n";
}

std::string methodsSection(const RunRecord& record) {
  return "<section aria-labelledby=\"methods\">\n<h2 id=\"methods\">Methods</h2>\n" +
         paragraph(
             "Each protein's log2 change was taken within subjects and tested with a moderated t-test (Smyth 2004), p "
             "corrected by "
             "Benjamini and Hochberg (1995). Values that were not measured were left out and never filled in. The "
             "adjusted change is the "
             "intercept of the change on the change of the platelet score, a marker being left out of its own score. "
             "Platelet "
             "score: median of a panel of platelet-specific proteins less the median of vesicle proteins, with a "
             "bootstrap interval "
             "over proteins. Classic shares follow Geyer et al. (2019).") +
         runPart(record) + "</section>\n";
}

}  // namespace vescargo
