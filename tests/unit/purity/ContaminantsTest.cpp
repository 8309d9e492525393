#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "vescargo/base/Random.h"
#include "vescargo/purity/background.h"
#include "vescargo/purity/contaminants.h"

using namespace vescargo;

namespace {

const double na = std::nan("");

MarkerPanel panel(const std::string& name, const std::string& contaminant, const std::vector<std::string>& genes) {
  MarkerPanel made;
  made.name = name;
  made.contaminant = contaminant;
  for (const std::string& gene : genes) made.markers.push_back({gene, gene, "", true, "", ""});
  return made;
}

/// 10 subjects, 4 time points, 100 proteins: P1 to P6 follow the platelets, P7 is shed and does not; R1 to R4 follow
/// the red cells; E1 to E5 are vesicle proteins, which move together by `vesicles`.
struct Made {
  Study study;
  QuantTable cargo;
  std::vector<MarkerPanel> panels;
  std::vector<double> platelets, redCells, vesicles;
};

Made make(std::uint64_t seed, double vesicles) {
  Made made;
  Random random(seed, "contaminants");
  made.study.timePoints = {"pre", "a", "b", "c"};
  std::vector<std::string> names;
  for (int i = 1; i <= 7; ++i) names.push_back("P" + std::to_string(i));
  for (int i = 1; i <= 4; ++i) names.push_back("R" + std::to_string(i));
  for (int i = 1; i <= 5; ++i) names.push_back("E" + std::to_string(i));
  while (names.size() < 100) names.push_back("X" + std::to_string(names.size()));
  for (const auto& name : names) made.cargo.rows.push_back({name, name, name, 2});
  made.cargo.log2.resize(100, 40);
  for (int s = 0; s < 40; ++s) {
    const std::string subject = std::to_string(s / 4);
    if (s % 4 == 0) made.study.subjects.push_back(subject);
    made.study.samples.push_back({"s" + std::to_string(s), subject, made.study.timePoints[s % 4], "", "", {}});
    made.cargo.samples.push_back(made.study.samples.back().name);
    made.platelets.push_back(random.normal());
    made.redCells.push_back(random.normal());
    made.vesicles.push_back(vesicles * random.normal());
    const double loading = random.normal();
    for (int r = 0; r < 100; ++r) {
      double value = loading + 20 + 0.05 * r + 0.2 * random.normal();
      if (r < 6) value += made.platelets.back();
      if (r == 6) value += random.normal();
      if (r >= 7 && r < 11) value += made.redCells.back();
      if (r >= 11 && r < 16) value += made.vesicles.back();
      made.cargo.log2(r, s) = value;
    }
  }
  made.panels = {panel("platelet_b", "platelets", {"P4", "P5", "P6", "P7"}),
                 panel("ev_positive", "", {"E1", "E2", "E3", "E4", "E5", "R1", "P1"}),
                 panel("erythrocyte", "red cells", {"R1", "R2", "R3", "R4"}),
                 panel("platelet_a", "platelets", {"P1", "P2", "P3", "P4"}),
                 panel("absent", "dust", {"K1", "K2", "K3"})};
  made.panels[0].markers[3].role = "membrane";
  made.panels[0].markers[3].reason = "its outer part is shed";
  return made;
}

StudyBase baseOf(const Made& made) { return settleBase(made.cargo, made.study, made.panels, 3); }

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  double meanA = 0, meanB = 0, aa = 0, bb = 0, ab = 0;
  for (std::size_t i = 0; i < a.size(); ++i) meanA += a[i], meanB += b[i];
  meanA /= static_cast<double>(a.size());
  meanB /= static_cast<double>(b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    aa += (a[i] - meanA) * (a[i] - meanA);
    bb += (b[i] - meanB) * (b[i] - meanB);
    ab += (a[i] - meanA) * (b[i] - meanB);
  }
  return ab / std::sqrt(aa * bb);
}

}  // namespace

TEST_CASE("contaminants are the panels' own words, platelets first", "[contaminants]") {
  const Made made = make(1, 0);
  const auto scores = scoreContaminants(made.cargo, baseOf(made), made.panels, 3);
  REQUIRE(scores.size() == 2);
  CHECK(scores[0].name == "platelets");
  CHECK(scores[0].panels == std::vector<std::string>{"platelet_a", "platelet_b"});
  CHECK(scores[0].markers == std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6});
  CHECK(scores[1].name == "red cells");
  CHECK(scores[0].isUsable());
  CHECK(correlation(scores[0].bySample, made.platelets) > 0.98);
  CHECK(correlation(scores[1].bySample, made.redCells) > 0.98);
  CHECK(scores[0].coherence > 0.9);
}

TEST_CASE("a marker that does not follow is told with what the panel knows of it", "[contaminants]") {
  const Made made = make(2, 0);
  const auto platelets = scoreContaminants(made.cargo, baseOf(made), made.panels, 3).front();
  CHECK(platelets.weights[6] < 0.05);
  REQUIRE(platelets.notFollowing.size() == 1);
  CHECK(platelets.notFollowing[0].substr(0, 63) == "P7 does not follow the other markers of platelets (correlation ");
  CHECK(platelets.notFollowing[0].find("): membrane; its outer part is shed") != std::string::npos);
}

TEST_CASE("the score without a row hangs on nothing of that row", "[contaminants]") {
  Made made = make(3, 0);
  const auto before = scoreContaminants(made.cargo, baseOf(made), made.panels, 3).front();
  REQUIRE(before.leftOut.size() == 7);
  // Rank among the table's proteins stays, so that the sample level does.
  made.cargo.log2.row(0).array() -= 100;
  const auto lower = scoreContaminants(made.cargo, baseOf(made), made.panels, 3).front();
  for (std::size_t s = 0; s < 40; ++s) CHECK(lower.leftOut.at(0)[s] == Approx(before.leftOut.at(0)[s]).margin(0.02));
  CHECK(correlation(before.leftOut.at(0), made.platelets) > 0.97);
}

TEST_CASE("scores are relative to vesicles where these move together", "[contaminants]") {
  const Made coherent = make(4, 1);
  const auto base = findBase(coherent.cargo, coherent.study, coherent.panels);
  // R1 and P1 are on panels of contaminants.
  CHECK(base.reference == std::vector<std::size_t>{11, 12, 13, 14, 15});
  CHECK(base.base == ScoreBase::Vesicles);
  const auto scores = scoreContaminants(coherent.cargo, baseOf(coherent), coherent.panels, 3);
  CHECK(scores[0].base == ScoreBase::Vesicles);
  std::vector<double> ratio;
  for (std::size_t s = 0; s < 40; ++s) ratio.push_back(coherent.platelets[s] - coherent.vesicles[s]);
  CHECK(correlation(scores[0].bySample, ratio) > 0.97);
  CHECK(scores[0].leftOut.size() == 12);
  CHECK(correlation(scores[0].leftOut.at(12), ratio) > 0.97);
  CHECK(scores[0].leftOut.at(12) != scores[0].bySample);

  const Made incoherent = make(4, 0);
  const auto level = findBase(incoherent.cargo, incoherent.study, incoherent.panels);
  CHECK(level.base == ScoreBase::SampleLevel);
  CHECK(level.levels == std::vector<double>(40, 0));

  Made sparse = make(4, 1);
  for (int s = 0; s < 8; ++s) sparse.cargo.log2.col(s).segment(11, 3).setConstant(na);
  CHECK(findBase(sparse.cargo, sparse.study, sparse.panels).base == ScoreBase::SampleLevel);
}

TEST_CASE("a panel's own proteins leave its reference", "[contaminants]") {
  Made made = make(5, 1);
  made.panels.push_back(panel("tissue", "", {"E1", "E2", "E3", "X50", "X51"}));
  const auto tissue = scoreContaminant(made.cargo, baseOf(made), made.panels, "tissue", 3);
  CHECK(tissue.base == ScoreBase::SampleLevel);
  made.panels.back() = panel("tissue", "", {"E1", "X50", "X51"});
  const auto other = scoreContaminant(made.cargo, baseOf(made), made.panels, "tissue", 3);
  CHECK(other.base == ScoreBase::Vesicles);
  CHECK(other.leftOut.contains(12));
}

TEST_CASE("a contaminant or a panel is scored by name", "[contaminants]") {
  const Made made = make(6, 0);
  const auto all = scoreContaminants(made.cargo, baseOf(made), made.panels, 3);
  CHECK(scoreContaminant(made.cargo, baseOf(made), made.panels, "red cells", 3).bySample == all[1].bySample);
  CHECK(scoreContaminant(made.cargo, baseOf(made), made.panels, "erythrocyte", 3).bySample == all[1].bySample);
  CHECK(scoreContaminant(made.cargo, baseOf(made), made.panels, "platelet_a", 3).markers.size() == 4);
  CHECK_FALSE(scoreContaminant(made.cargo, baseOf(made), made.panels, "dust", 3).isUsable());
  const auto wrong = test::errorOf([&] { scoreContaminant(made.cargo, baseOf(made), made.panels, "platelet", 3); });
  CHECK(wrong.substr(0, 2) == "6|");
  CHECK(wrong.find("\"platelets\"") != std::string::npos);
  CHECK(test::errorOf([&] { checkContaminant(made.panels, "ev_positive"); }).substr(0, 2) == "6|");
  CHECK_NOTHROW(checkContaminant(made.panels, "platelet_b"));
}

TEST_CASE("too few markers or samples give no usable score", "[contaminants]") {
  Made made = make(7, 0);
  made.cargo.log2.block(0, 0, 5, 40).setConstant(na);
  const auto few = scoreContaminants(made.cargo, baseOf(made), made.panels, 3).front();
  CHECK_FALSE(few.isUsable());
  CHECK(few.notFollowing.empty());
  CHECK(std::isnan(few.bySample[0]));
}
