#include <catch2/catch.hpp>

#include "confidence/SimulatedSearch.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/confidence/entrapment.h"
#include "vescargo/confidence/writeProteins.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// Proteins 0 own, 1 and 2 foreign, 3 a decoy; three own matches of two peptides, a shared one, a foreign one.
Identifications example() {
  Identifications ids;
  ids.runs = {"a"};
  ids.proteins = {{"A", "G", "", ""}, {"E", "", "", "", true}, {"F", "", "", "", true}, {"DECOY_A", "", "", ""}};
  ids.psms = {match("AAAK", {0}, 9, 0.001F),    match("AAAK", {0}, 8, 0.001F),       match("CCCK", {0, 1}, 7, 0.01F),
              match("EEEK", {1, 2}, 6, 0.015F), match("DDDK", {3}, 5, 0.015F, true), match("GGGK", {0}, 4, 0.05F)};
  for (auto& psm : ids.psms) psm.qValue = psm.peptideQValue;
  ids.groups = {{{0, 1}, 2, 2, 2, 9, 0.01F, false}, {{2}, 1, 0, 0, 6, 0.02F, false}, {{3}, 1, 1, 1, 5, 0.02F, true}};
  ids.searched = {400, 200};
  return ids;
}

const EntrapmentRow& rowOf(const std::vector<EntrapmentRow>& rows, const std::string& level, double threshold) {
  for (const auto& row : rows) {
    if (row.level == level && row.threshold == threshold) return row;
  }
  throw std::out_of_range(level);
}

}  // namespace

TEST_CASE("false-discovery proportions are those of a table made by hand") {
  const auto rows = measureEntrapment(example());
  REQUIRE(rows.size() == 18);
  // r = 200 / 400, so a hit of a foreign protein stands for three wrong ones.
  const auto& match = rowOf(rows, "PSM", 0.02);
  CHECK(match.targets == 3);
  CHECK(match.entrapment == 1);
  CHECK(match.lowerBound == 0.25);
  CHECK(match.combined == 0.75);
  const auto& peptide = rowOf(rows, "peptide", 0.1);
  CHECK(peptide.targets == 3);
  CHECK(peptide.entrapment == 1);
  const auto& group = rowOf(rows, "protein group", 0.02);
  CHECK(group.targets == 1);
  CHECK(group.entrapment == 1);
  CHECK(group.combined == 1);
  CHECK(rowOf(rows, "PSM", 0.01).lowerBound == 0);
  CHECK(std::isnan(rowOf(rows, "protein group", 0.001).combined));
}

TEST_CASE("entrapment.tsv says how many peptides were searched, and NA where nothing was found") {
  const auto ids = example();
  const auto lines = split(entrapmentTable(measureEntrapment(ids), ids.searched), '\n');
  CHECK(lines[0] == "# note: distinct peptides searched: 400 target, 200 entrapment");
  CHECK(lines[1] == "level\tthreshold\ttargets\tentrapment\tlower_bound\tcombined");
  CHECK(lines[2] == "PSM\t0.001\t2\t0\t0\t0");
  CHECK(lines[5] == "PSM\t0.02\t3\t1\t0.25\t0.75");
  CHECK(lines[14] == "protein group\t0.001\t0\t0\tNA\tNA");
}

TEST_CASE("what only foreign proteins explain is left out, and they are left out of the others") {
  const auto kept = withoutEntrapment(example());
  REQUIRE(kept.psms.size() == 5);
  CHECK(kept.psms[2].proteins == std::vector<std::uint32_t>{0});
  CHECK(kept.psms[3].decoy);
  REQUIRE(kept.groups.size() == 2);
  CHECK(kept.groups[0].proteins == std::vector<std::uint32_t>{0});
  CHECK(kept.groups[1].decoy);
  CHECK(kept.proteins.size() == 4);
}

TEST_CASE("proteins.tsv holds the target groups at the threshold") {
  auto ids = example();
  ids.groups[0].razorPeptides = 1;
  CHECK(proteinsTable(ids, 0.01) ==
        "protein\tgene\tpeptides\tunique_peptides\trazor_peptides\tscore\tq_value\nA;E\tG\t2\t2\t1\t9\t0.01\n");
  CHECK(split(proteinsTable(ids, 0.5), '\n').size() == 4);
}
