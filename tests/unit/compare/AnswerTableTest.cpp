#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/compare/answerTable.h"

using namespace vescargo;
using vescargo::test::Scratch;

namespace {

Change change(const std::string& gene, ChangeVerdict verdict) {
  Change made;
  made.gene = gene;
  made.protein = "P_" + gene;
  made.verdict = verdict;
  made.verdictReason = "because";
  made.unadjusted.log2FoldChange = -1.38765;
  made.unadjusted.low = -2;
  made.unadjusted.high = -0.004;
  made.unadjusted.q = 0.012345;
  made.pairs = 6;
  return made;
}

}  // namespace

TEST_CASE("answer.tsv tells each protein in twelve columns, the verdicts in the order of the report") {
  Comparison comparison;
  comparison.contrast = "post-pre";
  comparison.changes = {change("U", ChangeVerdict::Unchanged), change("M", ChangeVerdict::Marker),
                        change("E", ChangeVerdict::Explained), change("R", ChangeVerdict::Robust),
                        change("S", ChangeVerdict::Robust)};
  comparison.changes[1].markerOf = "platelets";
  comparison.changes[2].explainedBy = "red cells";
  comparison.changes[3].hangsOn = "S1";
  Comparison late = comparison;
  late.contrast = "late-pre";
  const auto table = answerTable({comparison, late});
  std::vector<std::string> genes;
  for (const AnswerRow& row : table.rows) genes.push_back(row.gene);
  CHECK(genes == std::vector<std::string>{"R", "S", "E", "M", "U", "R", "S", "E", "M", "U"});
  const Scratch scratch;
  writeRows(table, scratch.path("answer.tsv"));
  const auto lines = split(test::contentOf(scratch.path("answer.tsv")), '\n');
  CHECK(split(lines[0], '\t').size() == 12);
  CHECK(lines[1] == "post-pre\tR\tP_R\trobust\tbecause\t-1.39 (-2 to 0)\t0.012\tNA\tNA\t\t6\tS1");
  CHECK(split(lines[3], '\t')[9] == "red cells");
  CHECK(split(lines[4], '\t')[9] == "platelets");
  CHECK(lines[6].starts_with("late-pre\tR"));
}

TEST_CASE("answer.tsv of a study that compares nothing is its header") { CHECK(answerTable({}).rows.empty()); }
