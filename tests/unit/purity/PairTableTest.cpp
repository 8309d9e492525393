#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "vescargo/purity/PairTable.h"

using namespace vescargo;

namespace {

const double na = std::nan("");

struct Example {
  QuantTable cargo;
  Study study;
  ScoreRows rows;
  PanelMeasures core;
};

/// Four markers and four vesicle proteins of subjects at pre, post and late; `rise` in log2 by subject at post.
Example exampleOf(const std::vector<double>& rise, double disagreement = 0) {
  Example made;
  made.study.timePoints = {"pre", "post", "late"};
  made.cargo.log2.resize(8, static_cast<Eigen::Index>(3 * rise.size()));
  for (Eigen::Index row = 0; row < 8; ++row) {
    const std::string name = "P" + std::to_string(row);
    made.cargo.rows.push_back({name, name, "", 2});
    (row < 4 ? made.rows.markers : made.rows.reference).push_back(static_cast<std::size_t>(row));
  }
  Eigen::Index column = 0;
  for (std::size_t s = 0; s < rise.size(); ++s) {
    const std::string subject = std::to_string(s);
    made.study.subjects.push_back(subject);
    for (const auto& time : made.study.timePoints) {
      made.study.samples.push_back({subject + time, subject, time, "", "", {}});
      for (Eigen::Index row = 0; row < 8; ++row) {
        const double markerRise = row < 4 && time == "post" ? rise[s] : 0;
        made.cargo.log2(row, column) = 10.0 + 2.0 * static_cast<double>(row) + 0.01 * static_cast<double>(s) +
                                       markerRise + (time == "post" ? disagreement * (row % 2 == 0 ? 1 : -1) : 0);
      }
      ++column;
    }
  }
  made.cargo.samples = made.study.sampleNames();
  made.core.score = panelScores(made.cargo, made.rows, 3);
  made.core.standing = standAmong(made.core.score, made.study);
  return made;
}

std::vector<PairChange> pairsOf(const Example& made) {
  return comparePairs(made.cargo, made.study, made.rows, made.core, {});
}

}  // namespace

TEST_CASE("each pair of each later time point, and behind them their mean") {
  const auto pairs = pairsOf(exampleOf({1, 2, 3}));
  REQUIRE(pairs.size() == 8);
  for (std::size_t s = 0; s < 3; ++s) {
    CHECK(pairs[s].contrast == "post-pre");
    CHECK(pairs[s].subject == std::to_string(s));
    CHECK(pairs[s].change == Approx(1.0 + static_cast<double>(s)).epsilon(1e-9).margin(0));
    CHECK(pairs[s].low == Approx(pairs[s].change).epsilon(1e-9).margin(0));
    CHECK(pairs[s].reading == "more platelet material than before");
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

TEST_CASE("markers that disagree widen a pair's interval until no difference is shown") {
  const auto pairs = pairsOf(exampleOf({0.5, 0.5, 0.5, 0.5, 0.6}, 2));
  CHECK(pairs[0].low < 0);
  CHECK(pairs[0].high > 1);
  CHECK(pairs[0].reading == "no difference shown");
  // The subjects agree all the same, and that is what the mean is about.
  CHECK(pairs[5].p < 0.001);
  CHECK(pairs[5].reading.find("confounded") != std::string::npos);
}

TEST_CASE("a fall is told, a constant added to a tube changes nothing") {
  Example made = exampleOf({-1, -1.5, -2, -1});
  const auto pairs = pairsOf(made);
  CHECK(pairs[0].reading == "less platelet material than before");
  made.cargo.log2.col(1).array() += 3;
  const auto moved = pairsOf(made);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    CHECK(moved[i].low == Approx(pairs[i].low).epsilon(1e-9).margin(1e-6));
    CHECK(moved[i].high == Approx(pairs[i].high).epsilon(1e-9).margin(1e-6));
  }
}

TEST_CASE("without a score in both samples a pair says so, and takes no part in the mean") {
  Example made = exampleOf({1, 2, 3});
  made.core.score[1] = na;
  auto pairs = pairsOf(made);
  CHECK(pairs[0].reading == "not known: a sample has no platelet score");
  CHECK(pairs[3].pairs == 2);
  made.core.score[4] = na;
  pairs = pairsOf(made);
  CHECK(std::isnan(pairs[3].p));
  CHECK(pairs[3].reading.find("cannot be answered") == 0);
  made = exampleOf({1, 2, 3});
  made.cargo.log2.col(0).head(2).setConstant(na);
  CHECK(pairsOf(made)[0].reading.find("no interval") == 0);
}

TEST_CASE("pairs.tsv is the same bytes after it was read and written again, and refuses words") {
  const test::Scratch scratch;
  Example made = exampleOf({1, 2, 3});
  made.core.score[1] = na;
  writePairs(pairsOf(made), scratch.path("a.tsv"));
  writePairs(readPairs(scratch.path("a.tsv")), scratch.path("b.tsv"));
  const std::string text = test::contentOf(scratch.path("a.tsv"));
  CHECK(text == test::contentOf(scratch.path("b.tsv")));
  const auto path = scratch.file("c.tsv", text.substr(0, text.find('\n') + 1) + "post-pre\t1\tone\t1\t1\t1\t1\t1\t\n");
  CHECK(test::errorOf([&] { readPairs(path); }, scratch.path("")) ==
        "3|c.tsv:2: \"one\" in column \"pairs\" is no number; write a number or NA");
}
