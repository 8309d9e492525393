#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "compare/Example.h"
#include "vescargo/base/Random.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// A contaminant whose load rises by `mean` from pre to post, by subjects' own changes of SD `spread`.
struct Rise {
  std::string contaminant, panel;
  double mean, spread;
};

/// Subjects at pre and post; each subject has a level of its own of every load.
Example tubes(std::size_t people, const std::vector<Rise>& rises, const std::string& seed = "") {
  Example made;
  made.study.timePoints = {"pre", "post"};
  for (std::size_t s = 0; s < people; ++s) {
    const std::string subject = "S" + std::to_string(s);
    made.study.subjects.push_back(subject);
    for (const std::string& time : made.study.timePoints)
      made.study.samples.push_back({subject + time, subject, time, "", "", {}});
  }
  made.cargo.samples = made.study.sampleNames();
  made.cargo.log2.resize(0, static_cast<Eigen::Index>(2 * people));
  for (const Rise& rise : rises) {
    made.loads.push_back({rise.contaminant, rise.panel, {}, 2});
    Random random(1, "tubes " + rise.panel, seed);
    // Scaled, so that the mean and the spread are what they are called.
    Eigen::VectorXd changes(static_cast<Eigen::Index>(people));
    for (double& change : changes) change = random.normal();
    changes.array() -= changes.mean();
    changes *= rise.spread / std::sqrt(changes.squaredNorm() / static_cast<double>(people - 1));
    for (const double change : changes) {
      made.loads.back().bySample.push_back(random.normal());
      made.loads.back().bySample.push_back(made.loads.back().bySample.back() + rise.mean + change);
    }
  }
  return made;
}

/// A protein that has `slope` of the first load and changes by `change` of its own.
void addProtein(Example& made, const std::string& name, double slope, double change, double deviation) {
  Random random(2, "protein", name);
  made.cargo.rows.push_back({name, name, "", 2});
  made.cargo.log2.conservativeResize(made.cargo.log2.rows() + 1, Eigen::NoChange);
  for (std::size_t i = 0; i < made.study.samples.size(); ++i)
    made.cargo.log2(made.cargo.log2.rows() - 1, static_cast<Eigen::Index>(i)) =
        20 + slope * made.loads.front().bySample[i] + (i % 2 == 1 ? change : 0) + deviation * random.normal();
}

/// Counts of verdicts of proteins whose names begin so.
std::map<ChangeVerdict, int> verdictsOf(const Comparison& comparison, const std::string& start) {
  std::map<ChangeVerdict, int> counts;
  for (const Change& change : comparison.changes) {
    if (change.protein.starts_with(start)) ++counts[change.verdict];
  }
  return counts;
}

std::map<std::string, std::string> placesOf(const Example& made, const CompareOptions& options = {}) {
  std::map<std::string, std::string> places;
  const StudyFit fit = fitOf(made, options);
  for (const ContaminantChange& change : fit.contrasts.at(0).plan.contaminants)
    places[change.contaminant] = change.place;
  return places;
}

using Places = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("a score that changes alike in all is out of reach, and by more spread it is not") {
  CHECK(placesOf(tubes(8, {{"platelets", "platelet_core", 2, 0.2}})) == Places{{"platelets", "out of reach"}});
  CHECK(placesOf(tubes(8, {{"platelets", "platelet_core", 2, 1.5}})) == Places{{"platelets", "together"}});
  const StudyFit fit = fitOf(tubes(8, {{"platelets", "platelet_core", 2, 0.2}}), {});
  const ContrastFit& contrast = fit.contrasts.at(0);
  CHECK(contrast.plan.together.contaminants.empty());
  CHECK(contrast.plan.alone.empty());
  for (const Effect& effect : contrast.together.effects) CHECK(std::isnan(effect.p));
}

TEST_CASE("reach is the prediction interval of one further subject") {
  const StudyFit fit = fitOf(tubes(8, {{"platelets", "platelet_core", 1, 0.8}}), {});
  const ContaminantChange& platelets = fit.contrasts.at(0).plan.contaminants.at(0);
  std::vector<double> changes;
  const auto& score = fit.scores.at(0).bySample;
  for (std::size_t s = 0; s < 8; ++s) changes.push_back(score[2 * s + 1] - score[2 * s]);
  double mean = 0, squares = 0;
  for (const double change : changes) mean += change / 8;
  for (const double change : changes) squares += (change - mean) * (change - mean);
  const double deviation = std::sqrt(squares / 7);
  CHECK(platelets.change == Approx(mean).epsilon(1e-9));
  CHECK(platelets.distance == Approx(mean / deviation).epsilon(1e-9));
  // Student's t of 0.975 with 7 df is 2.364624.
  CHECK(platelets.reach == Approx(2.364624 * std::sqrt(1 + 1 / 8.0)).epsilon(1e-5));
  CHECK(platelets.high - platelets.change == Approx(2.364624 * deviation / std::sqrt(8.0)).epsilon(1e-5));
  CHECK(platelets.coherence > 0.9);
  CHECK(platelets.markers == 4);
}

TEST_CASE("contaminants that change are adjusted for together as far as the df allow, else alone") {
  const std::vector<Rise> rises{{"platelets", "platelet_core", 0, 1},
                                {"red cells", "erythrocyte_core", 1.1, 1},
                                {"keratin", "keratin", 1.5, 1},
                                {"lipoproteins", "lipoprotein", 0, 1}};
  // 8 subjects have room for one contaminant, 9 for two: the first, and the surest to change.
  CHECK(placesOf(tubes(8, rises)) ==
        Places{{"platelets", "together"}, {"red cells", "alone"}, {"keratin", "alone"}, {"lipoproteins", "no change"}});
  CHECK(placesOf(tubes(9, rises)) ==
        Places{
            {"platelets", "together"}, {"red cells", "alone"}, {"keratin", "together"}, {"lipoproteins", "no change"}});
  CHECK(placesOf(tubes(13, rises)) == Places{{"platelets", "together"},
                                             {"red cells", "together"},
                                             {"keratin", "together"},
                                             {"lipoproteins", "no change"}});
  const StudyFit fit = fitOf(tubes(9, rises), {});
  const AdjustmentPlan& plan = fit.contrasts.at(0).plan;
  CHECK(plan.together.contaminants == std::vector<std::string>{"platelets", "keratin"});
  std::vector<std::string> alone;
  for (const Adjustment& adjustment : plan.alone) alone.push_back(adjustment.contaminants.at(0));
  CHECK(alone == std::vector<std::string>{"platelets", "red cells", "keratin"});
}

TEST_CASE("what is named is adjusted for together, whether it changes or not, as far as the df allow") {
  const std::vector<Rise> rises{
      {"platelets", "platelet_core", 0, 1}, {"red cells", "erythrocyte_core", 0, 1}, {"keratin", "keratin", 0, 1}};
  CompareOptions options;
  options.adjust = {"keratin", "platelets"};
  CHECK(placesOf(tubes(8, rises), options) == Places{{"keratin", "together"}, {"platelets", "together"}});
  options.adjust = {"platelets", "red cells", "keratin"};
  CHECK(placesOf(tubes(8, rises), options) ==
        Places{{"platelets", "together"}, {"red cells", "together"}, {"keratin", "together"}});
  // 3 df less one for what is left over.
  CHECK(placesOf(tubes(4, rises), options) ==
        Places{{"platelets", "together"}, {"red cells", "together"}, {"keratin", "alone"}});
}

TEST_CASE("markers that do not go together make no score, nor do two subjects") {
  CHECK(placesOf(tubes(2, {{"platelets", "platelet_core", 0, 1}})) == Places{{"platelets", "none"}});
  Example made = tubes(8, {{"platelets", "platelet_core", 0, 1}});
  MarkerPanel panel = made.panels().front();
  panel.markers.clear();
  // Each has its opposite.
  for (int i = 0; i < 4; ++i) {
    const std::string name = "apart" + std::to_string(i);
    addProtein(made, name, 0, 0, 0.5);
    if (i % 2 == 1) made.cargo.log2.bottomRows(1) = 40 - made.cargo.log2.row(i - 1).array();
    panel.markers.push_back({"", name, "", true, "", ""});
  }
  addProtein(made, "A", 0, 2, 0.1);
  made.loads.clear();
  auto all = compareCargo(fitStudy(made.wholeCargo(), made.study, {panel}, {}, 3), {}, {panel}, fewRotations);
  judgeChanges(verdictRules(), {}, all);
  REQUIRE(all.at(0).contaminants.size() == 1);
  CHECK(all[0].contaminants[0].place == "none");
  CHECK(all[0].contaminants[0].reading.find("its markers do not move together") != std::string::npos);
  CHECK(noted(all[0], "nothing can be adjusted for"));
  CHECK(changeIn(all[0], "A").verdict == ChangeVerdict::NotSeparable);
}

TEST_CASE("in tubes whose platelets rise, what follows them is explained and what does not is robust") {
  Example made = tubes(12, {{"platelets", "platelet_core", 1.5, 0.9}});
  for (int i = 0; i < 40; ++i) {
    const std::string number = std::to_string(i);
    addProtein(made, "like" + number, 0.6 + 0.02 * i, 0, 0.2);
    addProtein(made, "other" + number, 0, i % 2 == 0 ? 1.2 : -1.2, 0.3);
    addProtein(made, "hidden" + number, 1, -1.5, 0.2);
  }
  for (int i = 0; i < 120; ++i) addProtein(made, "still" + std::to_string(i), 0, 0, 0.3);
  const Comparison comparison = compare(made, {}).at(0);
  auto like = verdictsOf(comparison, "like"), other = verdictsOf(comparison, "other"),
       hidden = verdictsOf(comparison, "hidden"), still = verdictsOf(comparison, "still"),
       markers = verdictsOf(comparison, "platelet_core");
  CHECK(like[ChangeVerdict::Robust] == 0);
  CHECK(like[ChangeVerdict::Explained] >= 36);
  CHECK(changeIn(comparison, "like30").explainedBy == "platelets");
  CHECK(changeIn(comparison, "like30").verdictReason.find("% of the change goes at equal platelets") !=
        std::string::npos);
  CHECK(other[ChangeVerdict::Robust] >= 36);
  CHECK(other[ChangeVerdict::Explained] == 0);
  CHECK(hidden[ChangeVerdict::Unmasked] >= 36);
  // At a false discovery rate of 5 %.
  CHECK(still[ChangeVerdict::Robust] + still[ChangeVerdict::Explained] + still[ChangeVerdict::Unmasked] <= 8);
  CHECK(markers[ChangeVerdict::Robust] + markers[ChangeVerdict::Unmasked] == 0);
  REQUIRE(comparison.contaminants.size() == 1);
  CHECK(comparison.contaminants[0].reading.starts_with("more, 1.5"));
  CHECK(comparison.contaminants[0].reading.find("the contrast is confounded with it") != std::string::npos);
  CHECK_FALSE(comparison.contaminants[0].stillMoves(0.05));
  CHECK(noted(comparison, "adjusted for platelets together"));
}

TEST_CASE("where platelets rise alike in all, what they may be behind is not separable") {
  Example made = tubes(12, {{"platelets", "platelet_core", 1.5, 0.1}});
  for (int i = 0; i < 20; ++i) {
    addProtein(made, "like" + std::to_string(i), 1, 0, 0.2);
    addProtein(made, "other" + std::to_string(i), 0, 1.2, 0.2);
  }
  const Comparison comparison = compare(made, {}).at(0);
  CHECK(verdictsOf(comparison, "like")[ChangeVerdict::NotSeparable] == 20);
  CHECK(verdictsOf(comparison, "other")[ChangeVerdict::NotSeparable] == 20);
  CHECK(changeIn(comparison, "like0").verdictReason ==
        "changed, but platelets change so alike in all that equal amounts lie outside of what was measured");
  CHECK(verdictsOf(comparison, "platelet_core")[ChangeVerdict::Marker] == 4);
  CHECK(noted(comparison, "equal amounts lie outside of what was measured"));
}

TEST_CASE("where a second pool of platelets moves, the adjustment fails, and what goes with it is not separable") {
  Example made = tubes(12, {{"platelets", "platelet_core", 0.8, 0.9}});
  made.loads[0].ownPart = 8;
  // Six more markers follow the tube's platelets less closely, and rise with another pool besides.
  auto panels = made.panels();
  for (int i = 0; i < 6; ++i) {
    addProtein(made, "pool" + std::to_string(i), 0.9, 1.5, 0.6);
    panels[0].markers.push_back({"", "pool" + std::to_string(i), "", true, "", ""});
  }
  for (int i = 0; i < 20; ++i) {
    addProtein(made, "like" + std::to_string(i), 0.9, 1.5, 0.3);
    addProtein(made, "other" + std::to_string(i), 0, 1.5, 0.3);
    addProtein(made, "still" + std::to_string(i), 0, 0, 0.3);
  }
  const CompareOptions options;
  const StudyFit fit = fitStudy(made.wholeCargo(), made.study, panels, options, 3);
  auto all = compareCargo(fit, {}, panels, 999);
  judgeChanges(verdictRules(), options, all);
  const ContaminantChange& platelets = all.at(0).contaminants.at(0);
  CHECK(platelets.place == "together");
  CHECK(platelets.remaining > 0.2);
  CHECK(platelets.stillMoves(options.alpha));
  CHECK(platelets.reading.find("the adjustment failed: its markers still move at equal amounts") != std::string::npos);
  CHECK(noted(all[0], "the adjustment failed"));
  auto like = verdictsOf(all[0], "like"), other = verdictsOf(all[0], "other");
  CHECK(like[ChangeVerdict::Robust] == 0);
  CHECK(like[ChangeVerdict::NotSeparable] >= 18);
  CHECK(changeIn(all[0], "like0").verdictReason ==
        "its change stays at equal platelets, but so do those of their markers, and it goes with them");
  // One in ten follows the score by chance.
  CHECK(other[ChangeVerdict::Robust] >= 14);
}

TEST_CASE("a second contaminant that changes explains what goes with it, and is no word on larger changes") {
  Example made = tubes(8, {{"red cells", "erythrocyte_core", 0.5, 0.6}, {"platelets", "platelet_core", 0, 1}});
  for (int i = 0; i < 20; ++i) {
    addProtein(made, "cell" + std::to_string(i), 1, 0, 0.1);
    addProtein(made, "large" + std::to_string(i), 0, 3, 0.2);
    addProtein(made, "still" + std::to_string(i), 0, 0, 0.2);
  }
  const Comparison comparison = compare(made, {}).at(0);
  REQUIRE(comparison.contaminants.size() == 2);
  // Platelets are first, whatever the order of the panels.
  CHECK(comparison.contaminants[0].contaminant == "platelets");
  CHECK(comparison.adjustedFor == std::vector<std::string>{"platelets"});
  REQUIRE(comparison.contaminants[1].place == "alone");
  auto cells = verdictsOf(comparison, "cell"), large = verdictsOf(comparison, "large");
  CHECK(cells[ChangeVerdict::Robust] == 0);
  for (const Change& change : comparison.changes) {
    if (change.protein.starts_with("cell") && change.verdict == ChangeVerdict::Explained)
      CHECK(change.explainedBy == "red cells");
  }
  // Six times what the red cells change by.
  CHECK(large[ChangeVerdict::Robust] == 20);
}
