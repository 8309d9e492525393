#include "vescargo/report/answerSection.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "vescargo/base/Tsv.h"
#include "vescargo/compare/verdicts.h"
#include "vescargo/report/Html.h"
#include "vescargo/report/namedChanges.h"
#include "vescargo/report/reportWords.h"

namespace vescargo {

namespace {

/// A row of the answer: what it is about, and what is said of it, as HTML.
std::string line(const std::string& about, const std::string& said) {
  return "<dt>" + about + "</dt><dd>" + said + "</dd>\n";
}

/// The first names, and how many more there are; HTML already.
std::string firstNames(std::vector<std::string> names) {
  const std::size_t more = names.size() > NamedChanges::most ? names.size() - NamedChanges::most : 0;
  names.resize(names.size() - more);
  return join(names, ", ") + (more > 0 ? " and " + htmlCount(more) + " more" : "");
}

/// Samples of a verdict by the first words of its reason, which say what is in the tube.
std::string tubesOf(const PurityTable& purity, Verdict verdict) {
  std::vector<std::pair<std::string, std::vector<std::string>>> byReason;
  for (const SamplePurity& sample : purity.samples) {
    if (sample.verdict != verdict) continue;
    const std::string reason = split(sample.reason, ';').front();
    auto at = std::find_if(byReason.begin(), byReason.end(), [&](const auto& one) { return one.first == reason; });
    if (at == byReason.end()) at = byReason.insert(byReason.end(), {reason, {}});
    at->second.push_back(escapeHtml(sample.sample));
  }
  std::string html;
  for (const auto& [reason, samples] : byReason)
    html += (html.empty() ? "" : "; ") + firstNames(samples) + (reason.empty() ? "" : " (" + escapeHtml(reason) + ")");
  return html;
}

std::string tubes(const PurityTable& purity) {
  if (purity.samples.empty()) return "";
  const auto pass =
      static_cast<std::size_t>(std::count_if(purity.samples.begin(), purity.samples.end(),
                                             [](const auto& sample) { return sample.verdict == Verdict::Pass; }));
  std::string html = line(badge("pass"), htmlCount(pass) + " of " + counted(purity.samples.size(), "tube", "tubes"));
  for (const Verdict verdict : {Verdict::Fail, Verdict::Caution, Verdict::Unknown}) {
    const std::string named = tubesOf(purity, verdict);
    if (!named.empty()) html += line(badge(nameOf(verdict)), named);
  }
  return "<h3><a href=\"#samples\">Tubes</a></h3>\n<dl class=\"found\">\n" + html + "</dl>\n";
}

std::string unitsSentence(const Comparison& comparison) {
  const auto n = static_cast<std::size_t>(comparison.pairs);
  if (isUnpaired(comparison.kind)) return counted(n, "sample is", "samples are") + " compared, unpaired. ";
  if (comparison.kind == ContrastKind::Course)
    return counted(n, "subject has", "subjects have") + " two time points or more. ";
  return counted(n, "subject has", "subjects have") + " both samples. ";
}

/// "Immune cells are less after" of contaminants whose score changes.
std::string movingContaminants(const ReportInput& input, const Comparison& comparison) {
  std::vector<std::string> moving;
  for (const ContaminantChange& contaminant : input.tests.contaminants.rows) {
    // An interval that leaves 0 out, whichever side it lies.
    if (contaminant.contrast != comparison.contrast || !(contaminant.low * contaminant.high > 0)) continue;
    moving.push_back(escapeHtml(contaminant.contaminant) + " &times;&nbsp;" +
                     htmlFixed(std::exp2(contaminant.change), 2));
  }
  return moving.empty() ? "" : "Contaminants that change: " + join(moving, ", ") + ". ";
}

/// "ANXA2 2.3 (1.9 to 2.8)", linked to its row.
std::string namedProtein(const Change& change, const std::string& id) {
  std::string html = "<a href=\"#" + id + "\">" + changeName(change) + "</a>";
  const Effect& shown = change.verdict == ChangeVerdict::Unmasked ? change.adjusted : change.unadjusted;
  if (!std::isnan(shown.log2FoldChange)) html += "&nbsp;" + htmlNumber(std::exp2(shown.log2FoldChange), 2);
  if (change.verdict == ChangeVerdict::Robust && !std::isnan(shown.low))
    html += " (" + htmlNumber(std::exp2(shown.low), 2) + "&nbsp;to&nbsp;" + htmlNumber(std::exp2(shown.high), 2) + ")";
  if (change.verdict == ChangeVerdict::Explained && !change.explainedBy.empty())
    html += " by " + escapeHtml(namesInWords(split(change.explainedBy, ';')));
  if (change.verdict == ChangeVerdict::Marker && !change.markerOf.empty())
    html += " (" + escapeHtml(namesInWords(split(change.markerOf, ';'))) + ")";
  return "<span class=\"named\">" + html + "</span>";
}

/// Called changes by the subject on whom they hang.
std::string hanging(const Comparison& comparison, std::size_t number, const std::vector<NamedChanges>& classes) {
  std::vector<std::pair<std::string, std::vector<std::string>>> bySubject;
  std::size_t count = 0, called = 0;
  for (const NamedChanges& named : classes) called += named.shown.size() + named.more;
  for (std::size_t i = 0; i < comparison.changes.size(); ++i) {
    const Change& change = comparison.changes[i];
    const bool isCalled = std::any_of(classes.begin(), classes.end(),
                                      [&](const NamedChanges& named) { return named.verdict == change.verdict; });
    if (!isCalled || change.hangsOn.empty()) continue;
    ++count;
    auto at = std::find_if(bySubject.begin(), bySubject.end(),
                           [&](const auto& subject) { return subject.first == change.hangsOn; });
    if (at == bySubject.end()) at = bySubject.insert(bySubject.end(), {change.hangsOn, {}});
    at->second.push_back("<a href=\"#" + changeId(number, i) + "\">" + changeName(change) + "</a>");
  }
  if (count == 0) return "";
  std::vector<std::string> parts;
  for (const auto& [subject, names] : bySubject) parts.push_back(escapeHtml(subject) + ": " + firstNames(names));
  return line("hang on one subject", htmlCount(count) + " of these " + htmlCount(called) +
                                         ", not shown without that one. " + firstNames(parts));
}

/// One contrast's result by name.
std::string found(const ReportInput& input, const Comparison& comparison, std::size_t number) {
  const std::string start =
      "<h3><a href=\"#contrast" + std::to_string(number) + "\">" + escapeHtml(comparison.contrast) + "</a></h3>\n";
  const std::string units = unitsSentence(comparison);
  const std::size_t tested = countTested(comparison);
  if (tested == 0)
    return start + paragraph(units + "No protein could be tested, so which cargo changed cannot be answered.");
  const std::string sentence = units + htmlCount(tested) + " of " +
                               counted(comparison.changes.size(), "protein", "proteins") + " could be tested. " +
                               movingContaminants(input, comparison);
  const auto classes = namedChanges(comparison);
  if (classes.empty()) return start + paragraph(sentence + "No protein is shown to change.");
  std::string html = start + paragraph(sentence) + "<dl class=\"found\">\n";
  for (const NamedChanges& named : classes) {
    std::vector<std::string> names;
    for (const std::size_t i : named.shown) names.push_back(namedProtein(comparison.changes[i], changeId(number, i)));
    html += line(badge(nameOf(named.verdict)) + " " + htmlCount(named.shown.size() + named.more),
                 join(names, ", ") + (named.more > 0 ? " and " + htmlCount(named.more) + " more" : ""));
  }
  return html + hanging(comparison, number, classes) + "</dl>\n";
}

void addPlateletLimits(const PurityTable& purity, std::vector<std::string>& limits) {
  const auto& samples = purity.samples;
  const auto scored =
      std::count_if(samples.begin(), samples.end(), [](const auto& s) { return !std::isnan(s.platelets); });
  if (samples.empty()) {
    limits.emplace_back("The platelet material of the samples was not scored.");
    return;
  }
  if (scored == 0)
    limits.emplace_back(
        "No sample shows enough platelet markers for a score, so exercise and platelets cannot be told apart here. "
        "That is no proof that the samples are free of platelets.");
  limits.emplace_back(
      "A tube passes when it stands out from the others of its time point by no more than usual. What all of them "
      "share, by handling or by exercise, makes none of them fail.");
}

/// The fold below which a study of as many pairs mostly misses changes; NaN where it is not known.
double missedFold(const RowTable<PowerRow>& power, const Comparison& comparison) {
  for (const PowerRow& row : power.rows) {
    if (row.contrast == comparison.contrast && row.pairs == comparison.pairs && row.model == "unadjusted" &&
        row.errorRate == "all proteins" && row.percentile == 50)
      return row.foldChange;
  }
  return Effect::unknown;
}

/// That of all contrasts in a sentence.
void addMissed(const ReportInput& input, std::vector<std::string>& limits) {
  std::vector<std::string> folds;
  for (const Comparison& comparison : input.comparisons) {
    const double fold = missedFold(input.tests.power, comparison);
    if (!std::isnan(fold))
      folds.push_back(escapeHtml(comparison.contrast) + " " + htmlNumber(fold, 2) + " (" + replicates(comparison) +
                      ")");
  }
  if (!folds.empty())
    limits.push_back(
        "Changes of a protein below these folds are mostly <a href=\"#power\">missed</a>: " + join(folds, ", ") + ".");
}

void addContrastLimits(const ReportInput& input, const Comparison& comparison, std::vector<std::string>& limits) {
  const std::string of = escapeHtml(comparison.contrast) + ": ";
  const double least = std::ldexp(1.0, 1 - comparison.pairs);
  if (comparison.kind == ContrastKind::Paired && countTested(comparison) > 0 && least > 0.05) {
    limits.push_back(of + "with " + counted(static_cast<std::size_t>(comparison.pairs), "pair", "pairs") +
                     " a sign-flip test cannot give a p below " + htmlNumber(least, 2) +
                     ", so the results rest on the assumption of normal differences.");
  }
  std::vector<std::string> unknown;
  for (const ContaminantChange& contaminant : input.tests.contaminants.rows) {
    if (contaminant.contrast == comparison.contrast && contaminant.place == "none")
      unknown.push_back(escapeHtml(contaminant.contaminant));
  }
  if (!unknown.empty() && countTested(comparison) > 0)
    limits.push_back(of + "whether these are behind a change, as too few of their markers go together: " +
                     join(unknown, ", ") + ".");
}

std::vector<std::string> limitsOf(const ReportInput& input) {
  const Study& study = input.study;
  std::vector<std::string> limits;
  if (study.subjects.size() == 1) limits.emplace_back("One subject only: a change cannot be told from chance.");
  // Of the sheet first, whichever program read it first.
  auto warnings = input.record.warnings;
  std::stable_partition(warnings.begin(), warnings.end(), [&](const std::string& warning) {
    return std::find(study.warnings.begin(), study.warnings.end(), warning) != study.warnings.end();
  });
  for (const auto& warning : warnings) limits.push_back(escapeHtml(warning));
  for (const auto& comparison : input.comparisons) addContrastLimits(input, comparison, limits);
  addMissed(input, limits);
  addPlateletLimits(input.purity, limits);
  std::set<std::string> told;
  std::erase_if(limits, [&](const std::string& limit) { return !told.insert(limit).second; });
  return limits;
}

}  // namespace

std::string answerSection(const ReportInput& input) {
  std::string html =
      "<section aria-labelledby=\"answer\">\n<h2 id=\"answer\">The answer</h2>\n<div class=\"answer\">\n" +
      tubes(input.purity);
  if (input.comparisons.empty()) {
    html += paragraph(input.study.timePoints.size() < 2
                          ? "The study has one time point, so there is nothing to compare."
                          : "No time points were compared, so which cargo changed is not answered.");
  }
  for (std::size_t i = 0; i < input.comparisons.size(); ++i) html += found(input, input.comparisons[i], i + 1);
  if (!input.comparisons.empty())
    html += paragraph(
        "Numbers behind names are folds (2: twice as much, 0.5: half as much), in brackets their 95 % interval; of "
        "unmasked proteins at equal amounts of contaminants.",
        "more");
  return html + "</div>\n<h3>What this study cannot say</h3>\n" + htmlList(limitsOf(input)) + "</section>\n";
}

}  // namespace vescargo
