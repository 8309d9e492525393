#include <catch2/catch.hpp>
#include <cmath>
#include <regex>

#include "report/Example.h"
#include "vescargo/report/Html.h"
#include "vescargo/report/answerSection.h"
#include "vescargo/report/contrastSection.h"
#include "vescargo/report/methodsSection.h"
#include "vescargo/report/reportLimits.h"
#include "vescargo/report/samplesSection.h"

using namespace vescargo;
using namespace vescargo::test::page;

namespace {

/// Every opened element is closed, in order.
bool wellFormed(const std::string& html) {
  std::vector<std::string> open;
  const std::regex tag("<(/?)([a-z][a-z0-9]*)[^>]*>");
  for (std::sregex_iterator at(html.begin(), html.end(), tag), end; at != end; ++at) {
    const std::string name = (*at)[2];
    if (name == "meta") continue;
    if ((*at)[1].length() == 0) {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      return false;
    } else {
      open.pop_back();
    }
  }
  return open.empty();
}

}  // namespace

TEST_CASE("the report is one whole page that needs nothing from elsewhere") {
  const std::string html = reportHtml(example());
  CHECK(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
  CHECK(wellFormed(html));
  for (const char* foreign : {"http:", "https:", "<script", "<link", "<img", "url(", "@import", "src="}) {
    INFO(foreign);
    CHECK_FALSE(has(html, foreign));
  }
  CHECK(has(html, "name=\"viewport\""));
  CHECK(countOf(html, "<table>") == countOf(html, "<caption>"));
  CHECK(countOf(html, "<h1>") == 1);
}

TEST_CASE("a note is told once: with its contrast, or as a limit where it is a warning") {
  ReportInput input = example();
  input.comparisons[0].notes = {"a note of the comparison", "a caution", "red cells: more after"};
  ContaminantChange cells;
  cells.contrast = "post-pre";
  cells.contaminant = "red cells";
  cells.reading = "more after";
  input.tests.contaminants.rows = {cells};
  input.record.warnings = {"post-pre: a caution"};
  const std::string html = reportHtml(input);
  CHECK(countOf(html, "a note of the comparison") == 1);
  CHECK(countOf(html, "a caution") == 1);
  CHECK(countOf(html, "more after") == 1);
  CHECK(countOf(html, "no change on average") == 1);
  CHECK(has(contrastSection(input, input.comparisons[0], 1), "a note of the comparison"));
  CHECK(has(samplesSection(input), "post-pre: no change on average"));
  CHECK(has(answerSection(input), "post-pre: a caution"));
}

TEST_CASE("an empty study still gives a page that says what is missing") {
  const std::string html = reportHtml({});
  CHECK(wellFormed(html));
  CHECK(has(html, "The study has one time point, so there is nothing to compare."));
  CHECK(has(html, "The platelet material of the samples was not scored."));
  CHECK(has(html, "There is no run record"));
  ReportInput unscored = example();
  unscored.purity = {};
  unscored.comparisons.clear();
  CHECK(has(answerSection(unscored), "No time points were compared"));
}

TEST_CASE("whatever comes from files is escaped wherever it is shown") {
  const std::string evil = "<script>&\"'";
  ReportInput input = example();
  for (auto& sample : input.purity.samples) {
    sample.sample = sample.subject = sample.timePoint = sample.reason = evil;
  }
  input.purity.samples[0].verdict = Verdict::Fail;
  input.purity.notes = {evil};
  input.pairs[0].subject = input.pairs[0].reading = evil;
  input.study.subjects = {evil};
  auto& comparison = input.comparisons[0];
  comparison.contrast = evil;
  comparison.notes = {evil};
  comparison.adjustedFor = {evil};
  input.tests.contaminants.rows.push_back({});
  auto& contaminant = input.tests.contaminants.rows.back();
  contaminant.contrast = contaminant.contaminant = contaminant.place = contaminant.reading = evil;
  for (auto& one : comparison.changes) {
    one.gene = one.protein = one.verdictReason = one.explainedBy = evil;
    one.seenAfterOnly = 1;
  }
  input.record = {evil, evil, evil, evil, {{evil, evil}}, {{evil, 1, evil}}, {{evil, evil}}, {evil}};
  const std::string html = reportHtml(input);
  CHECK_FALSE(has(html, "<script>"));
  CHECK_FALSE(has(html, "&\"'"));
  CHECK(has(html, "&lt;script&gt;&amp;&quot;&#39;"));
  CHECK(wellFormed(html));
}

TEST_CASE("both answers of a protein stand in one row, with few digits") {
  const std::string section = contrastSection(example(), example().comparisons[0], 1);
  const std::size_t begin = section.find("<tr id=\"change1-1\">");
  REQUIRE(begin != std::string::npos);
  const std::string row = textOf("<body>" + section.substr(begin, section.find("</tr>", begin) - begin));
  CHECK(std::regex_search(row, std::regex("A +P_A +robust +because of A +6 +2 +1\\.00 \\(0\\.75 to 1\\.25\\) "
                                          "+&lt;&nbsp;10 +\xE2\x88\x92"
                                          "4 +1\\.41 +0\\.50 \\(0\\.00 to 1\\.00\\) +0\\.086 +0\\.031 ")));
  CHECK_FALSE(std::regex_search(textOf(reportHtml(example())), std::regex("[0-9]\\.[0-9]{4,}")));
}

TEST_CASE("a contrast tells what the tubes bring, and a verdict who explains it") {
  ReportInput input = example();
  CHECK_FALSE(has(contrastSection(input, input.comparisons[0], 1), "What the tubes bring"));
  ContaminantChange cells;
  cells.contrast = "post-pre";
  cells.contaminant = "red cells";
  cells.markers = 6;
  cells.place = "alone";
  cells.change = -1.284;
  cells.low = -1.8;
  cells.high = -0.7;
  cells.p = 0.00512;
  cells.remaining = 0.126;
  cells.reading = "less after";
  ContaminantChange elsewhere = cells;
  elsewhere.contrast = "late-pre";
  elsewhere.contaminant = "keratin";
  input.tests.contaminants.rows = {cells, elsewhere};
  const std::string section = contrastSection(input, input.comparisons[0], 1);
  const std::string text = textOf("<body>" + section), minus = "\xE2\x88\x92";
  CHECK(std::regex_search(text, std::regex("red cells +6 +" + minus + "1\\.28 \\(" + minus + "1\\.80 to " + minus +
                                           "0\\.70\\) +0\\.0051 +alone +0\\.13 +less after")));
  CHECK_FALSE(has(section, "keratin"));
  CHECK(std::regex_search(text, std::regex("explained +by platelets and red cells")));
  CHECK(has(section, "At equal platelets and red cells"));
  input.comparisons[0].adjustedFor.clear();
  CHECK(has(contrastSection(input, input.comparisons[0], 1), "Not adjusted"));
}

TEST_CASE("long tables are cut and say how many rows are elsewhere") {
  ReportInput input = example();
  auto& changes = input.comparisons[0].changes;
  changes.clear();
  for (int i = 0; i < 1500; ++i) {
    changes.push_back(change("G" + std::to_string(i), 0.1, 0.001 * i / 2, ChangeVerdict::Unchanged));
    changes.back().seenBeforeOnly = 1;
  }
  changes.back().unadjusted.p = std::nan("");
  const std::string section = contrastSection(input, input.comparisons[0], 1);
  CHECK(has(section, "1,469 more tested proteins are in answer.tsv and changes.tsv."));
  CHECK(has(section, "1,485 more are in changes.tsv."));
  CHECK(countOf(section, "because of G") == ReportLimits::changes);
  input.purity.samples.resize(203, input.purity.samples[0]);
  CHECK(has(samplesSection(input), "3 more samples are in purity.tsv."));
  input.pairs.assign(70, input.pairs[0]);
  CHECK(has(samplesSection(input), "10 more are in pairs.tsv."));
}

TEST_CASE("proteins seen in one sample of a pair only are listed, the surest first") {
  Comparison comparison = example().comparisons[0];
  CHECK_FALSE(has(contrastSection({}, comparison, 1), "seen in one sample of a pair only"));
  comparison.changes[1].seenAfterOnly = 2;
  comparison.changes[1].detectionP = 0.5;
  comparison.changes[2].seenAfterOnly = 6;
  comparison.changes[2].detectionP = 0.03125;
  const std::string section = contrastSection({}, comparison, 1);
  const std::string table = section.substr(section.find("seen in one sample of a pair only"));
  CHECK(table.find(">C</th>") < table.find(">B</th>"));
  CHECK_FALSE(has(table, ">A</th>"));
}

TEST_CASE("the samples table tells score, interval, coverage, share and the number of proteins") {
  const std::string section = samplesSection(example());
  const std::size_t second = section.rfind("<tbody>");
  const std::string row = textOf("<body>" + section.substr(section.find("<tbody>"), 1200));
  const std::string minus = "\xE2\x88\x92";
  CHECK(std::regex_search(row, std::regex("S1_pre +pass +inside the cohort +S1 +pre +" + minus + "1\\.23 +" + minus +
                                          "2\\.00 to 0\\.50 +NA +9 of 14 ")));
  const std::string materials = textOf("<body>" + section.substr(second));
  CHECK(std::regex_search(materials,
                          std::regex("S1_pre +75&nbsp;% +25&nbsp;% +NA +1\\.2&nbsp;% +NA +NA +40 +0 +0 +0 of 0 +1 ")));
  CHECK(has(section, "residual platelets"));
}

TEST_CASE("the record's steps, parameters and inputs with checksums are shown") {
  const std::string section = methodsSection(example().record);
  for (const char* part : {"EVPipeline -in a.mzML", "9 peptides -&gt; 3 proteins", "<code>alpha</code>",
                           "<code>00ff</code>", "123&nbsp;kB", "OpenMS 2.6.0"}) {
    INFO(part);
    CHECK(has(section, part));
  }
}

TEST_CASE("the first columns of a table stay, and what is said in many rows is said once below it") {
  const std::string changes = contrastSection(example(), example().comparisons[0], 1);
  for (const char* pinned : {"<th scope=\"col\" class=\"pin1\">Gene, protein<", "class=\"pin2\">Verdict<",
                             "class=\"pin3\">Why this verdict<", "<td class=\"pin3\">because of A<"}) {
    INFO(pinned);
    CHECK(has(changes, pinned));
  }
  const std::string samples = samplesSection(example());
  CHECK(countOf(samples, "alike: residual platelets") == 1);
  CHECK(countOf(samples, "<td>a</td>") == 12);
  CHECK(has(samples, "a:&nbsp;alike: residual platelets."));
  HtmlTable few{"", {{"A"}, {"B"}}, {{"1", "x"}, {"2", "x"}, {"3", "y"}}};
  CHECK(withSayingsOnce(few, 1).sayings.empty());
}

TEST_CASE("numbers are written for reading") {
  CHECK(htmlFixed(-0.001, 2) == "0.00");
  CHECK(htmlFixed(-1.005, 1) ==
        "\xE2\x88\x92"
        "1.0");
  CHECK(htmlFixed(std::nan(""), 2) == "NA");
  CHECK(htmlFixed(3e300, 2) == "3&nbsp;&times;&nbsp;10<sup>300</sup>");
  CHECK(htmlNumber(0.0123456, 2) == "0.012");
  CHECK(htmlNumber(-1.5e-7, 2) ==
        "\xE2\x88\x92"
        "1.5&nbsp;&times;&nbsp;10<sup>\xE2\x88\x92"
        "7</sup>");
  CHECK(htmlNumber(1476) == "1,476");
  CHECK(htmlNumber(999.7) == "1,000");
  CHECK(htmlNumber(-12345.6) ==
        "\xE2\x88\x92"
        "12,346");
  CHECK(htmlNumber(1234567) == "1.23&nbsp;&times;&nbsp;10<sup>6</sup>");
  CHECK(htmlProbability(0.0123) == "0.012");
  CHECK(htmlProbability(1e-17) ==
        "&lt;&nbsp;10<sup>\xE2\x88\x92"
        "4</sup>");
  CHECK(htmlProbability(std::nan("")) == "NA");
  CHECK(htmlCount(7) == "7");
  CHECK(htmlCount(1234567) == "1,234,567");
  CHECK(htmlBytes(999) == "999&nbsp;bytes");
  CHECK(htmlBytes(1234567890) == "1.23&nbsp;GB");
  CHECK(htmlBytes(999999) == "1&nbsp;MB");
  CHECK(htmlList({}).empty());
}
