#include <catch2/catch.hpp>
#include <cmath>
#include <regex>

#include "report/Example.h"
#include "vescargo/report/answerSection.h"
#include "vescargo/report/contrastSection.h"
#include "vescargo/report/namedChanges.h"
#include "vescargo/report/samplesSection.h"

using namespace vescargo;
using namespace vescargo::test::page;

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
