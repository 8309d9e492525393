#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "base/source.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/purity/VerdictRules.h"

using namespace vescargo;

namespace {

const double na = std::nan("");
const std::string columns = "rule\tpanel\tmeasure\tside\tlimit\tleast_fold\tverdict\twords\tsource\n";

std::vector<VerdictRule> shippedRules() {
  return readVerdictRules(vescargo::test::inSource("params/purity/rules.tsv"));
}

/// The platelets of samples at one time point, a tenth of the material.
std::vector<PanelMeasures> coreOf(const std::vector<double>& scores, const std::string& panel = "platelets") {
  Study study;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const std::string name = "S" + std::to_string(i);
    study.samples.push_back({name, name, "pre", "", "", {}});
  }
  PanelMeasures core;
  core.panel = core.words = panel;
  core.material = "platelet";
  core.materialShare.assign(scores.size(), 0.1);
  core.size = 14;
  core.seen.assign(scores.size(), 9);
  core.score = scores;
  core.reference.assign(scores.size(), 8);
  core.standing = standAmong(scores, study);
  return {core};
}

/// Verdict of the last of seven samples; the median is 0 and the robust SD 1.4826 / 2.
std::string verdictAt(double score, const std::vector<VerdictRule>& rules) {
  const auto panels = coreOf({-1, -0.5, -0.25, 0, 0.25, 0.5, score});
  return std::string(nameOf(judgeSample(panels, 6, rules).verdict));
}

VerdictRule& ruleNamed(std::vector<VerdictRule>& rules, const std::string& name) {
  for (VerdictRule& rule : rules) {
    if (rule.name == name) return rule;
  }
  FAIL("no rule " << name);
  return rules.front();
}

}  // namespace

TEST_CASE("every shipped rule is about a shipped panel and says where it comes from") {
  const auto panels = readPanels(vescargo::test::inSource("params/panels"));
  const auto rules = shippedRules();
  CHECK(rules.size() >= 5);
  for (const VerdictRule& rule : rules) {
    INFO(rule.name);
    CHECK_FALSE(rule.source.empty());
    // Only platelet material lets a sample fail.
    CHECK((rule.verdict == Verdict::Caution || rule.panel == "platelets"));
  }
  // Nor is one of them idle.
  Study study;
  study.samples.push_back({"S", "S", "pre", "", "", {}});
  QuantTable cargo;
  cargo.samples = {"S"};
  cargo.log2.resize(0, 1);
  const auto measured = measurePanels(cargo, study, panels, findBase(cargo, study, panels), {}, {});
  CHECK(idleRules(measured, rules).empty());
}

TEST_CASE("the bars for z decide on caution and fail, a z at the bar counts") {
  auto rules = shippedRules();
  // z = 2 / 0.7413 = 2.698, fold 4
  ruleNamed(rules, "platelet_fold").limit = 100;
  CHECK(verdictAt(2, rules) == "caution");
  ruleNamed(rules, "platelet_raised").limit = 2.7;
  CHECK(verdictAt(2, rules) == "pass");
  ruleNamed(rules, "platelet_outlier").limit = 2 / (1.4826 * 0.5);
  CHECK(verdictAt(2, rules) == "fail");
}

TEST_CASE("below the least fold no z counts, at it it does") {
  auto rules = shippedRules();
  ruleNamed(rules, "platelet_fold").limit = 100;
  ruleNamed(rules, "platelet_raised").leastFold = 4;
  CHECK(verdictAt(2, rules) == "caution");
  ruleNamed(rules, "platelet_raised").leastFold = 4.1;
  CHECK(verdictAt(2, rules) == "pass");
}

TEST_CASE("from the failing fold a sample fails whatever its z") {
  auto rules = shippedRules();
  ruleNamed(rules, "platelet_outlier").limit = 100;
  const double fold = ruleNamed(rules, "platelet_fold").limit;
  CHECK(verdictAt(std::log2(fold) + 0.001, rules) == "fail");
  CHECK(verdictAt(std::log2(fold) - 0.001, rules) != "fail");
}

TEST_CASE("of rules that compare with other samples the worst speaks, an absolute one beside it") {
  auto panels = coreOf({-1, -0.5, -0.25, 0, 0.25, 0.5, 4});
  panels[0].materialShare[6] = 0.7;
  const auto rules = shippedRules();
  const Judgement judged = judgeSample(panels, 6, rules);
  CHECK(judged.verdict == Verdict::Fail);
  CHECK(judged.reason ==
        "platelet material far above that of comparable tubes; " +
            std::find_if(rules.begin(), rules.end(), [](const auto& r) { return r.name == "platelet_dominates"; })
                ->words +
            " (70 % of the panels' intensity); platelets at 16 times the median of this study (robust z 5.4)");
}

TEST_CASE("a share of material is a caution whatever the other samples, one below the bar is none") {
  auto panels = coreOf({0, 0, 0, 0, 0, 0, 0});
  CHECK(judgeSample(panels, 0, shippedRules()).verdict == Verdict::Pass);
  panels[0].materialShare.assign(7, 0.5);
  CHECK(judgeSample(panels, 0, shippedRules()).verdict == Verdict::Caution);
  panels[0].materialShare.assign(7, 0.499);
  CHECK(judgeSample(panels, 0, shippedRules()).verdict == Verdict::Pass);
  panels[0].materialShare.assign(7, na);
  CHECK(judgeSample(panels, 0, shippedRules()).verdict == Verdict::Pass);
}

TEST_CASE("a rule on another panel speaks of that panel, and works without a platelet score") {
  auto panels = coreOf({na, na, na, na, na, na, na});
  auto red = coreOf({-1, -0.5, -0.25, 0, 0.25, 0.5, 4}, "erythrocyte_core").front();
  red.words = "red cells";
  panels.push_back(red);
  const Judgement judged = judgeSample(panels, 6, shippedRules());
  CHECK(judged.verdict == Verdict::Caution);
  CHECK(
      judged.reason.find("haemolysis, red cells at 16 times the median of this study (robust z 5.4); 9 of 14 platelet "
                         "markers seen: platelet material cannot be judged") != std::string::npos);
  CHECK(judgeSample(panels, 0, shippedRules()).verdict == Verdict::Unknown);
}

TEST_CASE("rules that can judge no sample are told") {
  std::vector<VerdictRule> rules(3);
  rules[0] = {"gone", "none", PurityMeasure::Z, RuleSide::Above, 1, na, Verdict::Fail, "w", ""};
  rules[1] = {"share", "platelets", PurityMeasure::Share, RuleSide::Above, 1, na, Verdict::Fail, "w", ""};
  rules[2] = {"z", "platelets", PurityMeasure::Z, RuleSide::Above, 1, na, Verdict::Fail, "w", ""};
  auto panels = coreOf({0, 1, 2});
  CHECK(idleRules(panels, rules) ==
        std::vector<std::string>{"purity rule \"gone\" judges nothing: there is no panel or contaminant \"none\""});
  panels[0].material.clear();
  REQUIRE(idleRules(panels, rules).size() == 2);
  CHECK(idleRules(panels, rules)[1] ==
        "purity rule \"share\" judges nothing: panel \"platelets\" counts for no material");
}

TEST_CASE("an absolute rule counts without other samples, and says so") {
  std::vector<VerdictRule> rules(1);
  rules[0] = {"much", "platelets", PurityMeasure::Share, RuleSide::Above, 0.5, na, Verdict::Caution, "much of it", ""};
  auto panels = coreOf({2});
  panels[0].materialShare = {0.5};
  const Judgement judged = judgeSample(panels, 0, rules);
  CHECK(judged.verdict == Verdict::Caution);
  CHECK(judged.reason ==
        "much of it (50 % of the panels' intensity); fewer than 3 samples have a platelet score: there is no cohort to "
        "judge by");
  CHECK(judgeSample(coreOf({2}), 0, rules).verdict == Verdict::Unknown);
}

TEST_CASE("a rule below counts low values, and one of a panel that is not there counts for none") {
  std::vector<VerdictRule> rules(2);
  rules[0] = {"few", "platelets", PurityMeasure::Seen, RuleSide::Below, 9, na, Verdict::Caution, "few", ""};
  rules[1] = {"other", "other", PurityMeasure::Seen, RuleSide::Below, 9, na, Verdict::Fail, "other", ""};
  const auto panels = coreOf({0, 0.5, 1});
  CHECK(judgeSample(panels, 0, rules).verdict == Verdict::Caution);
  rules[0].limit = 8;
  CHECK(judgeSample(panels, 0, rules).verdict == Verdict::Pass);
  rules[0] = {"low", "platelets", PurityMeasure::Z, RuleSide::Below, -0.6, 1.4, Verdict::Fail, "low", ""};
  // 0.5 below the median of 0.5, with an SD of 0.7413: z = -0.67, a fold of 1.41
  CHECK(judgeSample(panels, 0, rules).verdict == Verdict::Fail);
  rules[0].leastFold = 1.42;
  CHECK(judgeSample(panels, 0, rules).verdict == Verdict::Pass);
}

TEST_CASE("what is not known meets no rule, and no score is no pass") {
  auto panels = coreOf({na, 0, 0.5, 1});
  CHECK(judgeSample(panels, 0, shippedRules()).verdict == Verdict::Unknown);
  CHECK(judgeSample(panels, 0, shippedRules()).reason.find("9 of 14 platelet markers seen") == 0);
  CHECK(judgeSample({}, 0, shippedRules()).verdict == Verdict::Unknown);
}

TEST_CASE("faults of the rules are told together, with their lines") {
  const test::Scratch scratch;
  const auto path = scratch.file("rules.tsv", columns +
                                                  "a\tp\tzz\tabove\t1\tNA\tfail\tw\ts\n"
                                                  "a\tp\tz\tbeside\tmuch\t0.5\tpass\t\ts\n");
  const std::string error = test::errorOf([&] { readVerdictRules(path); }, scratch.path(""));
  for (const char* fault :
       {"rules.tsv:2: \"zz\" is not known", "rules.tsv:3: \"beside\" is not known", "rules.tsv:3: \"much\" is no limit",
        "rules.tsv:3: \"0.5\" is no fold", "rules.tsv:3: a rule cannot say \"pass\"",
        "rules.tsv:3: a rule has no words", "rules.tsv:3: rule \"a\" stands twice"}) {
    INFO(error);
    CHECK(error.find(fault) != std::string::npos);
  }
}
