#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "base/Scratch.h"
#include "compare/Example.h"

using namespace vescargo;

namespace {

const char* const header = "unadjusted\tadjusted\tsame_sign\tattenuated\tverdict\treason\n";

/// What is wrong with rules of these lines.
std::string faultOf(const std::string& lines) {
  const test::Scratch scratch;
  std::ofstream(scratch.path("verdicts.tsv")) << header << lines;
  try {
    readChangeRules(scratch.path("verdicts.tsv"));
  } catch (const Error& error) {
    return std::to_string(static_cast<int>(error.code())) + " " + error.what();
  }
  return "";
}

Change changed(double log2, double adjusted, double q, double adjustedQ) {
  Change change;
  change.protein = "A";
  change.pairs = 5;
  change.unadjusted.log2FoldChange = log2;
  change.unadjusted.p = change.unadjusted.q = q;
  change.adjusted.log2FoldChange = adjusted;
  change.adjusted.low = adjusted - 0.1;
  change.adjusted.high = adjusted + 0.1;
  change.adjusted.p = change.adjusted.q = adjustedQ;
  change.attenuation = 1 - adjusted / log2;
  return change;
}

Change judged(const Change& change, const std::string& adjustedFor = "platelet_core") {
  Comparison comparison;
  comparison.adjustedFor = adjustedFor;
  comparison.changes = {change};
  std::vector<Comparison> all{comparison};
  judgeChanges(test::verdictRules(), {}, all);
  return all[0].changes[0];
}

}  // namespace

TEST_CASE("the rules that come with the program give each case its verdict") {
  const double none = Effect::unknown;
  CHECK(judged(changed(1, 0.9, 0.01, 0.01)).verdict == "robust");
  CHECK(judged(changed(1, 0.2, 0.01, 0.5)).verdict == "platelet-explained");
  CHECK(judged(changed(1, 0.2, 0.01, 0.5)).verdictReason == "80 % of the change goes at equal platelet score");
  CHECK(judged(changed(1, -0.9, 0.01, 0.01)).verdict == "platelet-explained");
  CHECK(judged(changed(1, 0.95, 0.01, 0.5)).verdict == "not separable");
  CHECK(judged(changed(1, none, 0.01, none)).verdict == "not separable");
  CHECK(judged(changed(0.1, 1, 0.5, 0.01)).verdict == "platelet-unmasked");
  CHECK(judged(changed(0.1, 0.1, 0.5, 0.5)).verdict == "unchanged");
  CHECK(judged(changed(0.1, none, 0.5, none)).verdict == "unchanged");
  CHECK(judged(changed(none, none, none, none)).verdict == "not tested");
  CHECK(judged(changed(none, none, none, none)).verdictReason == "too few measured: 5 pairs");
}

TEST_CASE("a score that is not of platelets has verdicts of its own") {
  CHECK(judged(changed(1, 0.2, 0.01, 0.5), "erythrocyte_core").verdict == "score-explained");
  CHECK(judged(changed(0.1, 1, 0.5, 0.01), "erythrocyte_core").verdict == "score-unmasked");
  CHECK(judged(changed(0.1, 1, 0.5, 0.01), "erythrocyte_core").verdictReason ==
        "changed only at equal erythrocyte_core score");
  CHECK(verdictNames("erythrocyte_core")[1] == "score-explained");
}

TEST_CASE("a verdict that hangs on one subject says so") {
  Change change = changed(1, 0.9, 0.01, 0.01);
  change.hangsOn = "S4";
  CHECK(judged(change).verdict == "robust");
  CHECK(judged(change).verdictReason ==
        "changed with and without adjustment; it hangs on subject S4, without whom it is not shown");
}

TEST_CASE("rules that do not tell every case, or tell it in other words, are refused") {
  CHECK(faultOf("any\tany\tany\tany\tunchanged\tso be it\n").empty());
  CHECK(faultOf("changed\tany\tany\tany\trobust\tso be it\n").find("no rule fits a protein that is untested") !=
        std::string::npos);
  CHECK(faultOf("any\tany\tany\tany\tsure\tso be it\n").find("3 ") == 0);
  CHECK(faultOf("any\tany\tany\tany\tsure\tso be it\n").find("\"sure\" is no verdict") != std::string::npos);
  CHECK(faultOf("perhaps\tany\tany\tany\trobust\t\n").find("\"perhaps\" in column \"unadjusted\" is not known") !=
        std::string::npos);
  std::vector<Comparison> all(1);
  all[0].changes = {changed(1, 1, 0.01, 0.01)};
  CHECK_THROWS_AS(judgeChanges({}, {}, all), Error);
}

TEST_CASE("a rule that another line overrides decides by order") {
  const test::Scratch scratch;
  std::ofstream(scratch.path("verdicts.tsv")) << header << "changed\tany\tany\tany\tunmasked\tfirst\n"
                                              << "any\tany\tany\tany\tunchanged\tlast\n";
  std::vector<Comparison> all(1);
  all[0].changes = {changed(1, 1, 0.01, 0.01)};
  judgeChanges(readChangeRules(scratch.path("verdicts.tsv")), {}, all);
  CHECK(all[0].changes[0].verdict == "platelet-unmasked");
  CHECK(all[0].changes[0].verdictReason == "first");
}
