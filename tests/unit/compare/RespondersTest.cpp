#include <omp.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "compare/pairedStudy.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/compare/responders.h"
#include "vescargo/compare/responseSlopes.h"

using namespace vescargo;
using namespace vescargo::test;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Proteins x subjects: a response of the first fifth of the proteins that each subject has `sizes` times, and noise
/// of which each subject's tube shares `tube` over all proteins (as a direction that is not the response's).
MatrixXd responses(Random& random, Index proteins, const std::vector<double>& sizes, double effect, double tube = 0) {
  MatrixXd differences(proteins, static_cast<Index>(sizes.size()));
  VectorXd direction(proteins);
  for (double& value : direction) value = random.normal();
  for (Index j = 0; j < differences.cols(); ++j) {
    const double shared = tube * random.normal();
    for (Index g = 0; g < proteins; ++g) {
      const double mean = g < proteins / 5 ? (g % 2 == 0 ? effect : -effect) : 0;
      differences(g, j) = sizes[static_cast<std::size_t>(j)] * mean + 0.5 * random.normal() + shared * direction[g];
    }
  }
  return differences;
}

double meanSlope(const std::vector<ResponseSlope>& slopes) {
  double sum = 0;
  for (const auto& slope : slopes) sum += slope.slope / static_cast<double>(slopes.size());
  return sum;
}

}  // namespace

TEST_CASE("a subject that does not respond has slope 0, one that responds twice as much 2, the others 1") {
  Random random(5, "responders");
  const MatrixXd differences = responses(random, 500, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 2}, 0.6);
  const auto slopes = responseSlopes(differences, 2);
  REQUIRE(slopes.size() == 12);
  for (std::size_t i = 0; i < 10; ++i) CHECK(slopes[i].slope == Approx(1).margin(0.35));
  CHECK(slopes[10].slope == Approx(0).margin(0.2));
  CHECK(slopes[10].high < 1);
  CHECK(slopes[11].slope == Approx(2).margin(0.35));
  CHECK(slopes[11].low > 1);
  CHECK(slopes[0].proteins == 500);
  const ResponseTest test = testResponse(differences, 999);
  CHECK(test.p <= 4 / 2048.0);
  CHECK(test.floor == 1 / 2048.0);
}

TEST_CASE("slopes of subjects that respond alike are 1 on average, however much noise there is, and few pairs") {
  for (const std::size_t subjects : {std::size_t{5}, std::size_t{8}}) {
    double sum = 0;
    for (int study = 0; study < 200; ++study) {
      Random random(6, "alike", std::to_string(study));
      sum += meanSlope(responseSlopes(responses(random, 300, std::vector<double>(subjects, 1), 0.5), 2)) / 200;
    }
    // A plain regression on the mean of the others would have 0.44 and 0.58 here: 60 proteins of 0.5^2, and 300 of
    // 0.5^2 / (subjects - 1) noise.
    CHECK(sum == Approx(1).margin(0.04));
  }
}

TEST_CASE("intervals hold the slope of 1 in 95 of 100 subjects that respond alike, also where proteins go together") {
  // The response has a squared length of 14.4 in these proteins; what a tube shares has 0, 8 and 32. Where that is far
  // more than the response, its length is too uncertain and intervals are too narrow.
  for (const auto& [tube, least] : std::vector<std::pair<double, double>>{{0, 0.93}, {0.2, 0.93}, {0.4, 0.87}}) {
    INFO("tube " << tube);
    int held = 0, all = 0;
    for (int study = 0; study < 300; ++study) {
      Random random(8, "coverage", std::to_string(study));
      for (const auto& slope : responseSlopes(responses(random, 200, std::vector<double>(8, 1), 0.6, tube), 2)) {
        if (std::isnan(slope.slope)) continue;
        ++all;
        held += slope.low <= 1 && 1 <= slope.high ? 1 : 0;
      }
    }
    CHECK(all > 2300);
    const double part = held / static_cast<double>(all);
    INFO("held " << part);
    CHECK(part >= least);
    CHECK(part <= 0.97);
  }
}

TEST_CASE("p of a common response is uniform where there is none, also where proteins go together") {
  for (const double tube : {0.0, 0.4}) {
    std::vector<double> common;
    for (int study = 0; study < 400; ++study) {
      Random random(9, "null response", std::to_string(study));
      common.push_back(testResponse(responses(random, 60, std::vector<double>(12, 0), 0, tube), 99).p);
    }
    CHECK(distanceFromUniform(common) < 1.628 / std::sqrt(400.0));
  }
}

TEST_CASE("subjects in another order have the same slopes in that order, and a protein that is missing takes no part") {
  Random random(10, "order");
  MatrixXd differences = responses(random, 100, {1, 0.5, 1, 1.5, 1, 1}, 0.8);
  for (Index g = 0; g < 100; g += 7) differences(g, g % 6) = std::nan("");
  const std::vector<Index> order{3, 0, 5, 1, 4, 2};
  const auto slopes = responseSlopes(differences, 2), again = responseSlopes(differences(Eigen::all, order), 2);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const ResponseSlope& before = slopes[static_cast<std::size_t>(order[i])];
    CHECK(again[i].proteins == before.proteins);
    CHECK(again[i].slope == Approx(before.slope).epsilon(1e-9));
    CHECK(again[i].low == Approx(before.low).epsilon(1e-9));
  }
  CHECK(slopes[0].proteins < 100);
  MatrixXd more(101, 6);
  more << differences, Eigen::RowVectorXd::Constant(6, std::nan(""));
  CHECK(responseSlopes(more, 2)[0].slope == Approx(slopes[0].slope).epsilon(1e-12));
  // With more others needed than there are, nothing is left.
  CHECK(responseSlopes(differences, 6)[0].proteins == 0);
  CHECK(std::isnan(responseSlopes(differences, 6)[0].slope));
}

TEST_CASE("two subjects are not scored, and many have sampled sign flips with their floor") {
  Random random(12, "few and many");
  const MatrixXd two = responses(random, 50, {1, 1}, 1), many = responses(random, 50, std::vector<double>(20, 1), 1);
  CHECK(std::isnan(responseSlopes(two, 2)[0].slope));
  CHECK(std::isnan(testResponse(two, 99).p));
  CHECK(testResponse(many, 199).p == 1 / 200.0);
  CHECK(testResponse(many, 199).floor == 1 / 200.0);
}

TEST_CASE("subjects are scored with what their tubes brought, platelet markers aside, alike on any number of threads") {
  PairedStudy made = pairedStudy(60, 6, 0);
  // S2's late sample is full of platelets.
  for (Index row = 0; row < 4; ++row) made.cargo.log2(row, 8) += 12;
  made.purity.samples[8].verdict = Verdict::Fail;
  const StudyFit fit = made.fit();
  const ResponderSettings settings{3, 0.05, 199};
  const auto scored = scoreResponders(fit, made.purity, made.panels, settings);
  REQUIRE(scored.rows.size() == 12);
  const SubjectRow& spoilt = scored.rows[8];
  CHECK(spoilt.contrast == "late-pre");
  CHECK(spoilt.subject == "S2");
  CHECK(spoilt.proteins == 56);
  CHECK(spoilt.verdictAfter == "fail");
  const auto platelets = [&](std::size_t sample) { return fit.scores.at(0).bySample[sample]; };
  CHECK(spoilt.brought == "platelets " + formatNumber(platelets(8) - platelets(6), 2));
  CHECK(platelets(8) - platelets(6) > 3);
  const auto said = [&](const std::string& text) {
    return std::any_of(scored.notes.begin(), scored.notes.end(),
                       [&](const std::string& note) { return note.find(text) != std::string::npos; });
  };
  CHECK(said("late-pre: a single visit cannot tell"));
  CHECK(said("post-pre: no response in common is shown"));
  const Scratch scratch;
  writeRows(scored, scratch.path("a"));
  writeRows(readRows<SubjectRow>(scratch.path("a")), scratch.path("b"));
  const int threads = omp_get_max_threads();
  omp_set_num_threads(1);
  writeRows(scoreResponders(made.fit(), made.purity, made.panels, settings), scratch.path("c"));
  omp_set_num_threads(threads);
  CHECK(contentOf(scratch.path("a")) == contentOf(scratch.path("b")));
  CHECK(contentOf(scratch.path("a")) == contentOf(scratch.path("c")));
}

TEST_CASE("markers of every contaminant, and what is isolated along, are no part of a response") {
  PairedStudy made = pairedStudy(60, 6, 0);
  made.panels.push_back(panelOfRows("lipoprotein", 10, 13));
  made.panels.back().kind = "co-isolated";
  made.panels.push_back(panelOfRows("keratin", 20, 25));
  made.panels.back().contaminant = "keratin";
  CHECK(scoreResponders(made.fit(), made.purity, made.panels, {3, 0.05, 99}).rows.front().proteins == 60 - 4 - 3 - 5);
  // What is adjusted for is left out too, whatever its panel says.
  CompareOptions options;
  options.adjust = {"reference"};
  made.panels = {panelOfRows("reference", 30, 34)};
  CHECK(scoreResponders(made.fit(options), made.purity, made.panels, {3, 0.05, 99}).rows.front().proteins == 56);
}

TEST_CASE("repeated samples of a subject are one response, and their worst verdict counts") {
  PairedStudy made = pairedStudy(40, 5, 0);
  for (Index sample = 0; sample < made.cargo.log2.cols(); ++sample) {
    for (Index row = 8; row < 40; ++row)
      made.cargo.log2(row, sample) += static_cast<double>(sample % 3) * (row % 2 == 0 ? 2 : -2);
  }
  const auto plain = scoreResponders(made.fit(), made.purity, made.panels, {3, 0.05, 99});
  // A second draw at pre that is like the first changes no slope.
  made.study.samples.push_back({"again", "S0", "pre", "", "", {}});
  made.purity.samples.push_back(made.purity.samples.front());
  made.purity.samples.back().sample = "again";
  made.purity.samples.front().verdict = Verdict::Pass;
  made.purity.samples.back().verdict = Verdict::Fail;
  made.cargo.samples.emplace_back("again");
  made.cargo.log2.conservativeResize(Eigen::NoChange, made.cargo.log2.cols() + 1);
  made.cargo.log2.rightCols(1) = made.cargo.log2.col(0);
  const auto again = scoreResponders(made.fit(), made.purity, made.panels, {3, 0.05, 99});
  REQUIRE(again.rows.size() == plain.rows.size());
  for (std::size_t i = 0; i < plain.rows.size(); ++i) CHECK(again.rows[i].slope == Approx(plain.rows[i].slope));
  CHECK(again.rows[0].verdictBefore == "fail");
}
