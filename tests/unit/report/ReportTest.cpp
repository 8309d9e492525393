#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <regex>

#include "vescargo/report/Html.h"
#include "vescargo/report/Report.h"
#include "vescargo/report/answerSection.h"
#include "vescargo/report/contrastSection.h"
#include "vescargo/report/methodsSection.h"
#include "vescargo/report/namedChanges.h"
#include "vescargo/report/reportLimits.h"
#include "vescargo/report/samplesSection.h"

using namespace vescargo;

namespace {

Change change(const std::string& gene, double log2, double p, ChangeVerdict verdict) {
  Change made;
  made.protein = "P_" + gene;
  made.gene = gene;
  made.verdict = verdict;
  made.verdictReason = "because of " + gene;
  made.pairs = 6;
  made.unadjusted.log2FoldChange = log2;
  made.unadjusted.low = log2 - 0.25;
  made.unadjusted.high = log2 + 0.25;
  made.unadjusted.t = 4;
  made.unadjusted.p = p;
  made.unadjusted.q = 2 * p;
  made.adjusted = made.unadjusted;
  made.adjusted.log2FoldChange = log2 / 2;
  made.adjusted.low = log2 / 2 - 0.5;
  made.adjusted.high = log2 / 2 + 0.5;
  made.adjusted.p = 0.04321;
  made.adjusted.q = 0.08642;
  made.signFlipP = 0.03125;
  return made;
}

ReportInput example() {
  ReportInput input;
  for (const char* subject : {"S1", "S2", "S3", "S4", "S5", "S6"}) {
    input.study.subjects.emplace_back(subject);
    for (const char* time : {"pre", "post"}) {
      const std::string name = std::string(subject) + "_" + time;
      input.study.samples.push_back({name, subject, time, "", "", {}});
      input.cargo.samples.push_back(name);
      SamplePurity purity;
      purity.sample = name;
      purity.subject = subject;
      purity.timePoint = time;
      purity.verdict = Verdict::Pass;
      purity.reason = "inside the cohort";
      purity.platelets = -1.23456;
      purity.plateletsLow = -2;
      purity.plateletsHigh = 0.5;
      purity.plateletShare = 0.012345;
      purity.plateletsSeen = 9;
      purity.plateletKind = "alike: residual platelets";
      purity.materials = {0.75, 0.25};
      purity.misevSeen[0] = 40;
      purity.plateletsPanel = 14;
      input.purity.samples.push_back(purity);
    }
  }
  input.purity.materials = {"platelet", "vesicle"};
  input.study.timePoints = {"pre", "post"};
  input.cargo.rows = {{"P_A", "P_A", "A", 2}, {"P_B", "P_B", "B", 2}};
  input.cargo.log2.setConstant(2, 12, 20);
  input.cargo.log2(0, 0) = std::nan("");
  input.purity.notes = {"post-pre: no change on average"};
  PairChange pair;
  pair.contrast = "post-pre";
  pair.contaminant = "platelets";
  pair.subject = "S1";
  pair.change = 1.234;
  pair.reading = "more material of platelets than before";
  PairChange all;
  all.contrast = "post-pre";
  all.contaminant = "platelets";
  all.pairs = 6;
  all.p = 0.0123;
  input.pairs = {pair, all};
  Comparison comparison;
  comparison.contrast = "post-pre";
  comparison.pairs = 6;
  comparison.changes = {change("A", 1, 0.00001234, ChangeVerdict::Robust),
                        change("B", -0.5, 0.0412, ChangeVerdict::Explained),
                        change("C", 0.01, 0.6, ChangeVerdict::Unchanged)};
  comparison.notes = {"a note of the comparison"};
  comparison.adjustedFor = {"platelets", "red cells"};
  comparison.changes[1].explainedBy = "platelets;red cells";
  input.comparisons.push_back(comparison);
  input.record = {"EVPipeline",
                  "0.1.0",
                  "2.6.0",
                  "EVPipeline -in a.mzML",
                  {{"alpha", "0.05"}},
                  {{"a.mzML", 123456, "00ff"}},
                  {{"rollUp", "9 peptides -> 3 proteins"}},
                  {"a warning"}};
  return input;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t countOf(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++count;
  return count;
}

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

/// The page as its reader sees it, without the style sheet.
std::string textOf(const std::string& html) {
  std::string body = html.substr(html.find("<body>"));
  body = std::regex_replace(body, std::regex("<[^>]*>"), " ");
  return body;
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

TEST_CASE("the report begins with the answer, then what stands behind it") {
  const std::string html = reportHtml(example());
  std::size_t last = 0;
  for (const char* id : {"answer", "contrast1", "samples", "methods"}) {
    INFO(id);
    const std::size_t at = html.find("<h2 id=\"" + std::string(id) + "\">");
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
  const std::string text = textOf("<body>" + answerSection(example()));
  CHECK(has(text, "6 subjects have both samples. 3 of 3 proteins could be tested."));
  CHECK(std::regex_search(text, std::regex("pass +12 of 12 tubes")));
  CHECK(has(text, "a warning"));
  // Pairs are among the samples, their mean before them.
  CHECK_FALSE(has(text, "more material of platelets than before"));
  const std::string samples = samplesSection(example());
  CHECK(samples.find("mean of 6 pairs") < samples.find("more material of platelets than before"));
}

TEST_CASE("the answer names proteins by verdict, each linked to its row") {
  ReportInput input = example();
  auto& changes = input.comparisons[0].changes;
  changes[2].verdict = ChangeVerdict::Marker;
  changes[2].markerOf = "platelets";
  changes.push_back(change("D", 3, 0.7, ChangeVerdict::Unmasked));
  const std::string section = answerSection(input), text = textOf("<body>" + section);
  CHECK(std::regex_search(text, std::regex("robust +1 +A +&nbsp;2 \\(1\\.7&nbsp;to&nbsp;2\\.4\\)")));
  CHECK(std::regex_search(text, std::regex("explained +1 +B +&nbsp;0\\.71 by platelets and red cells")));
  CHECK(std::regex_search(text, std::regex("unmasked +1 +D +&nbsp;2\\.8 ")));
  CHECK(std::regex_search(text, std::regex("marker +1 +C +&nbsp;1 \\(platelets\\)")));
  const std::string page = reportHtml(input);
  std::size_t links = 0;
  const std::regex link("href=\"#([^\"]+)\"");
  for (std::sregex_iterator at(page.begin(), page.end(), link), end; at != end; ++at, ++links) {
    INFO((*at)[1]);
    CHECK(countOf(page, " id=\"" + (*at)[1].str() + "\"") == 1);
  }
  CHECK(links > 4);
}

TEST_CASE("the answer stays short, and what it names is in the table however large its p") {
  ReportInput input = example();
  auto& changes = input.comparisons[0].changes;
  changes.clear();
  for (int i = 0; i < 100; ++i)
    changes.push_back(
        change("G" + std::to_string(i), 1, 0.001 * i, i < 60 ? ChangeVerdict::Robust : ChangeVerdict::Unmasked));
  const std::string section = answerSection(input);
  CHECK(countOf(section, "href=\"#change1-") == 2 * NamedChanges::most);
  CHECK(has(section, " and 48 more"));
  CHECK(has(section, " and 28 more"));
  const std::string table = contrastSection(input, input.comparisons[0], 1);
  CHECK(has(table, "<tr id=\"change1-72\">"));
  CHECK_FALSE(has(table, "<tr id=\"change1-73\">"));
  CHECK(has(table, "58 more tested proteins are in answer.tsv and changes.tsv."));
}

TEST_CASE("what holds for all contrasts is said with the first") {
  ReportInput input = example();
  Comparison late = input.comparisons[0];
  late.contrast = "late-pre";
  late.notes.push_back("of the late one");
  input.comparisons.push_back(late);
  const std::string html = reportHtml(input);
  for (const char* once : {"all contrasts: a note of the comparison", "<li>of the late one</li>",
                           "Two answers stand side by side", "at equal amounts of every contaminant that could be"}) {
    INFO(once);
    CHECK(countOf(html, once) == 1);
  }
  CHECK(countOf(html, "a note of the comparison") == 1);
  CHECK(has(html, "<tr id=\"change2-1\">"));
}

TEST_CASE("the answer says which changes hang on one subject") {
  ReportInput input = example();
  CHECK_FALSE(has(answerSection(input), "hang on one subject"));
  auto& changes = input.comparisons[0].changes;
  changes[0].hangsOn = changes[1].hangsOn = "S4";
  changes[2].hangsOn = "S1";  // of a protein that is not said to change
  const std::string text = textOf("<body>" + answerSection(input));
  CHECK(std::regex_search(text, std::regex("hang on one subject +2 of these 2, not shown without that one\\. "
                                           "S4: +A +, +B ")));
}

TEST_CASE("the answer tells contaminants that change, those that nothing is known of, and changes that are missed") {
  ReportInput input = example();
  ContaminantChange cells;
  cells.contrast = "post-pre";
  cells.contaminant = "red cells";
  cells.change = -1;
  cells.low = -1.8;
  cells.high = -0.7;
  ContaminantChange still = cells;
  still.contaminant = "lipoproteins";
  still.high = 0.2;
  ContaminantChange unknown;
  unknown.contrast = "post-pre";
  unknown.contaminant = "keratins";
  unknown.place = "none";
  input.tests.contaminants.rows = {cells, still, unknown};
  PowerRow row{"post-pre", "unadjusted", 6, "all proteins", 0.01, 50, 1, 7, 1.2, 2.34};
  input.tests.power.rows = {row};
  const std::string text = textOf("<body>" + answerSection(input));
  CHECK(has(text, "Contaminants that change: red cells &times;&nbsp;0.50. "));
  CHECK(has(text, "too few of their markers go together: keratins."));
  CHECK(has(text, ": post-pre 2.3 (6 pairs)."));
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

TEST_CASE("what cannot be answered is said in words") {
  ReportInput input = example();
  input.study.subjects = {"S1"};
  input.comparisons[0].pairs = 1;
  for (auto& one : input.comparisons[0].changes) {
    one.unadjusted.p = std::nan("");
    one.verdict = ChangeVerdict::NotTested;
  }
  for (auto& sample : input.purity.samples) sample.platelets = std::nan("");
  const std::string section = answerSection(input);
  CHECK(has(section, "1 subject has both samples. No protein could be tested"));
  CHECK(has(section, "One subject only"));
  CHECK(has(section, "No sample shows enough platelet markers"));
  CHECK_FALSE(has(section, "a sign-flip test cannot"));
  CHECK_FALSE(has(contrastSection(input, input.comparisons[0], 1), "Changes, post-pre"));
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

TEST_CASE("five pairs are told that their sign-flip test has a floor, six are not") {
  ReportInput input = example();
  CHECK_FALSE(has(answerSection(input), "sign-flip test cannot"));
  input.comparisons[0].pairs = 5;
  CHECK(has(answerSection(input), "with 5 pairs a sign-flip test cannot give a p below 0.062"));
}

TEST_CASE("tubes that fail or are a caution are named with what is in them") {
  ReportInput input = example();
  input.purity.samples[3].verdict = Verdict::Fail;
  for (std::size_t i = 0; i < 3; ++i) input.purity.samples[i].verdict = Verdict::Caution;
  const std::string section = answerSection(input);
  CHECK(has(section, "fail</span></dt><dd>S2_post (inside the cohort)</dd>"));
  CHECK(has(section, "caution</span></dt><dd>S1_pre, S1_post, S2_pre (inside the cohort)</dd>"));
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
