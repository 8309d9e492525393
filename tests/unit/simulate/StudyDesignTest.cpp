#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "simulate/SimulatedPanels.h"
#include "vescargo/simulate/StudyDesign.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// log2 post over pre of each subject.
std::vector<double> changesOf(const StudyDesign& design, std::size_t protein) {
  std::vector<double> changes;
  for (std::size_t tube = 0; tube < design.tubes.size(); tube += 2)
    changes.push_back(std::log2(design.abundances[protein][tube + 1] / design.abundances[protein][tube]));
  return changes;
}

double meanOf(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double deviationOf(const std::vector<double>& values) {
  const double mean = meanOf(values);
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

StudyDesign designOf(const SimulatorOptions& options) {
  return designStudy(makeProteome(smallPanels(), options), options);
}

/// log2 of the platelet material of each tube at a time point.
std::vector<double> plateletsAt(const StudyDesign& design, const std::string& timePoint) {
  std::vector<double> amounts;
  for (const SimulatedTube& tube : design.tubes) {
    if (tube.timePoint == timePoint) amounts.push_back(std::log2(tube.plateletVesicles + tube.plateletContamination));
  }
  return amounts;
}

}  // namespace

TEST_CASE("a study has a tube before and one after exercise for each subject, in batches") {
  SimulatorOptions options;
  options.subjects = 5;
  options.batches = 2;
  const StudyDesign design = designOf(options);
  REQUIRE(design.tubes.size() == 10);
  CHECK(design.tubes[0].name == "S01_pre");
  CHECK(design.tubes[1].name == "S01_post");
  CHECK(design.tubes[9].subject == "S05");
  CHECK(design.tubes[0].batch == design.tubes[1].batch);
  std::set<std::string> batches;
  for (const SimulatedTube& tube : design.tubes) batches.insert(tube.batch);
  CHECK(batches == std::set<std::string>{"B1", "B2"});
}

TEST_CASE("proteins of the default panels span at least four orders of magnitude within a tube") {
  const StudyDesign design = designOf({});
  double least = 1e300;
  double most = 0;
  for (const auto& amounts : design.abundances) {
    if (amounts[0] > 0) least = std::min(least, amounts[0]);
    most = std::max(most, amounts[0]);
  }
  CHECK(most / least > 1e4);
}

TEST_CASE("platelet material knows nothing of exercise while its switch is off") {
  SimulatorOptions options;
  options.subjects = 200;
  const StudyDesign design = designOf(options);
  const auto before = plateletsAt(design, "pre");
  const auto after = plateletsAt(design, "post");
  const double error = std::sqrt((std::pow(deviationOf(before), 2) + std::pow(deviationOf(after), 2)) / 200);
  CHECK(std::abs(meanOf(after) - meanOf(before)) < 3 * error);
  for (std::size_t tube = 0; tube < design.tubes.size(); tube += 2)
    CHECK(design.tubes[tube].plateletVesicles == design.tubes[tube + 1].plateletVesicles);
}

TEST_CASE("platelet vesicles rise with exercise when told to, and contamination does not") {
  SimulatorOptions options;
  const StudyDesign off = designOf(options);
  options.plateletRise = 1.5;
  const StudyDesign on = designOf(options);
  for (std::size_t tube = 0; tube < on.tubes.size(); tube += 2) {
    CHECK(on.tubes[tube + 1].plateletVesicles ==
          Approx(on.tubes[tube].plateletVesicles * std::exp2(1.5)).epsilon(1e-12).margin(0));
    CHECK(on.tubes[tube + 1].plateletContamination == off.tubes[tube + 1].plateletContamination);
  }
}

TEST_CASE("contamination has the median and spread that were asked for") {
  SimulatorOptions options;
  options.subjects = 200;
  options.plateletContamination = 0.1;
  options.plateletSpread = 0;
  const StudyDesign even = designOf(options);
  int spills = 0;
  for (const SimulatedTube& tube : even.tubes) {
    const double fold = tube.plateletContamination / 0.1;
    CHECK((fold == Approx(1).epsilon(1e-9) || fold == Approx(8).epsilon(1e-9)));
    spills += fold > 4 ? 1 : 0;
  }
  CHECK(spills > 25);
  CHECK(spills < 80);
  options.plateletSpread = 2;
  const auto spread = designOf(options);
  CHECK(deviationOf(plateletsAt(spread, "pre")) > deviationOf(plateletsAt(even, "pre")) + 0.5);
}

TEST_CASE("platelet proteins follow the platelet material of their tube") {
  SimulatorOptions options;
  options.batchSpread = options.subjectSpread = 0;
  const StudyDesign design = designOf(options);
  for (std::size_t i = 0; i < design.proteome.size(); ++i) {
    if (design.proteome[i].kind != ProteinClass::Platelet) continue;
    for (std::size_t tube = 0; tube < design.tubes.size(); ++tube) {
      const SimulatedTube& at = design.tubes[tube];
      const double expected =
          design.proteome[i].fromPlatelets * (at.plateletVesicles + at.plateletContamination) / 0.04 * at.loading;
      CHECK(std::abs(std::log2(design.abundances[i][tube] / expected)) < 5 * 0.15);
    }
  }
}

TEST_CASE("the true change of cargo is in its abundances, and is null where it says so") {
  SimulatorOptions options;
  options.subjects = 60;
  const StudyDesign design = designOf(options);
  int changed = 0;
  double loading = 0;
  for (std::size_t tube = 0; tube < design.tubes.size(); tube += 2)
    loading += std::log2(design.tubes[tube + 1].loading / design.tubes[tube].loading) / 60;
  for (std::size_t i = 0; i < design.proteome.size(); ++i) {
    if (design.proteome[i].kind != ProteinClass::Cargo) continue;
    const auto changes = changesOf(design, i);
    const double error = deviationOf(changes) / std::sqrt(60.0);
    CHECK(std::abs(meanOf(changes) - loading - design.trueChange[i]) < 4.5 * error);
    if (design.trueChange[i] == 0) continue;
    ++changed;
    CHECK(std::abs(design.trueChange[i]) >= 0.5);
    CHECK(std::abs(design.trueChange[i]) <= 2);
  }
  CHECK(changed > 0);
  CHECK(changed < 25);
}

TEST_CASE("share and size of the exercise effect are as asked, none where it is 0") {
  SimulatorOptions options;
  options.changedShare = 1;
  options.exerciseEffect = 0.8;
  const StudyDesign all = designOf(options);
  bool up = false;
  bool down = false;
  for (std::size_t i = 0; i < all.proteome.size(); ++i) {
    if (all.proteome[i].kind == ProteinClass::Platelet || all.proteome[i].kind == ProteinClass::SolublePlasma)
      CHECK(all.trueChange[i] == 0);
    if (all.proteome[i].kind != ProteinClass::Cargo) continue;
    CHECK(std::abs(all.trueChange[i]) >= 0.2);
    CHECK(std::abs(all.trueChange[i]) <= 0.8);
    up = up || all.trueChange[i] > 0;
    down = down || all.trueChange[i] < 0;
  }
  CHECK(up);
  CHECK(down);
  options.exerciseEffect = 0;
  for (const double change : designOf(options).trueChange) CHECK(change == 0);
}

TEST_CASE("subjects and batches have their own baselines, as wide as asked") {
  const auto spreadOfPre = [](const SimulatorOptions& options) {
    const StudyDesign design = designOf(options);
    std::vector<double> deviations;
    for (std::size_t i = 0; i < design.proteome.size(); ++i) {
      if (design.proteome[i].kind != ProteinClass::Cargo) continue;
      std::vector<double> amounts;
      for (std::size_t tube = 0; tube < design.tubes.size(); tube += 2)
        amounts.push_back(std::log2(design.abundances[i][tube] / design.tubes[tube].loading));
      deviations.push_back(deviationOf(amounts));
    }
    return meanOf(deviations);
  };
  SimulatorOptions options;
  options.subjects = 40;
  options.batches = 20;
  options.subjectSpread = options.batchSpread = 0;
  const double neither = spreadOfPre(options);
  CHECK(neither == Approx(0.15).epsilon(0.1));
  options.subjectSpread = 1;
  CHECK(spreadOfPre(options) == Approx(std::sqrt(1 + 0.15 * 0.15)).epsilon(0.1));
  options.subjectSpread = 0;
  options.batchSpread = 1;
  CHECK(spreadOfPre(options) == Approx(std::sqrt(1 + 0.15 * 0.15)).epsilon(0.15));
}

TEST_CASE("tubes of a mixture are replicates, with ratios of 0, +1 and -2 and proteins of one side alone") {
  SimulatorOptions options;
  options.subjects = 3;
  auto proteome = makeProteome(smallPanels(), options);
  const std::size_t own = proteome.size();
  CHECK_FALSE(isMixture(proteome));
  addForeign(proteome, foreignProteins(60), options);
  addForeign(proteome, foreignProteins(60), options);
  REQUIRE(proteome.size() == own + 60);
  REQUIRE(isMixture(proteome));
  const StudyDesign design = designMixture(std::move(proteome), options);
  REQUIRE(design.tubes.size() == 6);
  int up = 0, down = 0, after = 0;
  for (std::size_t i = 0; i < design.proteome.size(); ++i) {
    const auto& amounts = design.abundances[i];
    for (std::size_t tube = 2; tube < 6; ++tube) CHECK(amounts[tube] == amounts[tube % 2]);
    if (design.proteome[i].kind == ProteinClass::Absent) continue;
    CHECK(amounts[1] > 0);
    if (std::isnan(design.trueChange[i])) {
      CHECK(amounts[0] == 0);
      ++after;
      continue;
    }
    CHECK(std::log2(amounts[1] / amounts[0]) == Approx(design.trueChange[i]).margin(1e-12));
    if (design.proteome[i].kind != ProteinClass::Foreign) CHECK(design.trueChange[i] == 0);
    up += design.trueChange[i] == 1 ? 1 : 0;
    down += design.trueChange[i] == -2 ? 1 : 0;
  }
  CHECK(up > 10);
  CHECK(down > 10);
  CHECK(after > 10);
  CHECK(up + down + after == 60);
}
