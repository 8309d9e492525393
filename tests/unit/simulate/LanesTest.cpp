#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "simulate/SimulatedPanels.h"
#include "vescargo/simulate/Faims.h"
#include "vescargo/simulate/Lanes.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

LaneOptions faims(std::vector<double> voltages) {
  LaneOptions options;
  options.faimsCv = std::move(voltages);
  return options;
}

LaneOptions boxCar(int sets, int boxes) {
  LaneOptions options;
  options.boxcarSets = sets;
  options.boxcarBoxes = boxes;
  return options;
}

std::vector<std::string> namesOf(const std::vector<SimulatedLane>& lanes) {
  std::vector<std::string> names;
  for (const SimulatedLane& lane : lanes) names.push_back(lane.name);
  return names;
}

/// "survey 0", "fragments 0", ...
std::vector<std::string> stepsOf(const LaneOptions& options) {
  std::vector<std::string> steps;
  for (const CycleStep& step : cycleOf(lanesOf(options)))
    steps.push_back((step.kind == CycleStep::Kind::Survey ? "survey " : "fragments ") + std::to_string(step.lane));
  return steps;
}

SimulatedPeptide peptideOfMass(double mass) {
  SimulatedPeptide peptide;
  peptide.mass = mass;
  peptide.modifiedSequence = "MASS" + formatNumber(mass);
  return peptide;
}

/// Mean of the best voltages of many peptides of a mass and charge.
double meanOptimum(double mass, int charge) {
  double sum = 0;
  for (int i = 0; i < 400; ++i) sum += faimsPeakOf(peptideOfMass(mass + 1e-3 * i), charge, 1).optimum;
  return sum / 400;
}

std::string refusalOf(const LaneOptions& options) {
  return errorOf([&] { checkOptions(options); });
}

}  // namespace

TEST_CASE("a plain run has one lane, others have their surveys in the order of the cycle") {
  CHECK(namesOf(lanesOf({})) == std::vector<std::string>{"survey"});
  CHECK(stepsOf({}) == std::vector<std::string>{"survey 0", "fragments 0"});
  CHECK(namesOf(lanesOf(faims({-40, -55.5}))) == std::vector<std::string>{"cv-40", "cv-55.5"});
  CHECK(stepsOf(faims({-40, -55.5})) == std::vector<std::string>{"survey 0", "fragments 0", "survey 1", "fragments 1"});
  LaneOptions both = boxCar(2, 3);
  both.polaritySwitching = true;
  CHECK(namesOf(lanesOf(both)) == std::vector<std::string>{"survey", "boxes1", "boxes2", "negative"});
  CHECK(stepsOf(both) == std::vector<std::string>{"survey 0", "survey 1", "survey 2", "fragments 0", "survey 3"});
  both = boxCar(1, 3);
  both.faimsCv = {-40, -60};
  CHECK(namesOf(lanesOf(both)) == std::vector<std::string>{"cv-40", "cv-40_boxes1", "cv-60", "cv-60_boxes1"});
  CHECK(stepsOf(both) ==
        std::vector<std::string>{"survey 0", "survey 1", "fragments 0", "survey 2", "survey 3", "fragments 2"});
}

TEST_CASE("boxes of all sets cover the range, those of one set are apart and widen") {
  const auto lanes = lanesOf(boxCar(3, 8));
  REQUIRE(lanes.size() == 4);
  int twice = 0;
  int all = 0;
  for (double mz = surveyRange.low; mz < surveyRange.high; mz += 0.1) {
    int holding = 0;
    for (std::size_t set = 1; set < lanes.size(); ++set) holding += lanes[set].boxOf(mz) ? 1 : 0;
    CHECK(holding >= 1);
    CHECK(holding <= 2);
    twice += holding == 2 ? 1 : 0;
    ++all;
  }
  // 23 overlaps of 1 m/z in 1050.
  CHECK(static_cast<double>(twice) / all == Approx(23.0 / 1050).epsilon(0.05).margin(0));
  for (std::size_t set = 1; set < lanes.size(); ++set) {
    REQUIRE(lanes[set].boxes.size() == 8);
    for (std::size_t i = 1; i < 8; ++i) {
      CHECK(lanes[set].boxes[i].low > lanes[set].boxes[i - 1].high);
      if (i < 7) CHECK(lanes[set].boxes[i].width() > lanes[set].boxes[i - 1].width());
    }
  }
  CHECK(lanes[0].boxOf(2000) == 0u);
  CHECK_FALSE(lanes[1].boxOf(2000));
  const auto only = lanesOf(boxCar(1, 8))[1].boxes;
  for (std::size_t i = 1; i < only.size(); ++i) CHECK(only[i].low == only[i - 1].high);
}

TEST_CASE("an ion passes FAIMS at its voltage and fades on either side, over 16 V at half height") {
  const FaimsPeak peak = faimsPeakOf(peptideOfMass(1500), 2, 1);
  CHECK(peak.at(peak.optimum) == peak.height);
  CHECK(peak.at(peak.optimum - 8.24) == Approx(0.5 * peak.height).epsilon(0.01).margin(0));
  CHECK(peak.at(peak.optimum + 8.24) == Approx(0.5 * peak.height).epsilon(0.01).margin(0));
  CHECK(peak.at(peak.optimum + 30) < 1e-3);
  CHECK(faimsPeakOf(peptideOfMass(1500), 2, 1).optimum == peak.optimum);
  CHECK(faimsPeakOf(peptideOfMass(1500), 2, 2).optimum != peak.optimum);
}

TEST_CASE("more charges want a lower voltage, more mass a higher one, and single charges pass nowhere near") {
  CHECK(meanOptimum(1500, 2) == Approx(-50).margin(1.5));
  CHECK(meanOptimum(1500, 3) < meanOptimum(1500, 2) - 4);
  CHECK(meanOptimum(1500, 4) < meanOptimum(1500, 3) - 2);
  CHECK(meanOptimum(2500, 3) > meanOptimum(1500, 3) + 4);
  CHECK(meanOptimum(800, 1) > -35);
  for (const double mz : {371.1, 445.12, 610.18}) {
    CHECK(faimsPeakOfBackground(mz).at(-20) > 0.2);
    CHECK(faimsPeakOfBackground(mz).at(-55) < 0.005);
  }
}

TEST_CASE("most ions of a tryptic digest pass in one or two of three voltages") {
  const SimulatedStudy study = studyOf(smallOptions());
  const auto lanes = lanesOf(faims({-40, -55, -70}));
  double few = 0;
  double all = 0;
  for (const SimulatedPeptide& peptide : study.peptides) {
    for (const int charge : {2, 3}) {
      int passed = 0;
      for (const SimulatedLane& lane : lanes) passed += transmission(lane, peptide, charge, 1) > 0.06 ? 1 : 0;
      few += passed == 1 || passed == 2 ? 1 : 0;
      ++all;
    }
  }
  CHECK(few / all > 0.9);
}

TEST_CASE("a lane's share is what its voltage lets through of what its boxes hold, and nothing of negative ions") {
  LaneOptions options = boxCar(2, 5);
  options.polaritySwitching = true;
  const auto lanes = lanesOf(options);
  const SimulatedPeptide peptide = peptideOfMass(1200);
  CHECK(laneShare(lanes[0], peptide, 2, 1) == 1);
  CHECK(laneShare(lanes[1], peptide, 2, 1) + laneShare(lanes[2], peptide, 2, 1) == 1);
  CHECK(transmission(lanes[1], peptide, 2, 1) == 1);
  CHECK(laneShare(lanes[3], peptide, 2, 1) == 0);
  options.polaritySwitching = false;
  options.faimsCv = {-50};
  const auto held = lanesOf(options);
  const double passing = faimsPeakOf(peptide, 2, 1).at(-50);
  CHECK(laneShare(held[0], peptide, 2, 1) == passing);
  CHECK(laneShare(held[1], peptide, 2, 1) + laneShare(held[2], peptide, 2, 1) == passing);
}

TEST_CASE("lanes that no instrument has together are refused by their flag") {
  CHECK(refusalOf({}) == "no error");
  CHECK(refusalOf(faims({-40, -55, -40})) == "6|-faims_cv: -40 is given twice; give each voltage once");
  CHECK(refusalOf(faims({-40, 10})).starts_with("6|-faims_cv: 10 is out of range"));
  LaneOptions options = faims({-40});
  options.polaritySwitching = true;
  CHECK(refusalOf(options).starts_with("6|-polarity_switching: "));
  options.polaritySwitching = false;
  options.lockMass = true;
  CHECK(refusalOf(options).starts_with("6|-lock_mass: instruments with FAIMS or BoxCar surveys have no functions"));
  options = boxCar(2, 12);
  options.spectrumOrder = SpectrumOrder::Function;
  CHECK(refusalOf(options).starts_with("6|-spectrum_order: instruments with FAIMS"));
  options = {};
  options.spectrumOrder = SpectrumOrder::Behind;
  CHECK(refusalOf(options).starts_with("6|-spectrum_order: nothing is there to stand behind the run"));
  options.uvSpectra = true;
  CHECK(refusalOf(options) == "no error");
  SimulatorOptions study;
  study.lanes = faims({-40, -40});
  CHECK(errorOf([&] { checkOptions(study); }).starts_with("6|-faims_cv: "));
}
