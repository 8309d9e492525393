#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "vescargo/purity/PairTable.h"
#include "vescargo/purity/scoreBase.h"

using namespace vescargo;

namespace {

const double na = std::nan("");
constexpr Eigen::Index rows = 20;

struct Example {
  QuantTable cargo;
  Study study;
  std::vector<std::size_t> markers;
  PanelMeasures platelets;
};

/// Scores the table as it is now.
void score(Example& made) {
  const StudyBase base = findBase(made.cargo, made.study, {});
  made.platelets.made = scoreRows(made.cargo, base, made.markers, 3);
  made.platelets.score = made.platelets.made.bySample;
  made.platelets.standing = standAmong(made.platelets.score, made.study);
}

/// Four markers and nine other proteins of subjects at pre, post and late; `rise` in log2 by subject at post.
Example exampleOf(const std::vector<double>& rise, double disagreement = 0) {
  Example made;
  made.study.timePoints = {"pre", "post", "late"};
  made.cargo.log2.resize(13, static_cast<Eigen::Index>(3 * rise.size()));
  for (Eigen::Index row = 0; row < 13; ++row) {
    const std::string name = "P" + std::to_string(row);
    made.cargo.rows.push_back({name, name, "", 2});
    if (row < 4) made.markers.push_back(static_cast<std::size_t>(row));
  }
  Eigen::Index column = 0;
  for (std::size_t s = 0; s < rise.size(); ++s) {
    const std::string subject = std::to_string(s);
    made.study.subjects.push_back(subject);
    for (const auto& time : made.study.timePoints) {
      made.study.samples.push_back({subject + time, subject, time, "", "", {}});
      for (Eigen::Index row = 0; row < 13; ++row) {
        const double markerRise = row < 4 && time == "post" ? rise[s] : 0;
        made.cargo.log2(row, column) = 10.0 + 2.0 * static_cast<double>(row) + 0.01 * static_cast<double>(s) +
                                       markerRise +
                                       (row < 4 && time == "post" ? disagreement * (row % 2 == 0 ? 1 : -1) : 0);
      }
      ++column;
    }
  }
  made.cargo.samples = made.study.sampleNames();
  made.platelets.words = "platelets";
  score(made);
  return made;
}

std::vector<PairChange> pairsOf(const Example& made) { return comparePairs(made.study, {&made.platelets}, {}); }

}  // namespace

TEST_CASE("each pair of each later time point, and behind them their mean") {
  const auto pairs = pairsOf(exampleOf({1, 2, 3}));
  REQUIRE(pairs.size() == 8);
  for (std::size_t s = 0; s < 3; ++s) {
    CHECK(pairs[s].contrast == "post-pre");
    CHECK(pairs[s].subject == std::to_string(s));
    CHECK(pairs[s].change == Approx(1.0 + static_cast<double>(s)).epsilon(1e-9).margin(0));
    CHECK(pairs[s].low == Approx(pairs[s].change).epsilon(1e-9).margin(0));
    CHECK(pairs[s].reading == "more material of platelets than before");
    CHECK(std::isnan(pairs[s].p));
  }
  CHECK(pairs[3].ofAll());
  CHECK(pairs[3].pairs == 3);
  CHECK(pairs[3].change == Approx(2).epsilon(1e-9).margin(0));
  // t = 2 / (1 / sqrt 3) = 3.464 on 2 degrees of freedom
  CHECK(pairs[3].p == Approx(0.0742).epsilon(1e-2).margin(0));
  CHECK(pairs[3].reading == "no change with the time point is shown");
  CHECK(pairs[4].contrast == "late-pre");
  CHECK(pairs[4].change == Approx(0).epsilon(0).margin(1e-9));
}

TEST_CASE("markers that contradict each other give a pair no interval") {
  const auto pairs = pairsOf(exampleOf({0.5, 0.5, 0.5, 0.5, 0.6}, 2));
  CHECK(std::isnan(pairs[0].low));
  CHECK(pairs[0].reading == "no interval: too few proteins of platelets are in both samples");
}

TEST_CASE("a mean that changes is told to be confounded") {
  const auto pairs = pairsOf(exampleOf({0.5, 0.5, 0.5, 0.5, 0.6}));
  CHECK(pairs[5].p < 0.001);
  CHECK(pairs[5].q == Approx(pairs[5].p).epsilon(1e-9));
  CHECK(pairs[5].reading.find("confounded") != std::string::npos);
}

TEST_CASE("a fall is told, a constant added to a tube changes nothing") {
  Example made = exampleOf({-1, -1.5, -2, -1});
  const auto pairs = pairsOf(made);
  CHECK(pairs[0].reading == "less material of platelets than before");
  made.cargo.log2.col(1).array() += 3;
  score(made);
  const auto moved = pairsOf(made);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    CHECK(moved[i].low == Approx(pairs[i].low).epsilon(1e-9).margin(1e-6));
    CHECK(moved[i].high == Approx(pairs[i].high).epsilon(1e-9).margin(1e-6));
  }
}

TEST_CASE("without a score in both samples a pair says so, and takes no part in the mean") {
  Example made = exampleOf({1, 2, 3});
  made.platelets.score[1] = na;
  auto pairs = pairsOf(made);
  CHECK(pairs[0].reading == "not known: a sample has no score of platelets");
  CHECK(pairs[3].pairs == 2);
  made.platelets.score[4] = na;
  pairs = pairsOf(made);
  CHECK(std::isnan(pairs[3].p));
  CHECK(pairs[3].reading.find("cannot be answered") == 0);
  made = exampleOf({1, 2, 3});
  // The third and fourth marker are in both samples, and three are asked for.
  made.cargo.log2.col(0).head(1).setConstant(na);
  made.cargo.log2.col(1).segment(1, 1).setConstant(na);
  score(made);
  REQUIRE_FALSE(std::isnan(pairsOf(made)[0].change));
  CHECK(pairsOf(made)[0].reading.find("no interval") == 0);
}

TEST_CASE("every contaminant has its pairs, and q counts all of a contrast") {
  const Example made = exampleOf({1, 1.2, 1.4, 1.1});
  PanelMeasures red = made.platelets;
  red.words = "red cells";
  for (std::size_t s = 0; s < 4; ++s) red.score[3 * s + 1] = red.score[3 * s] + (s % 2 == 0 ? 0.3 : -0.3);
  const auto pairs = comparePairs(made.study, {&made.platelets, &red}, {});
  REQUIRE(pairs.size() == 20);
  CHECK(pairs[4].contaminant == "platelets");
  CHECK(pairs[9].contaminant == "red cells");
  CHECK(pairs[9].ofAll());
  CHECK(pairs[9].p == Approx(1).epsilon(0).margin(1e-4));
  CHECK(pairs[4].p < 0.01);
  CHECK(pairs[4].q == Approx(2 * pairs[4].p).epsilon(0).margin(2e-6));
  CHECK(std::isnan(pairs[0].q));
  CHECK(pairs[4].reading == "material of platelets changes with the time point: the contrast is confounded with it");
}

TEST_CASE("samples of a subject at one time point count by their mean") {
  Example made = exampleOf({1, 2, 3});
  made.study.samples[2].timePoint = "post";
  made.study.timePoints = {"pre", "post"};
  const auto pairs = pairsOf(made);
  REQUIRE(pairs.size() == 4);
  CHECK(pairs[0].change == Approx(0.5).epsilon(0).margin(1e-6));
  made.platelets.score[2] = na;
  CHECK(pairsOf(made)[0].change == Approx(1).epsilon(0).margin(1e-6));
}

TEST_CASE("pairs.tsv is the same bytes after it was read and written again, and refuses words") {
  const test::Scratch scratch;
  Example made = exampleOf({1, 2, 3});
  made.platelets.score[1] = na;
  writePairs(pairsOf(made), scratch.path("a.tsv"));
  writePairs(readPairs(scratch.path("a.tsv")), scratch.path("b.tsv"));
  const std::string text = test::contentOf(scratch.path("a.tsv"));
  CHECK(text == test::contentOf(scratch.path("b.tsv")));
  const auto path =
      scratch.file("c.tsv", text.substr(0, text.find('\n') + 1) + "post-pre\tplatelets\t1\tone\t1\t1\t1\t1\t1\t1\t\n");
  CHECK(test::errorOf([&] { readPairs(path); }, scratch.path("")) ==
        "3|c.tsv:2: \"one\" in column \"pairs\" is no number; write a number or NA");
}
