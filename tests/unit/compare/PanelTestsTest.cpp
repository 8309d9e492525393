#include <omp.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "compare/pairedStudy.h"
#include "stats/oracle.h"
#include "vescargo/compare/compareCargo.h"
#include "vescargo/compare/panelTests.h"
#include "vescargo/compare/readGmt.h"
#include "vescargo/compare/rotatePanels.h"
#include "vescargo/compare/testPanel.h"

using namespace vescargo;
using namespace vescargo::test;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// A cell of a table of R.
std::string cellOf(const TsvFile& file, std::size_t row, const char* name) {
  return file.rows[row].cells[file.requiredColumn(name)];
}

/// Study, table and panels that say what tests/oracle/limma/make.R made.
struct OraclePairs {
  QuantTable cargo;
  PairedContrast contrast;
  std::vector<MarkerPanel> panels;

  OraclePairs() {
    const TsvFile values = oracle("pairs.values"), members = oracle("pairs.members");
    contrast.name = "post-pre";
    contrast.differences = columnsFrom(values, 1);
    const VectorXd score = column(oracle("pairs.score"), "score");
    contrast.unadjusted = modelMeans(contrast.differences, 3);
    contrast.adjusted =
        modelIntercepts(contrast.differences, score.transpose().replicate(contrast.differences.rows(), 1), 3);
    for (const auto& row : values.rows) cargo.rows.push_back({row.cells[0], row.cells[0], "", 1});
    for (std::size_t i = 0; i < members.rows.size(); ++i) {
      const std::string name = cellOf(members, i, "panel");
      if (panels.empty() || panels.back().name != name) panels.push_back({name, name, "", "", "", "", "", {}, ""});
      const std::string accession = cargo.rows[std::stoul(cellOf(members, i, "row")) - 1].id;
      panels.back().markers.push_back({"", accession, "", true, "", ""});
    }
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

PanelP nullPanels(int studies, Index pairs, double shared, double missing) {
  constexpr Index rows = 100, panel = 15;
  PanelP all;
  for (int study = 0; study < studies; ++study) {
    Random random(7, "null panels", std::to_string(study));
    PairedContrast contrast;
    contrast.name = "b-a";
    contrast.differences = noiseOf(random, rows, pairs, panel, shared);
    for (double& value : contrast.differences.reshaped()) {
      if (random.uniform() < missing) value = std::nan("");
    }
    contrast.unadjusted = modelMeans(contrast.differences, 3);
    contrast.adjusted = contrast.unadjusted;
    QuantTable cargo;
    MarkerPanel first;
    first.name = "first";
    for (Index i = 0; i < rows; ++i) cargo.rows.push_back({"P" + std::to_string(i), "", "", 1});
    std::vector<std::size_t> members;
    for (Index i = 0; i < panel; ++i) {
      first.markers.push_back({"", "P" + std::to_string(i), "", true, "", ""});
      members.push_back(static_cast<std::size_t>(i));
    }
    const auto results = testPanels(cargo, {contrast}, {first}, {199});
    all.estimated.push_back(results.rows.front().competitiveP);
    all.rotation.push_back(results.rows.front().rotationP);
    std::vector<double> deviates;
    for (Index i = 0; i < rows; ++i)
      deviates.push_back(normalDeviate(contrast.unadjusted.t[i], contrast.unadjusted.posteriorDf[i]));
    all.preset.push_back(testPanel(deviates, members).p);
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
  const auto table = testPanels(made.cargo, {made.contrast}, made.panels, {99});
  for (std::size_t i = 0; i < results.rows.size(); ++i) {
    const std::string model = cellOf(results, i, "model"), name = cellOf(results, i, "panel");
    INFO(model << " " << name);
    const PanelResult& ours = resultOf(table, name, model);
    CHECK(std::to_string(ours.tested) == cellOf(results, i, "rows"));
    CHECK(ours.competitiveDirection == (cellOf(results, i, "direction") == "Up" ? "up" : "down"));
    const PairedModel& fit = model == "adjusted" ? made.contrast.adjusted : made.contrast.unadjusted;
    std::vector<Index> rows;
    std::vector<std::size_t> members;
    for (const MarkerMatch& match : matchPanel(made.cargo, *findPanel(made.panels, name))) {
      rows.push_back(static_cast<Index>(match.row));
      members.push_back(match.row);
    }
    // Tables have six digits, so the numbers behind them are compared too.
    const double theirs = column(results, "correlation")[static_cast<Index>(i)];
    const PanelCorrelation estimated = panelCorrelation(fit, rows);
    if (!std::isnan(theirs)) CHECK(estimated.correlation == Approx(theirs).epsilon(1e-9).margin(0));
    std::vector<double> deviates;
    for (Index row = 0; row < fit.t.size(); ++row) deviates.push_back(normalDeviate(fit.t[row], fit.posteriorDf[row]));
    const PanelTest test =
        testPanel(deviates, members, PanelStatistic::Values, std::max(0.0, estimated.correlation), estimated.df);
    const double p = column(results, "p")[static_cast<Index>(i)];
    CHECK(test.p == Approx(p).epsilon(1e-9).margin(0));
    CHECK(ours.competitiveP == Approx(p).epsilon(1e-5).margin(0));
  }
}

TEST_CASE("limma's roast and we agree within the error of so many rotations") {
  const OraclePairs made;
  const TsvFile results = oracle("pairs.results");
  const double theirs = column(results, "rotations")[0], ours = 49999;
  const auto table = testPanels(made.cargo, {made.contrast}, made.panels, {static_cast<int>(ours)});
  for (std::size_t i = 0; i < results.rows.size(); ++i) {
    const PanelResult& result = resultOf(table, cellOf(results, i, "panel"), cellOf(results, i, "model"));
    const double p = column(results, "roast_p")[static_cast<Index>(i)];
    INFO(result.panel << " " << result.model << ": " << result.rotationP << ", limma " << p);
    // A two-sided p counts each rotation and its opposite, one of which can be beyond: binomial in p.
    CHECK(std::abs(result.rotationP - p) < 4 * std::sqrt(p * (1 - p) * (1 / theirs + 1 / ours)) + 2 / theirs);
    CHECK(result.rotationDirection == (cellOf(results, i, "roast_direction") == "Up" ? "up" : "down"));
    CHECK(result.rotationFloor == Approx(1 / (ours + 1)).epsilon(1e-5));
  }
}

TEST_CASE("moderated t of the paired model is that of the comparison, in both models and with missing values") {
  const PairedStudy made = pairedStudy(40, 9, 0.15);
  const auto contrasts = modelContrasts(made.cargo, made.study, made.purity, made.panels, {});
  const auto comparisons = compareCargo(made.cargo, made.study, made.purity, made.panels, {});
  REQUIRE(contrasts.size() == 2);
  for (std::size_t c = 0; c < 2; ++c) {
    CHECK(contrasts[c].name == comparisons[c].contrast);
    int told = 0;
    for (const Change& change : comparisons[c].changes) {
      const auto named = [&](const QuantRow& row) { return row.id == change.protein; };
      const Index row = std::find_if(made.cargo.rows.begin(), made.cargo.rows.end(), named) - made.cargo.rows.begin();
      if (std::isnan(change.adjusted.t)) continue;
      ++told;
      CHECK(contrasts[c].unadjusted.t[row] == Approx(change.unadjusted.t).epsilon(1e-9).margin(0));
      CHECK(contrasts[c].unadjusted.change[row] == Approx(change.unadjusted.log2FoldChange).epsilon(1e-9).margin(0));
      CHECK(contrasts[c].adjusted.t[row] == Approx(change.adjusted.t).epsilon(1e-9).margin(0));
      CHECK(contrasts[c].adjusted.change[row] == Approx(change.adjusted.log2FoldChange).epsilon(1e-9).margin(0));
    }
    CHECK(told > 30);
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
  PairedContrast contrast;
  contrast.name = "b-a";
  contrast.differences = noiseOf(random, 200, 8, 0, 0);
  contrast.differences.topRows(12).array() -= 1;
  contrast.unadjusted = modelMeans(contrast.differences, 3);
  contrast.differences.array() += 1;
  contrast.adjusted = modelMeans(contrast.differences, 3);
  QuantTable cargo;
  MarkerPanel first{"first", "", "", "", "", "", "", {}, ""}, other = first, none = first;
  other.name = "other";
  none.name = "none";
  for (int i = 0; i < 200; ++i) cargo.rows.push_back({"P" + std::to_string(i), "", "", 1});
  for (int i = 0; i < 12; ++i) first.markers.push_back({"", "P" + std::to_string(i), "", true, "", ""});
  for (int i = 12; i < 24; ++i) other.markers.push_back({"", "P" + std::to_string(i), "", true, "", ""});
  none.markers.push_back({"", "Q1", "", true, "", ""});
  none.markers.push_back({"", "Q2", "", false, "", ""});
  const auto table = testPanels(cargo, {contrast}, {first, other, none}, {1999});
  const PanelResult moved = resultOf(table, "first", "unadjusted");
  CHECK(moved.competitiveP < 0.01);
  CHECK(moved.competitiveDirection == "down");
  CHECK(moved.rotationP == Approx(1 / 2000.0));
  CHECK(moved.rotationQ == Approx(2 * moved.rotationP));
  CHECK(moved.meanChange == Approx(-1).margin(0.2));
  CHECK(resultOf(table, "other", "unadjusted").competitiveP > 0.05);
  CHECK(resultOf(table, "other", "unadjusted").rotationP > 0.05);
  // Where all but the first rise, the first stand out and do not change; the others do.
  CHECK(resultOf(table, "first", "adjusted").competitiveP < 0.01);
  CHECK(resultOf(table, "first", "adjusted").rotationP > 0.05);
  CHECK(resultOf(table, "other", "adjusted").rotationP < 0.01);
  const PanelResult absent = resultOf(table, "none", "unadjusted");
  CHECK(absent.proteins == 1);
  CHECK(absent.measured == 0);
  CHECK(std::isnan(absent.competitiveP));
  CHECK(absent.competitiveDirection.empty());
  REQUIRE(table.notes.size() == 1);
  CHECK(table.notes[0] == "no protein of these panels is in the table: none");
  CHECK(errorOf([&] { testPanels({}, {contrast}, {}, {}); }).starts_with("11|panel tests: "));
}

TEST_CASE("panel tests are the same on one thread and on many, and through a file") {
  const PairedStudy made = pairedStudy(60, 8, 0.1);
  const auto contrasts = modelContrasts(made.cargo, made.study, made.purity, made.panels, {});
  const Scratch scratch;
  const int threads = omp_get_max_threads();
  for (const int number : {1, 3}) {
    omp_set_num_threads(number);
    writeRows(testPanels(made.cargo, contrasts, made.panels, {999}), scratch.path(std::to_string(number)));
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
