#include "vescargo/report/Report.h"

#include "vescargo/report/Html.h"
#include "vescargo/report/answerSection.h"
#include "vescargo/report/contrastSection.h"
#include "vescargo/report/methodsSection.h"
#include "vescargo/report/reportStudyTests.h"
#include "vescargo/report/runsSection.h"
#include "vescargo/report/samplesSection.h"

namespace vescargo {

namespace {

/// Dark on light with at least 4.5 to 1 in contrast; verdicts differ by word, not by colour alone.
constexpr std::string_view style = R"(
:root { color-scheme: light; --ink: #1c2530; --soft: #55606e; --line: #d5dbe3; --tint: #f4f6f9; --accent: #0b5a7a; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main, header, footer { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; letter-spacing: -.01em; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 2.8rem 0 .8rem; padding-top: 1.2rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.05rem; margin: 1.8rem 0 .5rem; }
p, li, dd { max-width: 52rem; }
p { margin: .6rem 0; }
ul { margin: .6rem 0; padding-left: 1.3rem; }
li { margin: .3rem 0; }
.lead { color: var(--soft); font-size: 1.05rem; margin-top: 0; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: 1rem 0 0; }
a { color: var(--accent); }
a:focus-visible, .frame:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.answer { background: var(--tint); border-left: 4px solid var(--accent); padding: .4rem 1.2rem .8rem; margin: 1rem 0; }
.answer h3 { margin: .8rem 0 .3rem; }
.answer p { max-width: none; }
.found { display: grid; grid-template-columns: 11.5rem 1fr; gap: .35rem 1rem; margin: .3rem 0; }
.found dt, .found dd { margin: 0; max-width: none; }
.named a { font-weight: 600; }
tr:target > * { background: #fff6d6; }
.frame { overflow-x: auto; margin: 1rem 0; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .88rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; font-size: .95rem; padding: .6rem .5rem; }
th, td { padding: .38rem .45rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th, thead td { background: var(--tint); vertical-align: bottom; font-weight: 600; }
thead th.group { text-align: center; border-left: 1px solid var(--line); border-right: 1px solid var(--line); }
tbody th { font-weight: 600; background: #fff; position: sticky; left: 0; overflow-wrap: break-word; max-width: 16rem; }
.pin1, .pin2, .pin3 { position: sticky; background: #fff; overflow-wrap: break-word; }
thead .pin1, thead .pin2, thead .pin3 { background: var(--tint); }
.pin1 { left: 0; min-width: 6.25rem; max-width: 6.25rem; }
.pin2 { left: 6.25rem; min-width: 7.5rem; max-width: 7.5rem; }
.pin3 { left: 13.75rem; min-width: 10.5rem; max-width: 10.5rem; border-right: 1px solid var(--line); }
.under { display: block; font-weight: 400; font-size: .8rem; color: var(--soft); }
.number { text-align: right; white-space: nowrap; }
thead .number { white-space: normal; }
.verdict { display: inline-block; white-space: nowrap; border-radius: 3px; padding: .02rem .45rem; font-weight: 600; border: 1px solid; }
.good { color: #14532d; background: #e9f6ee; border-color: #9cccae; }
.mind { color: #6b3d00; background: #fdf3e0; border-color: #e0bd82; }
.bad { color: #84161c; background: #fdecec; border-color: #e5a6a9; }
.plain { color: #414b58; background: #f1f3f6; border-color: #c6cdd6; }
.more { color: var(--soft); font-size: .92rem; }
.wide { min-width: 16rem; }
dt { font-weight: 600; margin-top: .6rem; }
dd { margin: .1rem 0 0; }
code { font: .85rem/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
footer { color: var(--soft); font-size: .9rem; margin-top: 3rem; padding-bottom: 2.5rem; }
@media (max-width: 40rem) {
  main, header, footer { padding-left: .9rem; padding-right: .9rem; }
  header { padding-top: 1.4rem; }
  h1 { font-size: 1.5rem; }
  tbody th { max-width: 9rem; }
  .pin1 { min-width: 6rem; max-width: 6rem; }
  .pin2, .pin3 { position: static; border-right: 0; }
  .found { grid-template-columns: 1fr; gap: .15rem; }
  .found dd { margin-bottom: .4rem; }
  th, td { padding: .35rem .5rem; }
  caption { position: sticky; left: 0; max-width: calc(100vw - 2.4rem); }
}
@media print {
  @page { size: A4 landscape; margin: 10mm; }
  html { font-size: 9.5pt; }
  main, header, footer { max-width: none; padding: 0; }
  nav { display: none; }
  .frame { overflow: visible; border: 0; }
  table { font-size: 6.5pt; }
  th, td { padding: 1.5pt 2.5pt; overflow-wrap: anywhere; }
  thead th, .number { overflow-wrap: normal; }
  thead th, tbody th, .pin1, .pin2, .pin3 { position: static; min-width: 0; max-width: none; }
  .wide { min-width: 0; }
  .under { font-size: 6pt; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  .verdict { border: 0; padding: 0; background: none; }
}
)";

std::string header(const ReportInput& input) {
  const Study& study = input.study;
  std::string html =
      "<header>\n<h1>Vesicle cargo: what changed, and what did the tubes bring?</h1>\n<p class=\"lead\">";
  html += htmlCount(study.subjects.size()) + (study.subjects.size() == 1 ? " subject, " : " subjects, ") +
          htmlCount(study.samples.size()) + (study.samples.size() == 1 ? " sample, " : " samples, ") +
          htmlCount(input.cargo.rows.size()) + " proteins</p>\n";
  for (const std::string& note : study.notes) html += "<p>Study sheet: " + escapeHtml(note) + ".</p>\n";
  for (const std::string& warning : study.warnings) html += "<p>Study sheet: " + escapeHtml(warning) + ".</p>\n";
  html += "<nav aria-label=\"Sections\"><ul>\n<li><a href=\"#answer\">Answer and limits</a></li>\n";
  for (std::size_t i = 0; i < input.comparisons.size(); ++i) {
    html += "<li><a href=\"#contrast" + std::to_string(i + 1) + "\">Changes " +
            escapeHtml(input.comparisons[i].contrast) + "</a></li>\n";
  }
  html += "<li><a href=\"#samples\">Samples</a></li>\n";
  for (const auto& [id, title] : studyTestSections(input))
    html += "<li><a href=\"#" + id + "\">" + title + "</a></li>\n";
  if (!input.runs.empty()) html += "<li><a href=\"#runs\">Runs</a></li>\n";
  return html + "<li><a href=\"#methods\">Methods</a></li>\n</ul></nav>\n</header>\n";
}

}  // namespace

std::string reportHtml(const ReportInput& input) {
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>Vescargo report</title>\n<style>";
  html += style;
  html += "</style>\n</head>\n<body>\n" + header(input) + "<main>\n";
  html += answerSection(input);
  for (std::size_t i = 0; i < input.comparisons.size(); ++i)
    html += contrastSection(input, input.comparisons[i], i + 1);
  html += samplesSection(input) + panelsSection(input) + subjectsSection(input) + powerSection(input);
  html += runsSection(input.runs) + methodsSection(input.record) + "</main>\n<footer>\n<p>Made by " +
          escapeHtml("Vescargo " + input.record.version.substr(0, input.record.version.find('\n'))) +
          ". Not for diagnostic use. The whole tables are in the TSV files beside this "
          "page.</p>\n</footer>\n</body>\n</html>\n";
  return html;
}

}  // namespace vescargo
