#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "base/source.h"
#include "vescargo/compare/exerkines.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

Change changeOf(const std::string& protein, double log2, double q, double adjustedLog2, double adjustedQ) {
  Change change;
  change.protein = protein;
  change.pairs = 6;
  change.verdict = ChangeVerdict::Robust;
  change.unadjusted.log2FoldChange = log2;
  change.unadjusted.q = q;
  change.adjusted.log2FoldChange = adjustedLog2;
  change.adjusted.q = adjustedQ;
  return change;
}

MarkerPanel panelOf(const std::string& name, std::vector<Marker> markers, const std::string& contaminant = "") {
  MarkerPanel panel;
  panel.contaminant = contaminant;
  panel.name = name;
  panel.markers = std::move(markers);
  return panel;
}

}  // namespace

TEST_CASE("exerkines agree, disagree, or leave it open, and those that platelets store bear a warning") {
  QuantTable cargo;
  for (const char* id : {"A", "A-2;X", "B", "C", "D", "E"}) cargo.rows.push_back({id, id, "", 1});
  const auto marker = [](const std::string& id, const std::string& role, bool use = true) {
    return Marker{"G" + id, id, role, use, "", ""};
  };
  const std::vector<MarkerPanel> panels{
      panelOf("exerkines", {marker("A", "acute: up (marathon); chronic: down"), marker("B", "acute: down"),
                            marker("C", "acute: muscle mRNA up, serum possibly up"), marker("D", "acute: up"),
                            marker("E", "acute: up", false), marker("Z", "chronic: up")}),
      panelOf("platelet_granule", {marker("B", "", false)}, "platelets"),
      panelOf("soluble_plasma", {marker("A", "")}, "soluble plasma proteins")};
  Comparison comparison;
  comparison.contrast = "post-pre";
  comparison.changes = {changeOf("A", 1.5, 0.01, 0.5, 0.2), changeOf("A-2;X", -0.5, 0.05, 1, 0.01),
                        changeOf("B", 1, 0.06, -1, 0.01), changeOf("C", 1, 0.001, 1, 0.001)};
  comparison.changes.push_back(changeOf("D", NAN, NAN, NAN, NAN));
  comparison.changes.back().pairs = 0;
  const auto table = checkExerkines(cargo, {comparison}, panels, 0.05);
  REQUIRE(table.rows.size() == 6);
  CHECK(table.notes.size() == 1);
  std::vector<std::string> told;
  for (const auto& row : table.rows)
    told.push_back(row.gene + " " + row.protein + " " + row.claim + ": " + row.agrees + ", " + row.adjustedAgrees);
  CHECK(told == std::vector<std::string>{"GA A up: yes, uncertain", "GA A-2;X up: no, yes", "GB B down: uncertain, yes",
                                         "GC C not stated: no claim, no claim", "GD D up: not measured, not measured",
                                         "GZ  not stated: not measured, not measured"});
  CHECK(table.rows[2].warning == "stored in platelets (panel platelet_granule): a rise may be platelet release");
  CHECK(table.rows[0].warning.empty());
  CHECK(table.rows[0].verdict == "robust");
  CHECK(table.rows[0].role == "acute: up (marathon); chronic: down");
  const Scratch scratch;
  writeRows(table, scratch.path("a"));
  writeRows(readRows<ExerkineChange>(scratch.path("a")), scratch.path("b"));
  CHECK(contentOf(scratch.path("a")) == contentOf(scratch.path("b")));
  CHECK(checkExerkines(cargo, {comparison}, {panels[1]}, 0.05).rows.empty());
}

TEST_CASE("of the exerkines that come with the program most are claimed to rise, and the stored ones are known") {
  const auto panels = readPanels(vescargo::test::inSource("params/panels"));
  Comparison comparison;
  comparison.contrast = "post-pre";
  const auto table = checkExerkines({}, {comparison}, panels, 0.05);
  std::vector<std::string> stored;
  for (const auto& row : table.rows) {
    if (!row.warning.empty()) stored.push_back(row.gene);
  }
  CHECK(stored == std::vector<std::string>{"ANGPT1", "BDNF", "SPARC", "TGFB1", "VEGFA"});
  const auto claimed = [&](const std::string& claim) {
    return std::count_if(table.rows.begin(), table.rows.end(), [&](const auto& row) { return row.claim == claim; });
  };
  CHECK(claimed("up") == 21);
  CHECK(claimed("up") + claimed("not stated") == static_cast<std::ptrdiff_t>(table.rows.size()));
}
