#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "base/Scratch.h"
#include "compare/Example.h"
#include "vescargo/compare/writeChanges.h"
#include "vescargo/stats/exactTests.h"
#include "vescargo/stats/moderate.h"

using namespace vescargo;

namespace {

/// Box-Muller, since std::normal_distribution differs between libraries.
double normal(std::mt19937_64& random) {
  const double u = (static_cast<double>(random() >> 11) + 1) / 9007199254740993.0;
  const double v = static_cast<double>(random() >> 11) / 9007199254740992.0;
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * M_PI * v);
}

struct Simulated {
  QuantTable cargo;
  Study study;
  PurityTable purity;
};

/// No protein changes, but each follows the tube's platelet material, which rises by `rise` on average.
Simulated nullStudy(std::size_t subjects, std::size_t proteins, double rise, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Simulated made;
  made.study.timePoints = {"pre", "post"};
  for (std::size_t s = 0; s < subjects; ++s) {
    made.study.subjects.push_back(std::to_string(s));
    for (const char* time : {"pre", "post"}) {
      made.study.samples.push_back({std::to_string(s) + time, std::to_string(s), time, "", "", {}});
      SamplePurity purity;
      purity.sample = made.study.samples.back().name;
      purity.plateletCore = normal(random) + (std::string(time) == "post" ? rise : 0);
      made.purity.samples.push_back(purity);
    }
  }
  made.cargo.samples = made.study.sampleNames();
  made.cargo.log2.resize(static_cast<Eigen::Index>(proteins), static_cast<Eigen::Index>(2 * subjects));
  for (std::size_t p = 0; p < proteins; ++p) {
    made.cargo.rows.push_back({"P" + std::to_string(10000 + p), "", "", 1});
    const double slope = normal(random);
    for (std::size_t i = 0; i < 2 * subjects; ++i)
      made.cargo.log2(static_cast<Eigen::Index>(p), static_cast<Eigen::Index>(i)) =
          20 + slope * made.purity.samples[i].plateletCore + 0.5 * normal(random);
  }
  return made;
}

double partBelow(const std::vector<Change>& changes, double bar, bool adjusted) {
  const auto low = [&](const Change& change) { return (adjusted ? change.adjusted.p : change.unadjusted.p) < bar; };
  return static_cast<double>(std::count_if(changes.begin(), changes.end(), low)) / static_cast<double>(changes.size());
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
  // Slopes are shared by no one: each study gives one protein, since proteins of one study go together.
  std::vector<double> p, adjusted;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const auto made = nullStudy(8, 1, 0, seed);
    const auto result = compareCargo(made.cargo, made.study, made.purity, {}, {});
    p.push_back(result[0].changes[0].unadjusted.p);
    adjusted.push_back(result[0].changes[0].adjusted.p);
  }
  for (auto* values : {&p, &adjusted}) {
    std::sort(values->begin(), values->end());
    double distance = 0;
    for (std::size_t i = 0; i < values->size(); ++i) {
      distance = std::max(distance, std::abs((*values)[i] - static_cast<double>(i) / 400.0));
      distance = std::max(distance, std::abs((*values)[i] - static_cast<double>(i + 1) / 400.0));
    }
    CHECK(distance < 1.628 / std::sqrt(400.0));  // Kolmogorov-Smirnov at 1 %
  }
}

TEST_CASE("contamination confounded with time deceives the unadjusted test, not the adjusted one") {
  const auto made = nullStudy(12, 2000, 1.5, 7);
  const auto result = compareCargo(made.cargo, made.study, made.purity, {}, {});
  CHECK(partBelow(result[0].changes, 0.05, false) > 0.3);
  CHECK(partBelow(result[0].changes, 0.05, true) == Approx(0.05).margin(0.02));
}

TEST_CASE("what cannot be answered is said, not thrown") {
  auto made = nullStudy(1, 5, 0, 3);
  auto result = compareCargo(made.cargo, made.study, made.purity, {}, {});
  REQUIRE(result.size() == 1);
  CHECK(result[0].notes[0].find("one subject only") == 0);
  CHECK(std::isnan(result[0].changes[0].unadjusted.p));
  made = nullStudy(5, 5, 0, 3);
  for (auto& sample : made.purity.samples) sample.plateletCore = std::nan("");
  result = compareCargo(made.cargo, made.study, made.purity, {}, {});
  CHECK(result[0].notes[0].find("nothing is adjusted") != std::string::npos);
  CHECK(std::isnan(result[0].changes[0].adjusted.p));
  CHECK_FALSE(std::isnan(result[0].changes[0].unadjusted.p));
}

TEST_CASE("a marker is adjusted by the others, never by itself") {
  auto made = nullStudy(8, 8, 0, 11);
  MarkerPanel core, vesicle;
  core.name = "platelet_core";
  vesicle.name = "ev_positive";
  for (std::size_t i = 0; i < 4; ++i) core.markers.push_back({"", made.cargo.rows[i].id, "", true, "", ""});
  for (std::size_t i = 4; i < 8; ++i) vesicle.markers.push_back({"", made.cargo.rows[i].id, "", true, "", ""});
  // The score in the table is the first marker itself: adjusted by it, nothing would be left of the change.
  for (std::size_t i = 0; i < 16; ++i)
    made.purity.samples[i].plateletCore = made.cargo.log2(0, static_cast<Eigen::Index>(i));
  const auto by = [&](const std::vector<MarkerPanel>& panels) {
    const auto changes = compareCargo(made.cargo, made.study, made.purity, panels, {})[0].changes;
    return *std::find_if(changes.begin(), changes.end(), [](const Change& c) { return c.protein == "P10000"; });
  };
  CHECK(std::abs(by({}).adjusted.log2FoldChange) < 1e-9);
  const Change change = by({core, vesicle});
  CHECK(change.marker);
  CHECK(std::abs(change.adjusted.log2FoldChange) > 1e-3);
}

TEST_CASE("changes.tsv keeps its bytes through reading and writing") {
  const test::Scratch scratch;
  const auto made = nullStudy(5, 20, 0, 5);
  writeChanges(compareCargo(made.cargo, made.study, made.purity, {}, {}), scratch.path("a.tsv"));
  writeChanges(readChanges(scratch.path("a.tsv")), scratch.path("b.tsv"));
  CHECK(test::contentOf(scratch.path("a.tsv")) == test::contentOf(scratch.path("b.tsv")));
  CHECK(readChanges(scratch.path("a.tsv"))[0].notes.size() == 1);
}
