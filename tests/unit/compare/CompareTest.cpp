#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "base/Scratch.h"
#include "compare/Example.h"
#include "compare/pairedStudy.h"
#include "vescargo/compare/writeChanges.h"
#include "vescargo/stats/exactTests.h"
#include "vescargo/stats/moderate.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// Box-Muller, since std::normal_distribution differs between libraries.
double normal(std::mt19937_64& random) {
  const double u = (static_cast<double>(random() >> 11) + 1) / 9007199254740993.0;
  const double v = static_cast<double>(random() >> 11) / 9007199254740992.0;
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * M_PI * v);
}

/// No protein changes, but each follows the tube's platelet material, which rises by `rise` on average.
Example nullStudy(std::size_t people, std::size_t proteins, double rise, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Example made;
  Load load{"platelets", "platelet_core", {}, 15};  // markers as noisy as the proteins, so that one prior fits all
  made.study.timePoints = {"pre", "post"};
  for (std::size_t s = 0; s < people; ++s) {
    made.study.subjects.push_back(std::to_string(s));
    for (const char* time : {"pre", "post"}) {
      made.study.samples.push_back({std::to_string(s) + time, std::to_string(s), time, "", "", {}});
      load.bySample.push_back(normal(random) + (std::string(time) == "post" ? rise : 0));
    }
  }
  made.loads = {load};
  made.cargo.samples = made.study.sampleNames();
  made.cargo.log2.resize(static_cast<Eigen::Index>(proteins), static_cast<Eigen::Index>(2 * people));
  for (std::size_t p = 0; p < proteins; ++p) {
    made.cargo.rows.push_back({"P" + std::to_string(10000 + p), "", "", 1});
    const double slope = normal(random);
    for (std::size_t i = 0; i < 2 * people; ++i)
      made.cargo.log2(static_cast<Eigen::Index>(p), static_cast<Eigen::Index>(i)) =
          20 + slope * load.bySample[i] + 0.5 * normal(random);
  }
  return made;
}

/// Of the proteins that are no markers.
double partBelow(const std::vector<Change>& changes, double bar, bool adjusted) {
  double low = 0, all = 0;
  for (const Change& change : changes) {
    const double p = adjusted ? change.adjusted.p : change.unadjusted.p;
    if (std::isnan(p) || !change.markerOf.empty()) continue;
    ++all;
    low += p < bar ? 1 : 0;
  }
  return low / all;
}

Comparison compareWithin(const Example& made) {
  return compareCargo(fitOf(made, {}), made.purity, made.panels(), fewRotations).at(0);
}

}  // namespace

TEST_CASE("the inverse trigamma undoes trigamma at known points") {
  CHECK(trigammaInverse(M_PI * M_PI / 6) == Approx(1).epsilon(1e-10).margin(0));
  CHECK(trigammaInverse(M_PI * M_PI / 2) == Approx(0.5).epsilon(1e-10).margin(0));
}

TEST_CASE("the prior of two variances with two degrees of freedom is what the moments say") {
  // Log variances 0 and c have variance c^2/2; minus trigamma(1) = pi^2/6 it must be trigamma(d0/2).
  const double c = std::sqrt(2 * (M_PI * M_PI / 6 + M_PI * M_PI / 2));
  const auto prior = fitPrior({1, std::exp(c)}, {2, 2});
  CHECK(prior.df == Approx(1).epsilon(1e-9).margin(0));
  const double euler = 0.57721566490153286;
  // mean + euler (minus digamma(1)) + digamma(1/2) - log(1/2), digamma(1/2) = -euler - 2 log 2
  const double log = c / 2 + euler - euler - 2 * std::log(2.0) + std::log(2.0);
  CHECK(prior.variance == Approx(std::exp(log)).epsilon(1e-9).margin(0));
  CHECK(std::isinf(fitPrior({1, 1, 1}, {4, 4, 4}).df));
}

TEST_CASE("Benjamini-Hochberg gives the worked example and passes over NaN") {
  const auto q = adjustBenjaminiHochberg({0.01, std::nan(""), 0.04, 0.03, 0.005});
  CHECK(q[0] == Approx(0.02).epsilon(1e-12).margin(0));
  CHECK(std::isnan(q[1]));
  CHECK(q[2] == Approx(0.04).epsilon(1e-12).margin(0));
  CHECK(q[3] == Approx(0.04).epsilon(1e-12).margin(0));
  CHECK(q[4] == Approx(0.02).epsilon(1e-12).margin(0));
}

TEST_CASE("sign flips are counted exactly for few pairs") {
  CHECK(signFlipTest({1, 2, 3}).p == 0.25);
  CHECK(signFlipTest({1, 2, 3}).floor == 0.25);
  CHECK(signFlipTest({1, 2, -1}).p == 0.75);  // |sum| 2 is reached by 6 of 8
  CHECK(signFlipTest(std::vector<double>(16, 0.1)).p == 1 / 32768.0);
  CHECK(signFlipTest(std::vector<double>(17, 0.1)).p == Approx(1e-4).epsilon(1e-12).margin(0));
}

TEST_CASE("detection changes have the exact McNemar p") {
  CHECK(detectionTest(0, 5) == Approx(0.0625).epsilon(1e-12).margin(0));
  CHECK(detectionTest(3, 3) == 1);
  CHECK(std::isnan(detectionTest(0, 0)));
}

TEST_CASE("null p-values are uniform when contamination differs by tube") {
  // Each study gives one protein, since proteins of one study go together; the others tell the prior.
  std::vector<double> p, adjusted;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    const ContrastFit fit = fitOf(nullStudy(8, 30, 0, seed), {}).contrasts.at(0);
    p.push_back(fit.unadjusted.effects.front().p);
    adjusted.push_back(fit.together.effects.front().p);
  }
  CHECK(distanceFromUniform(p) < 1.628 / std::sqrt(1000.0));
  // Now and then platelets are out of reach by chance.
  std::erase_if(adjusted, [](double value) { return std::isnan(value); });
  CHECK(adjusted.size() > 990);
  CHECK(distanceFromUniform(adjusted) < 1.628 / std::sqrt(1000.0));
}

TEST_CASE("contamination confounded with time deceives the unadjusted test, not the adjusted one") {
  const Comparison result = compareWithin(nullStudy(12, 2000, 1.5, 7));
  CHECK(partBelow(result.changes, 0.05, false) > 0.3);
  CHECK(partBelow(result.changes, 0.05, true) == Approx(0.05).margin(0.02));
}

TEST_CASE("what cannot be answered is said, not thrown") {
  Example made = nullStudy(1, 5, 0, 3);
  Comparison result = compareWithin(made);
  CHECK(result.notes[0].find("one subject only") == 0);
  REQUIRE_FALSE(result.cautions.empty());
  CHECK(result.cautions[0] == result.notes[0]);
  for (const std::string& caution : result.cautions)
    CHECK(std::count(result.notes.begin(), result.notes.end(), caution) == 1);
  CHECK(std::isnan(changeIn(result, "P10000").unadjusted.p));
  made = nullStudy(5, 5, 0, 3);
  made.loads.clear();
  result = compareWithin(made);
  CHECK(result.notes[0].find("nothing can be adjusted for") != std::string::npos);
  CHECK(std::isnan(changeIn(result, "P10000").adjusted.p));
  CHECK_FALSE(std::isnan(changeIn(result, "P10000").unadjusted.p));
}

TEST_CASE("a marker is adjusted by the others, never by itself") {
  // A marker that is most of the score: adjusted by it, little would be left of its change.
  Example made = nullStudy(8, 8, 0, 11);
  const StudyFit fit = fitOf(made, {});
  const ContrastFit& contrast = fit.contrasts.front();
  for (const std::size_t marker : fit.scores.front().markers) {
    const auto row = static_cast<Eigen::Index>(marker);
    const auto own = contrast.plan.together.own.find(row);
    REQUIRE(own != contrast.plan.together.own.end());
    CHECK(own->second != contrast.plan.together.columns);
    // Its effect is that of a fit with the score of the others.
    const UnitModel model = withColumns(contrast.model, own->second);
    const LinearFit alone = fitUnits(contrast.values.row(row), model);
    CHECK(contrast.together.effects[marker].log2FoldChange ==
          Approx(alone.estimates(0, 0)).epsilon(1e-12).margin(1e-14));
  }
  const Change change = changeIn(compareWithin(made), "platelet_core1");
  CHECK(change.markerOf == "platelets");
  CHECK(change.panels == "platelet_core");
}

TEST_CASE("changes.tsv keeps its bytes through reading and writing") {
  const Scratch scratch;
  auto all = std::vector{compareWithin(nullStudy(5, 20, 0, 5))};
  judgeChanges(verdictRules(), {}, all);
  writeChanges(all, scratch.path("a.tsv"));
  const auto read = readChanges(scratch.path("a.tsv"));
  writeChanges(read, scratch.path("b.tsv"));
  CHECK(contentOf(scratch.path("a.tsv")) == contentOf(scratch.path("b.tsv")));
  CHECK(read[0].notes == all[0].notes);
  CHECK(read[0].adjustedFor == std::vector<std::string>{"platelets"});
  CHECK(changeIn(read[0], "platelet_core0").markerOf == "platelets");
  // What a page made without the file tells is the same.
  const auto written = asWritten(all);
  REQUIRE(written[0].changes.size() == read[0].changes.size());
  for (const Change& change : written[0].changes) {
    const Change& other = changeIn(read[0], change.protein);
    CHECK(formatNumber(change.unadjusted.low) == formatNumber(other.unadjusted.low));
    CHECK(formatNumber(change.adjusted.high) == formatNumber(other.adjusted.high));
    CHECK(formatNumber(change.adjusted.q) == formatNumber(other.adjusted.q));
  }
}

TEST_CASE("changes.tsv that was sorted by another column is read as the same contrasts") {
  const Scratch scratch;
  auto all = std::vector{compareWithin(nullStudy(5, 20, 0, 5))};
  judgeChanges(verdictRules(), {}, all);
  all.push_back(all[0]);
  all[1].contrast = "late-pre";
  all.push_back(all[0]);
  all[2].contrast = "late-post";
  writeChanges(all, scratch.path("whole.tsv"));
  std::vector<std::string> lines = split(contentOf(scratch.path("whole.tsv")), '\n');
  const auto header = std::find_if(lines.begin(), lines.end(), [](const auto& line) { return !line.starts_with('#'); });
  lines.pop_back();  // the end of the last line
  const auto protein = [](const std::string& line) { return split(line, '\t')[1]; };
  std::stable_sort(header + 1, lines.end(), [&](const auto& a, const auto& b) { return protein(a) < protein(b); });
  writeFile(scratch.path("sorted.tsv"), join(lines, "\n") + "\n");
  const auto read = readChanges(scratch.path("sorted.tsv"));
  REQUIRE(read.size() == 3);
  writeChanges(read, scratch.path("again.tsv"));
  CHECK(contentOf(scratch.path("again.tsv")) == contentOf(scratch.path("whole.tsv")));
}
