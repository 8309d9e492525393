#include <omp.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "base/Scratch.h"
#include "compare/pairedStudy.h"
#include "stats/oracle.h"
#include "vescargo/compare/effects.h"
#include "vescargo/compare/panelTests.h"
#include "vescargo/compare/readGmt.h"
#include "vescargo/stats/competitive.h"

using namespace vescargo;
using namespace vescargo::test;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// A cell of a table of R.
std::string cellOf(const TsvFile& file, std::size_t row, const char* name) {
  return std::string(file.rows[row].cells[file.requiredColumn(name)]);
}

/// The study and panels that tests/oracle/limma/make.R made; the score that it adjusts for is a covariate here.
struct OraclePairs {
  PairedStudy study = studyOfChanges(columnsFrom(oracle("pairs.values"), 1));
  std::vector<MarkerPanel> panels;

  OraclePairs() {
    const VectorXd score = column(oracle("pairs.score"), "score");
    for (Index s = 0; s < score.size(); ++s) {
      study.study.samples[static_cast<std::size_t>(2 * s)].covariates["score"] = "0";
      study.study.samples[static_cast<std::size_t>(2 * s + 1)].covariates["score"] = formatNumber(score[s]);
    }
    const TsvFile members = oracle("pairs.members");
    for (std::size_t i = 0; i < members.rows.size(); ++i) {
      const std::string name = cellOf(members, i, "panel");
      if (panels.empty() || panels.back().name != name) panels.push_back(panelOfRows(name, 0, 0));
      const std::string accession = study.cargo.rows[std::stoul(cellOf(members, i, "row")) - 1].id;
      panels.back().markers.push_back({"", accession, "", true, "", ""});
    }
  }

  StudyFit fit(const std::string& model) const {
    CompareOptions options;
    options.trend = VarianceTrend::None;
    if (model == "adjusted") options.covariates = {"score"};
    return study.fit(options);
  }
};

const PanelResult& resultOf(const RowTable<PanelResult>& table, const std::string& panel, const std::string& model) {
  return *std::find_if(table.rows.begin(), table.rows.end(),
                       [&](const PanelResult& row) { return row.panel == panel && row.model == model; });
}

/// Rows of noise; the first `together` share part of it.
MatrixXd noiseOf(Random& random, Index rows, Index pairs, Index together, double shared) {
  MatrixXd noise(rows, pairs);
  VectorXd common(pairs);
  for (double& value : common) value = random.normal();
  for (Index i = 0; i < rows; ++i) {
    const double part = i < together ? shared : 0;
    for (Index j = 0; j < pairs; ++j) noise(i, j) = std::sqrt(part) * common[j] + std::sqrt(1 - part) * random.normal();
  }
  return noise;
}

/// p of the first rows as a panel, competitive with the correlation estimated, with that of 0.01, and by rotation.
struct PanelP {
  std::vector<double> estimated, preset, rotation;
};

std::vector<double> deviatesOf(const RowTests& tests) {
  std::vector<double> deviates;
  for (const Effect& effect : tests.effects) deviates.push_back(normalDeviate(effect.t, effect.df));
  return deviates;
}

PanelP nullPanels(int studies, Index pairs, double shared, double missing) {
  constexpr Index rows = 100, panel = 15;
  PanelP all;
  for (int study = 0; study < studies; ++study) {
    Random random(7, "null panels", std::to_string(study));
    MatrixXd differences = noiseOf(random, rows, pairs, panel, shared);
    for (double& value : differences.reshaped()) {
      if (random.uniform() < missing) value = std::nan("");
    }
    const StudyFit fit = studyOfChanges(differences).fit();
    const auto results = testPanels(fit, {panelOfRows("first", 0, panel)}, {}, {199});
    all.estimated.push_back(results.rows.front().competitiveP);
    all.rotation.push_back(results.rows.front().rotationP);
    std::vector<std::size_t> members(panel);
    std::iota(members.begin(), members.end(), std::size_t{0});
    all.preset.push_back(testSet(deviatesOf(fit.contrasts.at(0).unadjusted), members).p);
  }
  return all;
}

double partBelow(const std::vector<double>& values, double bar) {
  return static_cast<double>(std::count_if(values.begin(), values.end(), [&](double v) { return v <= bar; })) /
         static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("limma's camera with its estimated correlation and we agree, unadjusted and at equal score") {
  const OraclePairs made;
  const TsvFile results = oracle("pairs.results");
  for (std::size_t i = 0; i < results.rows.size(); ++i) {
    const std::string model = cellOf(results, i, "model"), name = cellOf(results, i, "panel");
    INFO(model << " " << name);
    const StudyFit fit = made.fit(model);
    const auto table = testPanels(fit, made.panels, {}, {99});
    const PanelResult& ours = resultOf(table, name, "unadjusted");
    CHECK(std::to_string(ours.tested) == cellOf(results, i, "rows"));
    CHECK(ours.competitiveDirection == (cellOf(results, i, "direction") == "Up" ? "up" : "down"));
    std::vector<Index> wanted;
    std::vector<std::size_t> members;
    for (const MarkerMatch& match : matchPanel(made.study.cargo, *findPanel(made.panels, name))) {
      wanted.push_back(static_cast<Index>(match.row));
      members.push_back(match.row);
    }
    // Tables have six digits, so the numbers behind them are compared too.
    const ContrastFit& contrast = fit.contrasts.at(0);
    const ContrastRows rows = contrastRows(contrast, contrast.unadjusted, nullptr, wanted);
    const RowCorrelation estimated = correlationOf(rows.effects, rows.placesOf(wanted));
    const double theirs = column(results, "correlation")[static_cast<Index>(i)];
    if (!std::isnan(theirs)) CHECK(estimated.correlation == Approx(theirs).epsilon(1e-9).margin(0));
    const SetTest test = testSet(deviatesOf(contrast.unadjusted), members, SetStatistic::Values,
                                 std::max(0.0, estimated.correlation), estimated.df);
    const double p = column(results, "p")[static_cast<Index>(i)];
    CHECK(test.p == Approx(p).epsilon(1e-9).margin(0));
    CHECK(ours.competitiveP == Approx(p).epsilon(1e-5).margin(0));
  }
}

TEST_CASE("limma's roast and we agree within the error of so many rotations") {
  const OraclePairs made;
  const TsvFile results = oracle("pairs.results");
  const double theirs = column(results, "rotations")[0], ours = 49999;
  for (const std::string model : {"unadjusted", "adjusted"}) {
    const auto table = testPanels(made.fit(model), made.panels, {}, {static_cast<int>(ours)});
    for (std::size_t i = 0; i < results.rows.size(); ++i) {
      if (cellOf(results, i, "model") != model) continue;
      const PanelResult& result = resultOf(table, cellOf(results, i, "panel"), "unadjusted");
      const double p = column(results, "roast_p")[static_cast<Index>(i)];
      INFO(result.panel << " " << model << ": " << result.rotationP << ", limma " << p);
      // A two-sided p counts each rotation and its opposite, one of which can be beyond: binomial in p. Ours is of so
      // many rotations or of those that 200 hits take.
      const double drawn = std::max(1 / ours, p / 200);
      CHECK(std::abs(result.rotationP - p) < 4 * std::sqrt(p * (1 - p) * (1 / theirs + drawn)) + 2 / theirs);
      CHECK(result.rotationDirection == (cellOf(results, i, "roast_direction") == "Up" ? "up" : "down"));
      CHECK(result.rotationFloor == Approx(1 / (ours + 1)).epsilon(1e-5));
    }
  }
}

TEST_CASE("normal deviates of t are as far out as the exact ones") {
  // Exact: qnorm(pt(t, df)) of R.
  CHECK(normalDeviate(2, 3) == Approx(1.478306).margin(8e-4));
  CHECK(normalDeviate(-3, 10) == Approx(-2.474463).margin(1e-6));
  CHECK(normalDeviate(0, 5) == 0);
  CHECK(normalDeviate(1.7, std::numeric_limits<double>::infinity()) == 1.7);
  CHECK(std::isnan(normalDeviate(std::nan(""), 4)));
}

TEST_CASE("null panels have uniform p, by rotation also when proteins go together, with and without missing values") {
  for (const double missing : {0.0, 0.2}) {
    INFO("missing " << missing);
    const PanelP apart = nullPanels(400, 8, 0, missing), together = nullPanels(400, 8, 0.5, missing);
    for (const auto* p : {&apart.rotation, &together.rotation})
      CHECK(distanceFromUniform(*p) < 1.628 / std::sqrt(400.0));
    // 0.02 is 2.1 times the binomial deviation.
    CHECK(partBelow(apart.estimated, 0.05) <= 0.07);
    CHECK(partBelow(apart.preset, 0.05) <= 0.07);
    // A panel that goes together is called by the preset correlation, and not by the estimated one.
    CHECK(partBelow(together.preset, 0.05) > 0.3);
    CHECK(partBelow(together.estimated, 0.05) <= 0.07);
  }
}

TEST_CASE("a panel that moves is found by both tests, one among others by the competitive one only") {
  Random random(3, "a panel that moves");
  MatrixXd differences = noiseOf(random, 200, 8, 0, 0);
  differences.topRows(12).array() -= 1;
  const StudyFit fit = studyOfChanges(differences).fit();
  MarkerPanel none = panelOfRows("none", 0, 0);
  none.markers = {{"", "Q1", "", true, "", ""}, {"", "Q2", "", false, "", ""}};
  const std::vector<MarkerPanel> panels{panelOfRows("first", 0, 12), panelOfRows("other", 12, 24), none};
  const auto table = testPanels(fit, panels, {}, {1999});
  const PanelResult moved = resultOf(table, "first", "unadjusted");
  CHECK(moved.competitiveP < 0.01);
  CHECK(moved.competitiveDirection == "down");
  CHECK(moved.rotationP == Approx(1 / 2000.0));
  CHECK(moved.rotationQ == Approx(2 * moved.rotationP));
  CHECK(moved.meanChange == Approx(-1).margin(0.2));
  CHECK(resultOf(table, "other", "unadjusted").competitiveP > 0.05);
  CHECK(resultOf(table, "other", "unadjusted").rotationP > 0.05);
  // Where all but the first rise, the first stand out and do not change; the others do.
  const StudyFit raised = studyOfChanges(differences.array() + 1).fit();
  const auto higher = testPanels(raised, panels, {}, {1999});
  CHECK(resultOf(higher, "first", "unadjusted").competitiveP < 0.01);
  CHECK(resultOf(higher, "first", "unadjusted").rotationP > 0.05);
  CHECK(resultOf(higher, "other", "unadjusted").rotationP < 0.01);
  const PanelResult absent = resultOf(table, "none", "unadjusted");
  CHECK(absent.proteins == 1);
  CHECK(absent.measured == 0);
  CHECK(std::isnan(absent.competitiveP));
  CHECK(absent.competitiveDirection.empty());
  REQUIRE(table.notes.size() == 1);
  CHECK(table.notes[0] == "no protein of these panels is in the table: none");
  // Nothing could be adjusted for.
  CHECK(resultOf(table, "first", "adjusted").tested == 0);
  CHECK(std::isnan(resultOf(table, "first", "adjusted").rotationP));
}

TEST_CASE("sets have a q of their own, and those with too few or too many measured proteins are left out") {
  Random random(3, "a panel that moves");
  MatrixXd differences = noiseOf(random, 200, 8, 0, 0);
  differences.topRows(12).array() -= 1;
  const StudyFit fit = studyOfChanges(differences).fit();
  const std::vector<MarkerPanel> panels{panelOfRows("first", 0, 12), panelOfRows("other", 12, 24)};
  std::vector<MarkerPanel> sets{panelOfRows("four", 0, 4), panelOfRows("five", 0, 5), panelOfRows("nine", 50, 59),
                                panelOfRows("ten", 60, 70)};
  sets.push_back(panelOfRows("nine of many", 100, 109));
  for (int i = 0; i < 40; ++i) sets.back().markers.push_back({"", "Q" + std::to_string(i), "", true, "", ""});
  PanelTestOptions options{999, 5, 9};
  const auto table = testPanels(fit, panels, sets, options);
  std::vector<std::string> tested;
  for (const PanelResult& row : table.rows) {
    if (row.model == "unadjusted") tested.push_back(row.panel);
  }
  CHECK(tested == std::vector<std::string>{"first", "other", "five", "nine", "nine of many"});
  REQUIRE(table.notes.size() == 1);
  CHECK(table.notes[0] == "3 of 5 sets have 5 to 9 measured proteins and are tested");
  // q of the panels is the same with and without sets, and that of the sets is over the three.
  const auto alone = testPanels(fit, panels, {}, options);
  for (const char* panel : {"first", "other"}) {
    CHECK(resultOf(table, panel, "unadjusted").rotationQ == resultOf(alone, panel, "unadjusted").rotationQ);
    CHECK(resultOf(table, panel, "unadjusted").competitiveQ == resultOf(alone, panel, "unadjusted").competitiveQ);
  }
  const PanelResult five = resultOf(table, "five", "unadjusted");
  REQUIRE(five.rotationP < resultOf(table, "nine", "unadjusted").rotationP / 2);
  CHECK(five.rotationQ == Approx(3 * five.rotationP));
  options = {999, 10, 9};
  CHECK(errorOf([&] { options.verify(); }) == "6|-min_set_proteins: is above -max_set_proteins; give a lower one");
  options.minSetProteins = 9;
  CHECK(errorOf([&] { options.verify(); }) == "no error");
}

TEST_CASE("panel tests are the same on one thread and on many, and through a file") {
  const PairedStudy made = pairedStudy(60, 8, 0.1);
  const Scratch scratch;
  const int threads = omp_get_max_threads();
  for (const int number : {1, 3}) {
    omp_set_num_threads(number);
    writeRows(testPanels(made.fit(), made.panels, made.panels, {999, 1, 500}), scratch.path(std::to_string(number)));
  }
  omp_set_num_threads(threads);
  CHECK(contentOf(scratch.path("1")) == contentOf(scratch.path("3")));
  writeRows(readRows<PanelResult>(scratch.path("1")), scratch.path("again"));
  CHECK(contentOf(scratch.path("1")) == contentOf(scratch.path("again")));
}

TEST_CASE("a GMT file is read as panels, and its faults are told with their lines") {
  const Scratch scratch;
  const auto sets = readGmt(scratch.file("a.gmt", "\xEF\xBB\xBFONE\thttp://x\tPF4\tP02776\tPF4\r\n\nTWO\t\tTLN1\t\n"));
  REQUIRE(sets.size() == 2);
  CHECK(sets[0].name == "ONE");
  CHECK(sets[0].title == "http://x");
  CHECK(sets[0].kind == "set");
  REQUIRE(sets[0].markers.size() == 2);
  CHECK(sets[1].markers.size() == 1);
  QuantTable cargo;
  cargo.rows = {{"P02776", "P02776", "", 1}, {"Q9Y490", "Q9Y490", "TLN1", 1}};
  CHECK(matchPanel(cargo, sets[0]).size() == 1);
  CHECK(matchPanel(cargo, sets[1]).front().row == 1);
  const auto faultOf = [&](const std::string& content) {
    return errorOf([&] { readGmt(scratch.file("b.gmt", content), sets); }, scratch.path("b.gmt"));
  };
  CHECK(faultOf("\n") == "4|: has no set; give a GMT file with a line a set");
  CHECK(faultOf("A\tx\n") == "3|:1: set \"A\" has no members; write name, description and members, with tabs between");
  CHECK(faultOf("A\tx\tP\nA\tx\tP\n") == "3|:2: set \"A\" stands twice; rename or remove one");
  CHECK(faultOf("ONE\tx\tP\n") == "3|:1: set \"ONE\" is called like a marker panel; rename it");
  CHECK(faultOf("\tx\tP\n") == "3|:1: a set has no name; write it into the first cell");
  CHECK(errorOf([&] { readGmt(scratch.path("none")); }, scratch.path("none")).starts_with("1|"));
  CHECK(errorOf([&] { readGmt(scratch.path("")); }, scratch.path("")).starts_with("2|"));
}
