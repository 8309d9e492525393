#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "base/Unprivileged.h"
#include "base/source.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/purity/excludeSamples.h"
#include "vescargo/purity/scorePurity.h"

using namespace vescargo;

namespace {

const std::string columns = "gene\taccession\trole\tuse\treason\tcitation\n";
const double na = std::nan("");

MarkerPanel panel(const std::string& name, const std::vector<Marker>& markers) {
  MarkerPanel made;
  made.name = name;
  made.markers = markers;
  return made;
}

std::vector<MarkerPanel> smallPanels() {
  std::vector<MarkerPanel> panels{
      panel("platelet_classic", {{"A", "P1", "", true, "", ""}, {"GSN", "P9", "", false, "plasma isoform", ""}}),
      panel("ev_positive",
            {{"X", "E1", "", true, "", ""}, {"Y", "E2", "", true, "", ""}, {"Z", "E3", "platelet-high", true, "", ""}}),
      panel("platelet_core",
            {{"A", "P1", "", true, "", ""}, {"B", "P2", "", true, "", ""}, {"C", "P3", "", true, "", ""}})};
  panels.back().contaminant = contaminantNames::platelets;
  return panels;
}

Study smallStudy() {
  Study study;
  study.timePoints = {"pre", "post"};
  study.subjects = {"1", "2"};
  for (const char* subject : {"1", "2"}) {
    for (const char* time : {"pre", "post"})
      study.samples.push_back({std::string(subject) + time, subject, time, "", "", {}});
  }
  return study;
}

QuantTable smallCargo() {
  QuantTable table;
  table.rows = {{"E1", "E1", "X", 2},       {"E2", "E2", "Y", 2},   {"E3", "E3", "Z", 2}, {"P1-2", "P1-2", "A", 2},
                {"P3;P8", "P3;P8", "C", 2}, {"P9", "P9", "GSN", 2}, {"Q2", "Q2", "B", 2}};
  table.samples = {"1pre", "1post", "2pre", "2post"};
  table.log2.resize(7, 4);
  table.log2 << 20, 20, 21, 22, 22, 22, 23, 24, 30, 30, 30, 30, 16, 17, 18, 24, 15, 16, 17, 23, 27, 27, 27, 27, 14, 15,
      16, 22;
  return table;
}

/// By the rules that come with the program.
PurityTable score(const QuantTable& cargo, const Study& study, const std::vector<MarkerPanel>& panels,
                  const PurityOptions& options) {
  const auto rules = readVerdictRules(vescargo::test::inSource("params/purity/rules.tsv"));
  return scorePurity(cargo, study, panels, options, rules).table;
}

}  // namespace

TEST_CASE("a panel file is read with its heading and its excluded markers") {
  const test::Scratch scratch;
  const auto path = scratch.file("a.tsv", "# name: core\n# reference: x: y\n" + columns +
                                              "PF4\tP02776\tgranule\tyes\t\tref\nGSN\tP06396\t\tno\tisoform\tref\n");
  const MarkerPanel read = readPanel(path);
  CHECK(read.name == "core");
  CHECK(read.reference == "x: y");
  REQUIRE(read.markers.size() == 2);
  CHECK_FALSE(read.markers[1].use);
  CHECK(read.markers[1].reason == "isoform");
  CHECK(test::errorOf([&] { readPanel(scratch.file("b.tsv", columns + "A\tB\t\tmaybe\t\t\n")); }).substr(0, 2) == "3|");
  scratch.file("b.tsv", "# name: a\n" + columns + "A\tB\t\tyes\t\t\n");
  const auto all = readPanels(scratch.path(""));
  REQUIRE(all.size() == 2);
  CHECK(all[0].name == "a");
}

TEST_CASE("a folder of panels that cannot be looked into is said so") {
  const test::Scratch scratch;
  std::filesystem::create_directory(scratch.path("panels"));
  const test::Unreadable locked(scratch, scratch.path("panels"));
  CHECK(test::errorOf([&] { readPanels(scratch.path("panels")); }, scratch.path("")) ==
        "2|panels: cannot be read; check its permissions");
}

TEST_CASE("rows match markers by accession, isoform, group member, then gene; excluded markers never") {
  const auto panels = smallPanels();
  const auto matches = matchPanel(smallCargo(), panels[2]);
  REQUIRE(matches.size() == 3);
  CHECK(matches[0].row == 3);
  CHECK(matches[1].row == 4);
  CHECK(matches[2].row == 6);
  CHECK(matchPanel(smallCargo(), panels[0]).size() == 1);
}

TEST_CASE("the platelet score is the markers' factor above the level of the sample, its median 0") {
  const PurityTable purity = score(smallCargo(), smallStudy(), smallPanels(), {});
  // Markers rise by 0, 1, 2, 8 and the level of all proteins by 0, 0, 1, 2.
  const std::vector<double> expected{-1, 0, 0, 5};
  for (std::size_t i = 0; i < expected.size(); ++i)
    CHECK(purity.samples[i].plateletCore == Approx(expected[i]).epsilon(0).margin(1e-6));
  CHECK(purity.samples[0].plateletCoreSeen == 3);
  CHECK(purity.samples[0].evSeen == 3);
  CHECK(purity.samples[0].platelets == purity.samples[0].plateletCore);
  // Markers that agree but for a level of their own leave no doubt.
  CHECK(purity.samples[0].plateletCoreLow == Approx(-1).epsilon(0).margin(1e-6));
  CHECK(purity.samples[0].plateletCoreHigh == Approx(-1).epsilon(0).margin(1e-6));
  const double all =
      std::exp2(20) + std::exp2(22) + std::exp2(30) + std::exp2(16) + std::exp2(15) + std::exp2(27) + std::exp2(14);
  CHECK(purity.samples[0].plateletShare == Approx(roundDecimals(std::exp2(16) / all, 6)).epsilon(1e-12).margin(0));
  CHECK(purity.samples[0].plateletLargest == "A");
  // No panel of red cells is there: that is not known, and not 0.
  CHECK(std::isnan(purity.samples[0].erythrocyteShare));
}

TEST_CASE("a marker missing in one sample does not move the score of that sample") {
  QuantTable cargo = smallCargo();
  // Proteins that hold the level of the samples.
  constexpr Eigen::Index steady = 12;
  for (Eigen::Index i = 0; i < steady; ++i) {
    const std::string name = "S" + std::to_string(10 + i);
    cargo.rows.push_back({name, name, "", 2});
  }
  cargo.rows.push_back({"Z1", "Z1", "D", 1});
  cargo.log2.conservativeResize(7 + steady + 1, 4);
  cargo.log2.middleRows(7, steady).setConstant(25);
  cargo.log2.bottomRows(1) << 9, 10, 11, 17;
  auto panels = smallPanels();
  panels[2].markers.push_back({"D", "Z1", "", true, "", ""});
  const auto whole = score(cargo, smallStudy(), panels, {});
  cargo.log2(7 + steady, 2) = na;
  const auto holed = score(cargo, smallStudy(), panels, {});
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(holed.samples[i].plateletCore == Approx(whole.samples[i].plateletCore).epsilon(0).margin(1e-3));
}

TEST_CASE("an interval widens with the disagreement of the markers, and needs three samples") {
  QuantTable cargo = smallCargo();
  cargo.log2(3, 0) += 2;
  cargo.log2(4, 0) -= 2;
  const auto purity = score(cargo, smallStudy(), smallPanels(), {});
  CHECK(purity.samples[0].plateletCoreLow < purity.samples[0].plateletCore - 1);
  CHECK(purity.samples[0].plateletCoreHigh > purity.samples[0].plateletCore + 1);
  Study two = smallStudy();
  two.samples.resize(2);
  CHECK(std::isnan(score(smallCargo(), two, smallPanels(), {}).samples[0].plateletCoreLow));
}

TEST_CASE("a sample of ten times the platelets fails and others pass") {
  const PurityTable purity = score(smallCargo(), smallStudy(), smallPanels(), {});
  CHECK(purity.samples[3].verdict == Verdict::Fail);
  CHECK(purity.samples[0].verdict == Verdict::Pass);
}

TEST_CASE("what scores are relative to is said") {
  const auto purity = score(smallCargo(), smallStudy(), smallPanels(), {});
  REQUIRE_FALSE(purity.notes.empty());
  CHECK(purity.notes.front().find("scores are relative to the sample's level over all proteins") == 0);
}

TEST_CASE("a constant added to a sample and another order of samples leave the scores") {
  QuantTable moved = smallCargo();
  moved.log2.col(1).array() += 4;
  moved.log2.col(0).swap(moved.log2.col(3));
  std::swap(moved.samples[0], moved.samples[3]);
  const auto a = score(smallCargo(), smallStudy(), smallPanels(), {});
  const auto b = score(moved, smallStudy(), smallPanels(), {});
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(a.samples[i].plateletCore == b.samples[i].plateletCore);
    CHECK(a.samples[i].plateletCoreLow == b.samples[i].plateletCoreLow);
    CHECK(a.samples[i].verdict == b.samples[i].verdict);
  }
}

TEST_CASE("with fewer than three platelet markers the score is NA and the sentence says so") {
  QuantTable cargo = smallCargo();
  cargo.log2(3, 0) = na;
  const auto purity = score(cargo, smallStudy(), smallPanels(), {});
  CHECK(std::isnan(purity.samples[0].plateletCore));
  CHECK(purity.samples[0].verdict == Verdict::Unknown);
  CHECK(purity.samples[0].reason.find("2 of 3 platelet markers") == 0);
}

TEST_CASE("purity.tsv is the same bytes after it was read and written again") {
  const test::Scratch scratch;
  writePurity(score(smallCargo(), smallStudy(), smallPanels(), {}), scratch.path("a.tsv"));
  writePurity(readPurity(scratch.path("a.tsv")), scratch.path("b.tsv"));
  CHECK(test::contentOf(scratch.path("a.tsv")) == test::contentOf(scratch.path("b.tsv")));
  CHECK(test::contentOf(scratch.path("a.tsv")).find("post-pre: over 2 pairs the score of platelets") !=
        std::string::npos);
}

TEST_CASE("every panel but those of vesicles has a score, found by its name") {
  auto panels = smallPanels();
  panels.push_back(
      panel("erythrocyte_core",
            {{"A", "P1", "", true, "", ""}, {"C", "P3", "", true, "", ""}, {"B", "P2", "", true, "", ""}}));
  panels.push_back(panel("misev", {{"X", "E1", "", true, "", ""}}));
  panels.back().kind = "vesicles";
  const PurityTable purity = score(smallCargo(), smallStudy(), panels, {});
  REQUIRE(purity.scores.size() == 2);
  CHECK(purity.scores[0].panel == "platelet_classic");
  CHECK(purity.scores[1].panel == "erythrocyte_core");
  for (std::size_t i = 0; i < 4; ++i) CHECK(purity.scores[1].bySample[i] == purity.samples[i].plateletCore);
  // One marker is too few.
  for (const double score : purity.scores[0].bySample) CHECK(std::isnan(score));
}

TEST_CASE("a panel cannot be called like a column of purity.tsv") {
  auto panels = smallPanels();
  panels.push_back(panel("verdict", {{"A", "P1", "", true, "", ""}}));
  panels.back().path = "panels/a.tsv";
  CHECK(test::errorOf([&] { score(smallCargo(), smallStudy(), panels, {}); }) ==
        "6|panels/a.tsv: panel \"verdict\" is called like a column; rename it");
}

TEST_CASE("the long table has every panel in every sample, with the categories of MISEV") {
  auto panels = smallPanels();
  panels.push_back(panel("misev", {{"X", "E1", "misev1a membrane", true, "", ""},
                                   {"Y", "E2", "misev2a cytosol", true, "", ""},
                                   {"Z", "E3", "misev1b membrane", true, "", ""}}));
  panels.back().kind = "vesicles";
  const QuantTable cargo = smallCargo();
  const StudyBase base = findBase(cargo, smallStudy(), panels);
  const auto contaminants = scoreContaminants(cargo, base, panels, 3);
  const auto measured = measurePanels(cargo, smallStudy(), panels, base, contaminants, {});
  REQUIRE(findMeasures(measured, "misev1") != nullptr);
  CHECK(findMeasures(measured, "misev1")->seen == std::vector<double>{2, 2, 2, 2});
  CHECK(findMeasures(measured, "misev2")->size == 1);
  CHECK(findMeasures(measured, "misev5")->size == 0);
  CHECK(std::isnan(findMeasures(measured, "misev")->score[0]));
  CHECK(findMeasures(measured, "none") == nullptr);
  const test::Scratch scratch;
  writePanelMeasures(measured, smallStudy(), {"a note"}, scratch.path("panels.tsv"));
  const TsvFile file = readTsv(scratch.path("panels.tsv"));
  CHECK(file.comments == std::vector<std::string>{" note: a note"});
  CHECK(file.rows.size() == 4 * (panels.size() + 5 + contaminants.size()));
}

TEST_CASE("a sample without any value is unknown and moves no other sample") {
  QuantTable cargo = smallCargo();
  cargo.samples.emplace_back("3pre");
  cargo.log2.conservativeResize(Eigen::NoChange, 5);
  cargo.log2.col(4).setConstant(na);
  Study study = smallStudy();
  study.subjects.emplace_back("3");
  study.samples.push_back({"3pre", "3", "pre", "", "", {}});
  const auto with = score(cargo, study, smallPanels(), {}),
             without = score(smallCargo(), smallStudy(), smallPanels(), {});
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(with.samples[i].plateletCore == without.samples[i].plateletCore);
    CHECK(with.samples[i].plateletCoreZ == without.samples[i].plateletCoreZ);
  }
  CHECK(with.samples[4].verdict == Verdict::Unknown);
  CHECK(std::isnan(with.samples[4].plateletShare));
  CHECK(with.samples[4].materials.empty());
}

TEST_CASE("a table without any marker is scored all the same, and a note says that nothing is known") {
  const std::vector<MarkerPanel> other{panel("platelet_core", {{"None", "Q9Z126", "", true, "", ""}})};
  const PurityTable purity = score(smallCargo(), smallStudy(), other, {});
  for (const auto& sample : purity.samples) CHECK(sample.verdict == Verdict::Unknown);
  REQUIRE_FALSE(purity.notes.empty());
  CHECK(purity.notes.front().find("no protein of the table is a marker of any panel") == 0);
}

TEST_CASE("what cannot be told is a caution among the notes, and what is told is none") {
  const Purity known = scorePurity(smallCargo(), smallStudy(), smallPanels(), {}, {});
  CHECK(known.table.notes.size() > known.cautions.size());
  const Purity unknown = scorePurity(smallCargo(), smallStudy(), {}, {}, {});
  REQUIRE(unknown.cautions.size() == 1);
  CHECK(unknown.cautions.front().starts_with("no protein of the table is a marker of any panel"));
  CHECK(unknown.table.notes.back() == unknown.cautions.front());
}

TEST_CASE("the shipped rules and panels give no warning of themselves") {
  const std::string params = vescargo::test::inSource("params");
  const auto panels = readPanels(params + "/panels");
  const auto rules = readVerdictRules(params + "/purity/rules.tsv");
  CHECK(scorePurity(smallCargo(), smallStudy(), panels, {}, rules).warnings.empty());
  auto more = rules;
  more.push_back({"idle", "nothing", PurityMeasure::Z, RuleSide::Above, 1, na, Verdict::Caution, "words", ""});
  const auto warnings = scorePurity(smallCargo(), smallStudy(), panels, {}, more).warnings;
  REQUIRE(warnings.size() == 1);
  CHECK(warnings.front().find("\"idle\"") != std::string::npos);
}

TEST_CASE("a purity table of other samples does not fit the study") {
  PurityTable purity = score(smallCargo(), smallStudy(), smallPanels(), {});
  CHECK(test::errorOf([&] { requireSamples(purity, smallStudy()); }) == "no error");
  purity.samples[1].sample = "9post";
  CHECK(test::errorOf([&] { requireSamples(purity, smallStudy()); }) ==
        "11|purity table: sample \"1post\" is missing; score the samples of this study sheet");
}

TEST_CASE("only samples that fail leave, and only where that was asked for") {
  PurityTable purity;
  for (const Verdict verdict : {Verdict::Pass, Verdict::Fail, Verdict::Unknown, Verdict::Caution, Verdict::Fail}) {
    SamplePurity sample;
    sample.sample = "S" + std::to_string(purity.samples.size());
    sample.verdict = verdict;
    purity.samples.push_back(sample);
  }
  CHECK(excludedSamples(purity, {}).empty());
  CHECK(excludedSamples(purity, {Exclude::Fail}) == std::vector<std::string>{"S1", "S4"});
}

TEST_CASE("a study without samples keeps its time points and loses subjects who have no other sample") {
  Study study = smallStudy();
  study.runs = {{"r1", "1pre", ""}, {"r2", "2pre", ""}};
  const Study rest = withoutSamples(study, {"1pre", "1post", "2post", "none"});
  CHECK(rest.sampleNames() == std::vector<std::string>{"2pre"});
  CHECK(rest.subjects == std::vector<std::string>{"2"});
  CHECK(rest.timePoints == study.timePoints);
  REQUIRE(rest.runs.size() == 1);
  CHECK(rest.runs[0].run == "r2");
  CHECK(withoutSamples(study, {}).sampleNames() == study.sampleNames());
}
