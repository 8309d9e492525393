#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "base/Scratch.h"
#include "compare/Example.h"

using namespace vescargo;

namespace {

const char* const header =
    "unadjusted\tadjusted\tsame_sign\tattenuated\tmarker\tin_reach\tremains\thangs\tverdict\treason\n";

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

/// What is left of a change at equal scores; q over those that changed or did not, as it did.
AdjustedAnswer answer(const std::vector<std::string>& contaminants, double log2, double q) {
  AdjustedAnswer made;
  made.contaminants = contaminants;
  made.effect.log2FoldChange = log2;
  made.effect.low = log2 - 0.1;
  made.effect.high = log2 + 0.1;
  made.effect.p = made.effect.q = made.familyQ = q;
  return made;
}

Change changed(double log2, double q, const std::vector<AdjustedAnswer>& answers) {
  Change change;
  change.protein = "A";
  change.pairs = 5;
  change.unadjusted.log2FoldChange = log2;
  change.unadjusted.p = change.unadjusted.q = q;
  change.answers = answers;
  return change;
}

Change changed(double log2, double adjusted, double q, double adjustedQ) {
  return changed(log2, q, {answer({"platelets"}, adjusted, adjustedQ)});
}

Change judged(const Change& change) {
  Comparison comparison;
  comparison.changes = {change};
  std::vector<Comparison> all{comparison};
  judgeChanges(test::verdictRules(), {}, all);
  return all[0].changes[0];
}

}  // namespace

TEST_CASE("the rules that come with the program give each case its verdict") {
  const double none = Effect::unknown;
  CHECK(judged(changed(1, 0.9, 0.01, 0.01)).verdict == ChangeVerdict::Robust);
  CHECK(judged(changed(1, 0.2, 0.01, 0.5)).verdict == ChangeVerdict::Explained);
  CHECK(judged(changed(1, 0.2, 0.01, 0.5)).verdictReason == "80 % of the change goes at equal platelets");
  CHECK(judged(changed(1, 0.2, 0.01, 0.5)).explainedBy == "platelets");
  CHECK(judged(changed(1, -0.9, 0.01, 0.01)).verdict == ChangeVerdict::Explained);
  CHECK(judged(changed(1, 0.95, 0.01, 0.5)).verdict == ChangeVerdict::NotSeparable);
  CHECK(judged(changed(1, none, 0.01, none)).verdict == ChangeVerdict::NotSeparable);
  CHECK(judged(changed(0.1, 1, 0.5, 0.01)).verdict == ChangeVerdict::Unmasked);
  CHECK(judged(changed(0.1, 1, 0.5, 0.01)).explainedBy == "platelets");
  CHECK(judged(changed(0.1, 0.1, 0.5, 0.5)).verdict == ChangeVerdict::Unchanged);
  CHECK(judged(changed(0.1, none, 0.5, none)).verdict == ChangeVerdict::Unchanged);
  CHECK(judged(changed(none, none, none, none)).verdict == ChangeVerdict::NotTested);
  CHECK(judged(changed(none, none, none, none)).verdictReason == "too few measured: 5 pairs");
}

TEST_CASE("a marker of a contaminant is never robust nor unmasked") {
  for (const double adjusted : {0.9, 0.2, -0.9, 0.95}) {
    for (const double q : {0.01, 0.5}) {
      for (const double adjustedQ : {0.01, 0.5, Effect::unknown}) {
        for (const bool inReach : {true, false}) {
          Change change = changed(1, adjusted, q, adjustedQ);
          change.markerOf = "platelets;red cells";
          change.answers[0].inReach = inReach;
          const Change told = judged(change);
          CHECK(told.verdict != ChangeVerdict::Robust);
          CHECK(told.verdict != ChangeVerdict::Unmasked);
        }
      }
    }
  }
  Change stays = changed(1, 0.9, 0.01, 0.01);
  stays.markerOf = "platelets;red cells";
  CHECK(judged(stays).verdict == ChangeVerdict::Marker);
  CHECK(judged(stays).verdictReason ==
        "a marker of platelets and red cells; its change stays at equal platelets, itself left out");
}

TEST_CASE("what is out of reach, or goes with markers that still move, is not separable") {
  Change far = changed(1, 0.9, 0.01, 0.01);
  far.answers[0].inReach = false;
  CHECK(judged(far).verdict == ChangeVerdict::NotSeparable);
  CHECK(judged(far).explainedBy.empty());
  Change moving = changed(1, 0.9, 0.01, 0.01);
  moving.answers[0].remains = true;
  CHECK(judged(moving).verdict == ChangeVerdict::NotSeparable);
  CHECK(judged(moving).verdictReason ==
        "its change stays at equal platelets, but so do those of their markers, and it goes with them");
  Change hidden = changed(0.1, 1, 0.5, 0.01);
  hidden.answers[0].remains = true;
  CHECK(judged(hidden).verdict == ChangeVerdict::Unchanged);
}

TEST_CASE("of several answers the gravest counts, and who explains is named") {
  const AdjustedAnswer stays = answer({"platelets", "red cells"}, 0.9, 0.01), cells = answer({"red cells"}, 0.3, 0.4),
                       platelets = answer({"platelets"}, 0.95, 0.01), skin = answer({"keratin"}, 0.1, 0.6);
  const Change one = judged(changed(1, 0.01, {stays, platelets, cells}));
  CHECK(one.verdict == ChangeVerdict::Explained);
  CHECK(one.explainedBy == "red cells");
  CHECK(one.verdictReason == "70 % of the change goes at equal red cells");
  // Of two that explain it the one that takes more away gives the reason; both are named.
  const Change two = judged(changed(1, 0.01, {stays, platelets, cells, skin}));
  CHECK(two.explainedBy == "red cells;keratin");
  CHECK(two.verdictReason == "90 % of the change goes at equal keratin");
  // Together they explain what none does by itself.
  const Change both = judged(changed(1, 0.01, {answer({"platelets", "red cells"}, 0.2, 0.5), platelets}));
  CHECK(both.verdict == ChangeVerdict::Explained);
  CHECK(both.explainedBy == "platelets;red cells");
  // Of a protein that did not change only the first answer is asked.
  CHECK(judged(changed(0.1, 0.5, {answer({"platelets"}, 0.1, 0.5), answer({"red cells"}, 1, 0.001)})).verdict ==
        ChangeVerdict::Unchanged);
  CHECK(namesInWords({"a", "b", "c"}) == "a, b and c");
  CHECK(namesInWords({}) == "contaminants");
}

TEST_CASE("a verdict that hangs on one subject says so") {
  Change change = changed(1, 0.9, 0.01, 0.01);
  change.hangsOn = "S4";
  CHECK(judged(change).verdict == ChangeVerdict::Robust);
  CHECK(judged(change).verdictReason ==
        "changed with and without adjustment for platelets; it hangs on subject S4, without whom it is not shown");
}

TEST_CASE("what one subject alone unmasks is no finding") {
  Change change = changed(0.1, 1, 0.5, 0.01);
  change.hangsOn = "S4";
  CHECK(judged(change).verdict == ChangeVerdict::Unchanged);
  CHECK(judged(change).verdictReason ==
        "no change that holds: changed only at equal platelets; it hangs on subject S4, without whom it is not shown");
}

TEST_CASE("rules that do not tell every case, or tell it in other words, are refused") {
  CHECK(faultOf("any\tany\tany\tany\tany\tany\tany\tany\tunchanged\tso be it\n").empty());
  CHECK(faultOf("changed\tany\tany\tany\tany\tany\tany\tany\trobust\tso be it\n")
            .find("no rule fits a protein that is untested") != std::string::npos);
  CHECK(faultOf("any\tany\tany\tany\tany\tany\tno\tany\trobust\tso be it\n").find("remains yes") != std::string::npos);
  CHECK(faultOf("any\tany\tany\tany\tany\tany\tany\tany\tsure\tso be it\n").starts_with("3 "));
  CHECK(faultOf("any\tany\tany\tany\tany\tany\tany\tany\tsure\tso be it\n")
            .find("\"sure\" in column \"verdict\" is not known") != std::string::npos);
  CHECK(faultOf("perhaps\tany\tany\tany\tany\tany\tany\tany\trobust\t\n")
            .find("\"perhaps\" in column \"unadjusted\" is not known") != std::string::npos);
  CHECK(faultOf("any\tany\tany\tany\tany\tmaybe\tany\tany\trobust\t\n")
            .find("\"maybe\" in column \"in_reach\" is not known") != std::string::npos);
  std::vector<Comparison> all(1);
  all[0].changes = {changed(1, 1, 0.01, 0.01)};
  CHECK_THROWS_AS(judgeChanges({}, {}, all), Error);
}

TEST_CASE("rules without a column are refused") {
  const test::Scratch scratch;
  for (const std::string column : {"marker", "in_reach", "remains", "hangs"}) {
    std::string cells = header;
    cells.erase(cells.find(column + "\t"), column.size() + 1);
    std::ofstream(scratch.path("verdicts.tsv")) << cells << "any\tany\tany\tany\tany\tany\tany\tunchanged\tso be it\n";
    CHECK_THROWS_WITH(readChangeRules(scratch.path("verdicts.tsv")), Catch::Contains("\"" + column + "\""));
  }
}

TEST_CASE("a rule that another line overrides decides by order") {
  const test::Scratch scratch;
  std::ofstream(scratch.path("verdicts.tsv"))
      << header << "changed\tany\tany\tany\tany\tany\tany\tany\tunmasked\tfirst\n"
      << "any\tany\tany\tany\tany\tany\tany\tany\tunchanged\tlast\n";
  std::vector<Comparison> all(1);
  all[0].changes = {changed(1, 1, 0.01, 0.01)};
  judgeChanges(readChangeRules(scratch.path("verdicts.tsv")), {}, all);
  CHECK(all[0].changes[0].verdict == ChangeVerdict::Unmasked);
  CHECK(all[0].changes[0].verdictReason == "first");
}
