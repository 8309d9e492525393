#include <catch2/catch.hpp>

#include "vescargo/report/Report.h"
#include "vescargo/report/reportStudyTests.h"

using namespace vescargo;

namespace {

PanelResult panel(const std::string& name, const std::string& title, const std::string& model, double p) {
  PanelResult made;
  made.contrast = "post-pre";
  made.panel = name;
  made.title = title;
  made.model = model;
  made.proteins = 14;
  made.tested = 9;
  made.meanChange = 1;
  made.competitiveQ = 0.0123;
  made.rotationP = p;
  made.rotationQ = 2 * p;
  return made;
}

ReportInput example() {
  ReportInput input;
  auto& tests = input.tests;
  for (const char* model : {"unadjusted", "adjusted"}) {
    tests.panels.rows.push_back(panel("b", "Skin <b>", model, 0.3));
    tests.panels.rows.push_back(panel("a", "Platelets", model, 0.0004));
    tests.panels.rows.push_back(panel("c", "Brain", model, PanelResult::unknown));
    for (const char* rate : {"one protein", "all proteins"}) {
      for (const int percentile : {10, 50, 90}) {
        PowerRow row{"post-pre", model, 8, rate, 0.05, percentile, 1, 7, 1, 1.5};
        row.foldChange = percentile / 10.0;
        tests.power.rows.push_back(row);
      }
    }
  }
  ExerkineChange stored;
  stored.contrast = "post-pre";
  stored.gene = "BDNF";
  stored.claim = "up";
  stored.log2FoldChange = 2;
  stored.agrees = "yes";
  stored.adjustedAgrees = "uncertain";
  stored.warning = "stored in platelets";
  ExerkineChange absent = stored;
  absent.gene = "IL6";
  absent.agrees = "not measured";
  tests.exerkines.rows = {stored, absent};
  SubjectRow subject;
  subject.contrast = "post-pre";
  subject.subject = "S1";
  subject.slope = 1.234;
  subject.low = 0.5;
  subject.high = 2;
  subject.brought = "platelets 3.5; <red> cells -0.2";
  subject.verdictBefore = "pass";
  subject.verdictAfter = "fail";
  tests.subjects.rows = {subject};
  tests.subjects.notes = {"post-pre: a single visit cannot tell"};
  return input;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the report tells panels by p, exerkines with their warnings, subjects with their tubes, and power") {
  const ReportInput input = example();
  const std::string panels = panelsSection(input);
  CHECK(panels.find("Platelets") < panels.find("Skin &lt;b&gt;"));
  CHECK_FALSE(has(panels, "Brain"));
  CHECK(has(panels, "9 of 14"));
  CHECK(has(panels, "0.0008"));
  CHECK(has(panels, "0.012"));
  CHECK(has(panels, "BDNF"));
  CHECK(has(panels, "stored in platelets"));
  CHECK(has(panels, "Not measured in post-pre: IL6."));
  const std::string subjects = subjectsSection(input);
  CHECK(has(subjects, "1.23 (0.50 to 2.00)"));
  CHECK(has(subjects, "platelets 3.5; &lt;red&gt; cells -0.2"));
  CHECK(has(subjects, "fail"));
  CHECK(has(subjects, "a single visit cannot tell"));
  CHECK(has(powerSection(input), "5 (1 to 9)"));
  ReportInput alike = input;
  for (PowerRow& row : alike.tests.power.rows) row.foldChange = 1.58;
  CHECK(has(powerSection(alike), ">1.58<"));
  CHECK_FALSE(has(powerSection(alike), "1.58 (1.58"));
  const std::string page = reportHtml(input);
  for (const char* id : {"panels", "subjects", "power"}) {
    CHECK(has(page, std::string("<a href=\"#") + id + "\">"));
    CHECK(has(page, std::string("<h2 id=\"") + id + "\">"));
  }
}

TEST_CASE("without these tables the report says nothing of them") {
  const std::string page = reportHtml({});
  for (const char* id : {"\"panels\"", "\"subjects\"", "\"power\"", "#panels"}) CHECK_FALSE(has(page, id));
}
