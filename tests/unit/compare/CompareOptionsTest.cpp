#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "compare/Example.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

std::vector<std::string> contrastsOf(const Example& made, const CompareOptions& options) {
  std::vector<std::string> names;
  for (const auto& comparison : compare(made, options)) names.push_back(comparison.contrast);
  return names;
}

}  // namespace

TEST_CASE("time points are compared with the reference, and only those asked for") {
  Example made = example();
  made.add("A", changes(1, 0.1));
  CompareOptions options;
  CHECK(contrastsOf(made, options) == std::vector<std::string>{"post-pre", "late-pre", "course"});
  CHECK(changeOf(made, "A", options).unadjusted.log2FoldChange == Approx(1).epsilon(1e-9).margin(0));
  made.study = withReference(made.study, "late");
  CHECK(contrastsOf(made, options) == std::vector<std::string>{"pre-late", "post-late", "course"});
  CHECK(changeOf(made, "A", options).unadjusted.log2FoldChange == Approx(-2).epsilon(1e-9).margin(0));
  options.compareTo = "post";
  CHECK(contrastsOf(made, options) == std::vector<std::string>{"post-late"});
  CHECK(changeOf(made, "A", options).unadjusted.log2FoldChange == Approx(-1).epsilon(1e-9).margin(0));
}

TEST_CASE("the contaminant that is adjusted for is the one asked for") {
  Example made = example();
  made.addLoad("red cells", "erythrocyte_core", noise);
  made.add("A", changes(0, 0.2, 1));
  CompareOptions options;
  const Change both = changeOf(made, "A", options);
  CHECK(both.unadjusted.log2FoldChange == Approx(0.3).epsilon(1e-9).margin(0));
  CHECK(std::abs(both.adjusted.log2FoldChange) < 0.1);
  options.adjust = {"erythrocyte_core"};
  const Change cells = changeOf(made, "A", options);
  CHECK(cells.unadjusted.log2FoldChange == both.unadjusted.log2FoldChange);
  // Red cells change by 0 on average, so nothing of the mean is taken away.
  CHECK(cells.adjusted.log2FoldChange == Approx(0.3).margin(0.03));
  for (const std::string name : {"red cells", "platelets"}) {
    options.adjust = {name};
    CHECK(compare(made, options).front().adjustedFor == std::vector<std::string>{name});
  }
  options.adjust = {"red cells", "platelets"};
  CHECK(compare(made, options).front().adjustedFor == options.adjust);
  CHECK(std::abs(changeOf(made, "A", options).adjusted.log2FoldChange) < 0.05);
}

TEST_CASE("a protein is tested from the fewest pairs on") {
  Example made = example();
  made.add("A", changes(1, 0.1));
  made.add("B", changes(1, 0.2));
  for (Eigen::Index subject = 4; subject < static_cast<Eigen::Index>(subjects); ++subject)
    made.cargo.log2(0, 3 * subject) = std::nan("");
  CompareOptions options;
  const auto tested = [&](int minPairs) {
    options.minPairs = minPairs;
    const Change change = changeOf(made, "A", options);
    CHECK(change.pairs == 4);
    return !std::isnan(change.unadjusted.p);
  };
  CHECK(tested(4));
  CHECK_FALSE(tested(5));
  CHECK(changeOf(made, "A", options).verdictReason == "too few measured: 4 pairs, 5 are needed");
  CHECK(changeOf(made, "B", options).pairs == 8);
  CHECK_FALSE(std::isnan(changeOf(made, "B", options).unadjusted.p));
}

TEST_CASE("with two pairs a protein can be tested, not adjusted") {
  Example made = example();
  made.add("A", changes(1, 0.1));
  made.add("B", changes(1, 0.2));
  for (Eigen::Index subject = 2; subject < static_cast<Eigen::Index>(subjects); ++subject)
    made.cargo.log2(0, 3 * subject) = std::nan("");
  CompareOptions options;
  CHECK(std::isnan(changeOf(made, "A", options).unadjusted.p));
  options.minPairs = 2;
  const Change change = changeOf(made, "A", options);
  CHECK_FALSE(std::isnan(change.unadjusted.p));
  CHECK(std::isnan(change.adjusted.p));
}

TEST_CASE("alpha decides which q-values are a change") {
  Example made = example();
  made.add("A", changes(1, 1));
  CompareOptions options;
  const Change change = changeOf(made, "A", options);
  REQUIRE(change.unadjusted.q < 0.01);
  REQUIRE(change.adjusted.q < 0.01);
  CHECK(change.verdict == ChangeVerdict::Robust);
  options.alpha = std::min(change.unadjusted.q, change.adjusted.q) / 2;
  CHECK(changeOf(made, "A", options).verdict == ChangeVerdict::Unchanged);
  // A q-value at alpha counts.
  options.alpha = std::max(change.unadjusted.q, change.adjusted.q);
  CHECK(changeOf(made, "A", options).verdict == ChangeVerdict::Robust);
}

TEST_CASE("a change that goes at equal platelet score is explained when enough of it goes") {
  Example made = example();
  made.add("A", changes(0.06, 0.3, 2));
  CompareOptions options;
  options.alpha = 0.1;
  const Change change = changeOf(made, "A", options);
  REQUIRE(change.unadjusted.q <= 0.1);
  REQUIRE(change.adjusted.q > 0.1);
  REQUIRE(change.adjusted.high < change.unadjusted.log2FoldChange);
  REQUIRE(change.attenuation < 1);
  options.minAttenuation = change.attenuation;
  CHECK(changeOf(made, "A", options).verdict == ChangeVerdict::Explained);
  options.minAttenuation = (1 + change.attenuation) / 2;
  CHECK(changeOf(made, "A", options).verdict == ChangeVerdict::NotSeparable);
}

TEST_CASE("a change whose adjusted interval holds both nothing and all of it is not separable") {
  Example made = example();
  made.add("A", changes(0.6, 1.5, 0.5));
  CompareOptions options;
  const Change change = changeOf(made, "A", options);
  REQUIRE(change.unadjusted.q <= 0.05);
  REQUIRE(change.adjusted.low < 0);
  REQUIRE(change.adjusted.high > change.unadjusted.log2FoldChange);
  CHECK(change.verdict == ChangeVerdict::NotSeparable);
}

TEST_CASE("a contrast against another reference says how a contaminant changed in it") {
  Example made = example();
  made.add("A", changes(1, 1));
  CompareOptions options;
  made.study = withReference(made.study, "post");
  options.compareTo = "late";
  const auto contaminants = compare(made, options).front().contaminants;
  REQUIRE(contaminants.size() == 1);
  CHECK(contaminants[0].contrast == "late-post");
  CHECK(contaminants[0].change == Approx(0.3).margin(0.02));
  CHECK(contaminants[0].reading.starts_with("no change is shown, 0.3"));
}

TEST_CASE("samples that did not pass are tested and named") {
  Example made = example();
  made.add("A", changes(1, 1));
  made.purity.samples[4].verdict = Verdict::Fail;
  made.purity.samples[5].verdict = Verdict::Unknown;
  const auto all = compare(made, {});
  CHECK(noted(all[0], "tested all the same, though their purity fails: S1post"));
  CHECK(noted(all[1], "the purity of 1 of 16 samples could not be judged"));
}
