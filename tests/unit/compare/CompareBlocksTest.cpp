#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "compare/Draws.h"
#include "vescargo/base/Random.h"

using namespace vescargo;
using namespace vescargo::test;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

bool isTested(const Comparison& comparison, const std::string& protein) {
  return !std::isnan(changeIn(comparison, protein).unadjusted.p);
}

}  // namespace

TEST_CASE(
    "estimates of limma's blocked fits, and tests by strata, are ours where subjects lack samples or have several") {
  const std::string name = GENERATE("tubes", "tubes_missing");
  INFO(name);
  const StudyFit fit = drawsOf(name).fit(flatPrior());
  const ContrastFit& contrast = named(fit, "t1-t0");
  CHECK(contrast.contrast.kind == ContrastKind::Paired);
  CHECK(contrast.contrast.subjectLevels == SubjectLevels::Random);
  CHECK(contrast.contrast.units() == 21);
  CHECK(contrast.replicates == 7);
  const TsvFile results = oracle(name + ".results", "blocks"), consensus = oracle(name + ".consensus", "blocks"),
                strata = oracle(name + ".strata", "blocks");
  CHECK(contrast.unadjusted.model.correlation == Approx(column(consensus, "consensus")[0]).epsilon(1e-7));
  CHECK(contrast.unadjusted.priorDf == Approx(column(strata, "flat_prior_df")[0]).epsilon(1e-6));
  CHECK(digits(numbersOf(contrast, &Effect::log2FoldChange),
               column(results, name == "tubes" ? "estimate1" : "exact_estimate1")) > 6);
  CHECK(digits(numbersOf(contrast, &Effect::t), column(strata, "flat_t1")) > 5);
  CHECK(digits(numbersOf(contrast, &Effect::p), column(strata, "flat_p1")) > 5);
  CHECK(digits(numbersOf(contrast, &Effect::df), column(strata, "flat_df1")) > 5);
  CHECK(numbersOf(contrast, &Effect::residualDf) == column(strata, "fw"));
}

TEST_CASE("F by strata over a course whose subjects lack time points is R's") {
  const StudyFit fit = drawsOf("course").fit(flatPrior());
  const ContrastFit& course = named(fit, "course");
  CHECK(course.contrast.subjectLevels == SubjectLevels::Random);
  const TsvFile strata = oracle("course.strata", "blocks");
  CHECK(digits(numbersOf(course, &Effect::f), column(strata, "flat_f")) > 5);
  CHECK(digits(numbersOf(course, &Effect::df), column(strata, "flat_f_df")) > 5);
  CHECK(digits(numbersOf(course, &Effect::p), column(strata, "flat_f_p")) > 5);
}

TEST_CASE("where every subject has as many repeated samples the change is that of their means") {
  Random random(1, "repeated");
  Draws made(30);
  std::vector<VectorXd> changes;
  for (int s = 0; s < 6; ++s) {
    VectorXd sums = VectorXd::Zero(30);
    for (const char* time : {"pre", "post"}) {
      for (int draw = 0; draw < 2; ++draw) {
        const VectorXd values = noiseOf(random, 30);
        made.add("S" + std::to_string(s), time, values);
        sums += (time[1] == 'o' ? 0.5 : -0.5) * values;
      }
    }
    changes.push_back(sums);
  }
  const Comparison comparison = made.compare();
  CHECK(comparison.pairs == 6);
  CHECK(noted(comparison,
              "6 subjects have both time points, 6 have repeated samples: all samples are in the model, the "
              "subject as a random effect"));
  for (Index row = 0; row < 30; ++row) {
    double mean = 0;
    for (const VectorXd& change : changes) mean += change[row] / 6;
    const Change& change = changeIn(comparison, "P" + std::to_string(row));
    CHECK(change.unadjusted.log2FoldChange == Approx(mean).epsilon(1e-9).margin(1e-12));
    CHECK(change.pairs == 6);
    CHECK(change.seenBefore == 6);
    CHECK(std::isfinite(change.signFlipP));
    // A subject goes with all of its samples.
    CHECK(change.unadjusted.leftOutUnit.starts_with("S"));
  }
}

TEST_CASE("where subjects are random, min_pairs counts subjects, and each time point needs two") {
  Random random(2, "few pairs");
  Draws made(12);
  for (int s = 0; s < 6; ++s) {
    const std::string subject = "S" + std::to_string(s);
    if (s < 5) made.add(subject, "pre", noiseOf(random, 12));
    if (s < 2 || s == 5) made.add(subject, "post", noiseOf(random, 12));
  }
  made.cargo.log2(0, 1) = made.cargo.log2(0, 3) = std::nan("");  // post of S5 alone is left
  CompareOptions options;
  options.minPairs = 6;
  Comparison comparison = made.compare(options);
  CHECK(comparison.pairs == 2);
  CHECK(noted(comparison, "2 subjects have both time points, 4 have one of them"));
  CHECK_FALSE(noted(comparison, "are needed"));
  CHECK(isTested(comparison, "P1"));
  CHECK(changeIn(comparison, "P1").pairs == 2);
  CHECK_FALSE(isTested(comparison, "P0"));
  options.minPairs = 7;
  comparison = made.compare(options);
  CHECK(noted(comparison, "6 subjects, 7 are needed: no protein is tested"));
  CHECK_FALSE(isTested(comparison, "P1"));
}

TEST_CASE("a group of one subject is no group, however many samples it has") {
  Random random(3, "one subject");
  Draws unpaired(10), difference(10);
  for (int s = 0; s < 5; ++s) {
    const std::string subject = "S" + std::to_string(s), group = s == 0 ? "ill" : "well";
    for (int draw = 0; draw < (s == 0 ? 3 : 1); ++draw) {
      unpaired.add(subject, "once", noiseOf(random, 10), group);
      difference.add(subject, "pre", noiseOf(random, 10), group);
      difference.add(subject, "post", noiseOf(random, 10), group);
    }
  }
  const Comparison groups = unpaired.compare();
  CHECK(groups.kind == ContrastKind::UnpairedGroups);
  CHECK(noted(groups, "one side has 1 subject, 2 are needed: no protein is tested"));
  CHECK_FALSE(isTested(groups, "P0"));
  const auto all = compareCargo(difference.fit(), {}, {}, fewRotations);
  REQUIRE(all.size() == 2);
  CHECK(all[1].kind == ContrastKind::GroupDifference);
  CHECK(noted(all[1], "one side has 1 subject, 2 are needed: no protein is tested"));
  CHECK_FALSE(isTested(all[1], "P0"));
  CHECK(isTested(all[0], "P0"));
}

TEST_CASE("a group with one subject after is no group, though more were there before") {
  Random random(3, "one after");
  Draws made(10);
  for (int s = 0; s < 8; ++s) {
    const std::string subject = "S" + std::to_string(s), group = s < 4 ? "ill" : "well";
    made.add(subject, "pre", noiseOf(random, 10), group);
    if (s == 0 || s > 3) made.add(subject, "post", noiseOf(random, 10), group);
  }
  const auto all = compareCargo(made.fit(), {}, {}, fewRotations);
  REQUIRE(all.at(1).kind == ContrastKind::GroupDifference);
  CHECK(noted(all[1], "one side has 1 subject, 2 are needed: no protein is tested"));
  CHECK_FALSE(isTested(all[1], "P0"));
  CHECK(isTested(all[0], "P0"));
}

TEST_CASE("a difference of groups whose subjects lack samples is that of their changes") {
  // Without noise between draws the estimate is exact, whatever the correlation.
  Draws made(20);
  Random random(4, "groups");
  for (int s = 0; s < 8; ++s) {
    const std::string subject = "S" + std::to_string(s), group = s < 4 ? "untrained" : "trained";
    const double change = s < 4 ? 0.5 : 2;
    VectorXd small(20);
    for (double& value : small) value = 1e-9 * random.normal();
    made.add(subject, "pre", VectorXd::Constant(20, 20) + small, group);
    if (s != 1) made.add(subject, "post", VectorXd::Constant(20, 20 + change) + 2 * small, group);
  }
  const StudyFit fit = made.fit();
  const ContrastFit& difference = named(fit, "(post-pre):trained-untrained");
  CHECK(difference.contrast.subjectLevels == SubjectLevels::Random);
  CHECK(difference.replicates == 7);
  CHECK(difference.contrast.side == std::vector<int>{0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1});
  for (const Effect& effect : difference.unadjusted.effects) CHECK(effect.log2FoldChange == Approx(1.5).epsilon(1e-6));
}

TEST_CASE("time points that no subject shares are compared unpaired in a study that has pairs of others") {
  Random random(5, "shared");
  Draws made(10);
  for (int s = 0; s < 4; ++s) {
    made.add("S" + std::to_string(s), "pre", noiseOf(random, 10));
    made.add("S" + std::to_string(s), "post", noiseOf(random, 10));
    made.add("T" + std::to_string(s), "late", noiseOf(random, 10));
  }
  const StudyFit fit = made.fit();
  CHECK(named(fit, "post-pre").contrast.kind == ContrastKind::Paired);
  CHECK(named(fit, "post-pre").contrast.subjectLevels == SubjectLevels::InPairs);
  CHECK(named(fit, "late-pre").contrast.kind == ContrastKind::UnpairedTimes);
  CHECK(named(fit, "late-pre").contrast.subjectLevels == SubjectLevels::Ignored);
  CHECK(named(fit, "course").contrast.subjectLevels == SubjectLevels::Random);
}

TEST_CASE("proteins that never change are no part of the prior, and said to be left out") {
  Random random(6, "constant");
  Draws made(40);
  for (int s = 0; s < 6; ++s) {
    for (const char* time : {"pre", "post"}) made.add("S" + std::to_string(s), time, noiseOf(random, 40));
  }
  Draws less = made;
  less.cargo.rows.resize(30);
  less.cargo.log2 = MatrixXd(made.cargo.log2.topRows(30));
  // A floor of imputation: all values are the same, also where some are missing.
  made.cargo.log2.bottomRows(10).setConstant(12.5);
  made.cargo.log2(39, 3) = made.cargo.log2(38, 4) = std::nan("");
  const Comparison with = made.compare(), without = less.compare();
  CHECK(noted(with,
              "10 proteins have the same value in all samples (imputation?): not tested, and left out of the "
              "prior"));
  for (int row = 0; row < 30; ++row) {
    const std::string name = "P" + std::to_string(row);
    CHECK(changeIn(with, name).unadjusted.p == changeIn(without, name).unadjusted.p);
    CHECK(changeIn(with, name).unadjusted.q == changeIn(without, name).unadjusted.q);
  }
  for (int row = 30; row < 40; ++row) CHECK_FALSE(isTested(with, "P" + std::to_string(row)));
  auto all = std::vector{with};
  judgeChanges(verdictRules(), {}, all);
  CHECK(changeIn(all[0], "P35").verdict == ChangeVerdict::NotTested);
  CHECK(changeIn(all[0], "P35").verdictReason == "the same value in all samples (imputation?)");
}

TEST_CASE("words of a covariate are indicators of all but the first, and numbers stay numbers") {
  Random random(7, "words");
  Draws made(25);
  for (int s = 0; s < 9; ++s) {
    for (const char* time : {"pre", "post"}) {
      auto& sample = made.add("S" + std::to_string(s), time, noiseOf(random, 25));
      const int kit = static_cast<int>(random.below(3));
      sample.covariates["kit"] = std::vector<std::string>{"a", "b", "c"}[static_cast<std::size_t>(kit)];
      sample.covariates["is b"] = kit == 1 ? "1" : "0";
      sample.covariates["is c"] = kit == 2 ? "1" : "0";
      sample.covariates["one of two"] = kit == 0 ? "x" : "y";
    }
  }
  const auto with = [&](const std::vector<std::string>& covariates) {
    CompareOptions options;
    options.covariates = covariates;
    return made.fit(options).contrasts.at(0);
  };
  const ContrastFit words = with({"kit"}), numbers = with({"is b", "is c"});
  CHECK(words.contrast.design.cols() == 3);
  CHECK(digits(numbersOf(words, &Effect::p), numbersOf(numbers, &Effect::p)) > 9);
  CHECK(with({"one of two"}).contrast.design.cols() == 2);
  // A pair whose word is not known is left out.
  made.study.samples[0].covariates["kit"] = "NA";
  made.study.samples[3].covariates["kit"] = "";
  CHECK(with({"kit"}).contrast.pairs.size() == 7);
  made.study.samples[5].covariates["kit"] = "3";
  CHECK_THROWS_WITH(with({"kit"}), Catch::Contains("is no number, and others are"));
}
