#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "compare/Example.h"
#include "vescargo/base/Tsv.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

std::string messageOf(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return std::to_string(static_cast<int>(error.code())) + " " + error.what();
  }
  return "";
}

/// pre and post of the example only.
Example pairs() {
  Example made = example();
  made.add("A", changes(1, 0.3));
  made.add("B", changes(0.2, 1));
  made.add("C", changes(-0.5, 0.8, 1));
  made.add("D", changes(0, 0.6, 0.5));
  return made;
}

/// Without time points and samples at `time`.
Example without(const Example& all, const std::string& time) {
  Example made = all;
  std::vector<Eigen::Index> kept;
  Study study = made.study;
  study.samples.clear();
  for (Load& load : made.loads) load.bySample.clear();
  for (std::size_t i = 0; i < all.study.samples.size(); ++i) {
    if (all.study.samples[i].timePoint == time) continue;
    kept.push_back(static_cast<Eigen::Index>(i));
    study.samples.push_back(all.study.samples[i]);
    for (std::size_t k = 0; k < made.loads.size(); ++k) made.loads[k].bySample.push_back(all.loads[k].bySample[i]);
  }
  std::erase(study.timePoints, time);
  made.study = study;
  made.cargo.samples = study.sampleNames();
  made.cargo.log2 = Eigen::MatrixXd(made.cargo.log2(Eigen::all, kept));
  return made;
}

/// Every subject once, in two groups of four.
Example unpaired() {
  Example made = without(without(pairs(), "pre"), "late");
  for (std::size_t i = 0; i < made.study.samples.size(); ++i) made.study.samples[i].group = i < 4 ? "well" : "ill";
  return made;
}

const Comparison& named(const std::vector<Comparison>& all, const std::string& contrast) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Comparison& one) { return one.contrast == contrast; });
  REQUIRE(found != all.end());
  return *found;
}

Effect effectOf(const Comparison& comparison, const std::string& protein, Effect Change::*effect) {
  return changeIn(comparison, protein).*effect;
}

}  // namespace

TEST_CASE("a constant of each subject changes nothing within pairs") {
  const Example made = pairs();
  Example moved = made;
  for (Eigen::Index i = 0; i < moved.cargo.log2.cols(); ++i)
    moved.cargo.log2.col(i).array() += 8 * noise[static_cast<std::size_t>(i / 3)];
  const auto one = compare(made, {}), other = compare(moved, {});
  for (const char* contrast : {"post-pre", "late-pre", "course"}) {
    for (const auto effect : {&Change::unadjusted, &Change::adjusted}) {
      for (const char* protein : {"A", "B", "C", "D"}) {
        const Effect a = effectOf(named(one, contrast), protein, effect),
                     b = effectOf(named(other, contrast), protein, effect);
        REQUIRE_FALSE(std::isnan(a.p));
        CHECK(a.p == Approx(b.p).epsilon(1e-8).margin(0));
      }
    }
  }
}

TEST_CASE("the order of samples permutes nothing") {
  const Example made = pairs();
  Example turned = made;
  std::reverse(turned.study.samples.begin(), turned.study.samples.end());
  std::reverse(turned.study.subjects.begin(), turned.study.subjects.end());
  const auto one = compare(made, {}), other = compare(turned, {});
  REQUIRE(one.size() == other.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    CHECK(one[i].contrast == other[i].contrast);
    for (std::size_t k = 0; k < one[i].changes.size(); ++k) {
      CHECK(one[i].changes[k].protein == other[i].changes[k].protein);
      if (!std::isnan(one[i].changes[k].unadjusted.p))
        CHECK(one[i].changes[k].unadjusted.p == Approx(other[i].changes[k].unadjusted.p).epsilon(1e-9).margin(0));
      CHECK(std::isnan(one[i].changes[k].unadjusted.p) == std::isnan(other[i].changes[k].unadjusted.p));
      CHECK(one[i].changes[k].verdict == other[i].changes[k].verdict);
      CHECK(one[i].changes[k].hangsOn == other[i].changes[k].hangsOn);
    }
  }
}

TEST_CASE("swapping the labels flips the sign of a change and nothing else") {
  Example made = without(pairs(), "late");
  const auto there = compare(made, {});
  made.study = withReference(made.study, "post");
  const auto back = compare(made, {});
  for (const auto effect : {&Change::unadjusted, &Change::adjusted}) {
    for (const char* protein : {"A", "B", "C", "D"}) {
      const Effect a = effectOf(there[0], protein, effect), b = effectOf(back[0], protein, effect);
      CHECK(a.log2FoldChange == Approx(-b.log2FoldChange).epsilon(1e-9).margin(0));
      CHECK(a.low == Approx(-b.high).epsilon(1e-9).margin(0));
      CHECK(a.p == Approx(b.p).epsilon(1e-9).margin(0));
      CHECK(a.leftOutP == Approx(b.leftOutP).epsilon(1e-9).margin(0));
    }
  }
}

TEST_CASE("two time points more have a course, one alone or one asked for has none") {
  Example made = pairs();
  CHECK(compare(made, {}).size() == 3);
  CompareOptions options;
  options.compareTo = "late";
  CHECK(compare(made, options).size() == 1);
  CHECK(compare(without(made, "late"), {}).size() == 1);
}

TEST_CASE("a course counts subjects with two time points and leaves single samples out") {
  Example made = pairs();
  for (const Eigen::Index sample : {0, 1, 4, 5}) made.cargo.log2(0, sample) = std::nan("");
  // Their abundance does say something to a trend.
  const auto course = named(compare(made, flatPrior()), "course");
  const auto a = std::find_if(course.changes.begin(), course.changes.end(),
                              [](const Change& change) { return change.protein == "A"; });
  CHECK(a->pairs == 6);
  CHECK(a->unadjusted.f > 0);
  CHECK(std::isnan(a->unadjusted.t));
  CHECK(std::isnan(a->signFlipP));
  CHECK(noted(course, "F test"));
  // The two single samples say nothing of a change.
  Example less = made;
  less.cargo.log2(0, 2) = less.cargo.log2(0, 3) = std::nan("");
  CHECK(effectOf(named(compare(less, flatPrior()), "course"), "A", &Change::unadjusted).f ==
        Approx(a->unadjusted.f).epsilon(1e-9).margin(0));
}

TEST_CASE("groups have their difference of changes, by subjects whose group stays") {
  Example made = without(pairs(), "late");
  for (std::size_t i = 0; i < made.study.samples.size(); ++i)
    made.study.samples[i].group = i < 8 ? "untrained" : "trained";
  auto all = compare(made, {});
  REQUIRE(all.size() == 2);
  CHECK(all[1].contrast == "(post-pre):trained-untrained");
  CHECK(all[1].pairs == 8);
  CHECK(noted(all[0], "taken together"));
  const double mean = [&] {
    double sum = 0;
    for (std::size_t s = 0; s < subjects; ++s) sum += (s < 4 ? -0.25 : 0.25) * (1 + 0.3 * noise[s]);
    return sum;
  }();
  CHECK(effectOf(all[1], "A", &Change::unadjusted).log2FoldChange == Approx(mean).epsilon(1e-9).margin(0));
  CHECK(std::isnan(all[1].changes[0].signFlipP));
  made.study.samples[1].group = "trained";
  all = compare(made, {});
  CHECK(all[1].pairs == 7);
  CHECK(noted(all[1], "1 subject has samples in different groups"));
  for (auto& sample : made.study.samples) sample.group = sample.subject == "S7" ? "trained" : "untrained";
  CHECK(noted(compare(made, {})[1], "one side has 1 subject, 2 are needed"));
}

TEST_CASE("a study without a subject's second sample is compared unpaired, and says so") {
  Example made = unpaired();
  made.cargo.log2(1, 0) = made.cargo.log2(1, 1) = made.cargo.log2(1, 2) = std::nan("");
  const auto groups = compare(made, {});
  REQUIRE(groups.size() == 1);
  CHECK(groups[0].contrast == "ill-well");
  CHECK(groups[0].kind == ContrastKind::UnpairedGroups);
  CHECK(groups[0].pairs == 8);
  CHECK(noted(groups[0], "unpaired: no subject has samples of both, so 4 samples of ill and 4 samples of well"));
  CHECK_FALSE(std::isnan(effectOf(groups[0], "A", &Change::unadjusted).p));
  const auto b = std::find_if(groups[0].changes.begin(), groups[0].changes.end(),
                              [](const Change& change) { return change.protein == "B"; });
  CHECK(std::isnan(b->unadjusted.p));  // one sample is left on one side
  CHECK(b->seenBefore == 1);
  CHECK(b->seenAfter == 4);
  CHECK(b->detectionP == Approx(1.0 / 7).epsilon(1e-12).margin(0));
  made.study.groups = {"ill", "well"};
  CHECK(compare(made, {})[0].contrast == "well-ill");
  made.study.groups = {"gone", "well"};
  CHECK(compare(made, {})[0].contrast == "ill-well");
  for (std::size_t i = 0; i < 8; ++i) made.study.samples[i].timePoint = i % 2 == 0 ? "pre" : "post";
  made.study.timePoints = {"pre", "post"};
  CHECK(compare(made, {})[0].kind == ContrastKind::UnpairedTimes);
}

TEST_CASE("one pair, or a time point that occurs once, is said and not tested") {
  Example made = without(pairs(), "late");
  for (std::size_t i = 1; i < subjects; ++i) {
    made.study.samples[2 * i + 1].timePoint = "after";
    if (i == 1) made.study.timePoints.emplace_back("after");
  }
  const auto all = compare(made, {});
  CHECK(noted(all[0], "one side has 1 subject, 2 are needed: no protein is tested"));
  CHECK(all[0].changes[0].verdict == ChangeVerdict::NotTested);
  CHECK_FALSE(std::isnan(named(all, "after-pre").changes[0].unadjusted.p));
  // Subjects with two samples, but none with these two: compared unpaired, one sample is too few.
  CompareOptions options;
  made.study = withReference(made.study, "post");
  options.compareTo = "after";
  const Comparison none = compare(made, options).front();
  CHECK(none.kind == ContrastKind::UnpairedTimes);
  CHECK(none.pairs == 8);
  CHECK(noted(none, "one side has 1 subject, 2 are needed"));
}

TEST_CASE("covariates of a pair are adjusted for in both answers") {
  Example made = without(pairs(), "late");
  // What protein E does is its covariate's change, and a mean of 0.4.
  std::vector<double> hours;
  for (std::size_t s = 0; s < subjects; ++s) hours.push_back(scoreChange[(s + 3) % subjects]);
  std::vector<double> follows;
  for (std::size_t s = 0; s < subjects; ++s) follows.push_back(0.4 + 2 * hours[s] + 0.01 * noise[s]);
  made.cargo.rows.push_back({"E", "E", "", 2});
  made.cargo.log2.conservativeResize(5, Eigen::NoChange);
  for (std::size_t s = 0; s < subjects; ++s) {
    made.cargo.log2(4, static_cast<Eigen::Index>(2 * s)) = 20;
    made.cargo.log2(4, static_cast<Eigen::Index>(2 * s + 1)) = 20 + follows[s];
    for (std::size_t t = 0; t < 2; ++t) {
      made.study.samples[2 * s + t].covariates["hours"] = formatNumber(t == 0 ? 1 : 1 + hours[s]);
      made.study.samples[2 * s + t].covariates["age"] = formatNumber(30.0 + static_cast<double>(s));
      made.study.samples[2 * s + t].covariates["minutes"] = formatNumber(t == 0 ? 60 : 60 + 60 * hours[s]);
      made.study.samples[2 * s + t].covariates["later"] = t == 0 ? "0" : "1";
      made.study.samples[2 * s + t].batch = (s + t) % 3 == 0 ? "x" : "y";
    }
  }
  const auto with = [&](const std::vector<std::string>& covariates) {
    CompareOptions options;
    options.covariates = covariates;
    return compare(made, options)[0];
  };
  const Effect plain = effectOf(with({}), "E", &Change::unadjusted);
  const Effect adjusted = effectOf(with({"hours"}), "E", &Change::unadjusted);
  CHECK(plain.log2FoldChange > 0.9);
  CHECK(adjusted.log2FoldChange == Approx(0.4).margin(0.02));
  CHECK(adjusted.df == Approx(plain.df - plain.priorDf + adjusted.priorDf - 1).epsilon(1e-9));
  CHECK(effectOf(with({"hours"}), "E", &Change::adjusted).log2FoldChange == Approx(0.4).margin(0.02));
  const Comparison age = with({"age"});
  CHECK(noted(age, "age does not vary within pairs: it cancels"));
  CHECK(effectOf(age, "E", &Change::unadjusted).p == plain.p);
  const Comparison twice = with({"hours", "minutes"});
  CHECK(noted(twice, "minutes is told by those before it (collinear)"));
  CHECK(effectOf(twice, "E", &Change::unadjusted).p == adjusted.p);
  const Comparison confounded = with({"later"});
  CHECK(noted(confounded, "the covariates go with what is compared (collinear)"));
  CHECK(std::isnan(effectOf(confounded, "E", &Change::unadjusted).p));
  CHECK(effectOf(with({"batch"}), "A", &Change::unadjusted).p != effectOf(with({}), "A", &Change::unadjusted).p);
  made.study.samples[2].covariates["hours"] = "NA";
  CHECK(with({"hours"}).pairs == 7);
  CHECK(noted(with({"hours"}), "1 pair is left out, a covariate is not known there"));
}

TEST_CASE("covariates that cannot be used are refused") {
  Example made = pairs();
  for (std::size_t i = 0; i < made.study.samples.size(); ++i) {
    made.study.samples[i].covariates["hours"] = i == 4 ? "few" : "3";
    made.study.samples[i].covariates["site"] = "1";
  }
  const auto refused = [&](const std::string& covariate) {
    CompareOptions options;
    options.covariates = {covariate};
    return messageOf([&] { checkCompareOptions(made.study, {}, options); });
  };
  CHECK(refused("hour").starts_with("6 -covariates: \"hour\" is no column of the study sheet; did you mean \"hours\""));
  CHECK(refused("hours").starts_with("6 -covariates: \"few\" in column \"hours\" of sample \"S1post\" is no number"));
  CHECK(refused("site").starts_with("6 -covariates: \"site\" is the same in all samples"));
  CHECK(refused("batch").starts_with("6 -covariates: \"batch\" is the same in all samples"));
}

TEST_CASE("time points that are not there are refused, the nearest named") {
  const Example made = pairs();
  CompareOptions options;
  options.compareTo = "pots";
  CHECK(messageOf([&] {
          compare(made, options);
        }).starts_with("6 -compare_to: \"pots\" is no time point of the study; did you mean \"post\""));
  options.compareTo = "pre";
  CHECK(messageOf([&] { compare(made, options); }) ==
        "6 -compare_to: \"pre\" is the reference itself; give another time point");
}

TEST_CASE("a trend on peptides needs their counts") {
  Example made = pairs();
  for (auto& row : made.cargo.rows) row.peptides = 0;
  CompareOptions options;
  options.trend = VarianceTrend::Peptides;
  CHECK(messageOf([&] { compare(made, options); }).starts_with("11 -trend: the table does not count peptides"));
  made.cargo.rows[0].peptides = made.cargo.rows[1].peptides = made.cargo.rows[2].peptides = 4;
  const auto changes = compare(made, options)[0];
  CHECK_FALSE(std::isnan(effectOf(changes, "A", &Change::unadjusted).p));
  CHECK(std::isnan(effectOf(changes, "D", &Change::unadjusted).p));
}
