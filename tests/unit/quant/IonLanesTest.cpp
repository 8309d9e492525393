#include <catch2/catch.hpp>

#include "quant/SyntheticRun.h"
#include "vescargo/quant/extractTraces.h"
#include "vescargo/quant/ionLanes.h"
#include "vescargo/spectra/SurveyIndex.h"

using namespace vescargo;

namespace {

Lane laneOf(const LaneKind& kind, bool reference = false) { return {kind, 0, 0, reference}; }

LaneKind window(float low, float high) { return {{}, {{low, high}}, 0, {}, false}; }

LaneKind volts(float value) { return {value, {}, 0, {}, false}; }

PeptideIon ionAt(double mz, int charge = 2) {
  PeptideIon ion;
  ion.mz = mz;
  ion.charge = charge;
  return ion;
}

using Found = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("an ion may be in lanes whose windows have its isotopes, or M at least", "[lanes]") {
  const std::vector<Lane> lanes{laneOf(window(400, 500)), laneOf(window(495, 600)), laneOf(window(400, 1500))};
  CHECK(lanesOfIon(lanes, ionAt(450)) == Found{0, 2});
  CHECK(lanesOfIon(lanes, ionAt(497)) == Found{0, 1, 2});
  CHECK(lanesOfIon(lanes, ionAt(499.5)) == Found{1, 2});
  CHECK(lanesOfIon(lanes, ionAt(300)).empty());
  CHECK(lanesOfIon({lanes[0], lanes[1]}, ionAt(599.5)) == Found{1});
  CHECK(lanesOfIon({lanes[0]}, ionAt(300)) == Found{0});  // the only one
  CHECK(lanesOfIon({}, ionAt(300)).empty());
}

TEST_CASE("an ion is in no reference, and in an ion trap's lane only where no other has it", "[lanes]") {
  LaneKind trap = window(400, 1500);
  trap.analyzer = Analyzer::IonTrap;
  const std::vector<Lane> lanes{laneOf(window(400, 600)), laneOf(trap), laneOf({{}, {}, 3, {}, false}, true)};
  CHECK(lanesOfIon(lanes, ionAt(500)) == Found{0});
  CHECK(lanesOfIon(lanes, ionAt(700)) == Found{1});
}

TEST_CASE("the kind with the largest area of all runs is the ion's in each run that has it", "[lanes]") {
  const std::vector<PeptideIon> ions{ionAt(500), ionAt(600), ionAt(700)};
  IonLanes lanes(ions);
  lanes.addRun({laneOf(volts(-60)), laneOf(volts(-45))});
  lanes.addArea(0, 0, 10);
  lanes.addArea(0, 1, 8);
  lanes.addArea(1, 1, 1);
  lanes.addRun({laneOf(volts(-45)), laneOf(volts(-60))});
  lanes.addArea(0, 0, 5);  // -45 V has 13 in all
  lanes.addArea(0, 1, 1);
  lanes.addRun({laneOf(volts(-60)), laneOf(volts(-30))});
  lanes.addRun({});
  CHECK(lanes.laneOf(0, 0) == 1);
  CHECK(lanes.laneOf(1, 0) == 0);
  CHECK(lanes.laneOf(2, 0) == 0);  // has no -45 V: -60 V is next
  CHECK(lanes.laneOf(3, 0) == 0);  // no lane: as many as there are
  CHECK(lanes.laneOf(0, 1) == 1);
  CHECK(lanes.laneOf(1, 1) == 0);
  // Seen nowhere: the kind that comes first in the runs.
  CHECK(lanes.laneOf(0, 2) == 0);
  CHECK(lanes.laneOf(1, 2) == 1);
}

TEST_CASE("a trace looks in its lane alone, and in none where there is none", "[lanes]") {
  test::ElutingIon strong;
  test::ElutingIon weak = strong;
  weak.area = strong.area / 4;
  Run run = test::syntheticRun({strong});
  const Run other = test::syntheticRun({weak});
  const auto surveys = static_cast<std::uint32_t>(run.ms1.spectra());
  for (std::size_t i = 0; i < other.ms1.spectra(); ++i) {
    const auto mz = other.ms1.mzOf(i);
    const auto intensity = other.ms1.intensityOf(i);
    run.ms1.mz.insert(run.ms1.mz.end(), mz.begin(), mz.end());
    run.ms1.intensity.insert(run.ms1.intensity.end(), intensity.begin(), intensity.end());
    run.ms1.endSpectrum();
    run.ms1RtSeconds.push_back(other.ms1RtSeconds[i]);
  }
  run.lanes = {{volts(-60), 0, surveys, false}, {volts(-45), surveys, 2 * surveys, false}};
  IonTarget target;
  target.charge = strong.charge;
  target.mz = strong.mz;
  target.rtSeconds = static_cast<float>(strong.rtSeconds);
  target.firstRtSeconds = target.lastRtSeconds = target.rtSeconds;
  std::vector<IonTarget> targets(3, target);
  for (std::uint32_t lane = 0; lane < 3; ++lane) targets[lane].lane = lane;
  const auto traces = extractTraces(indexSurveys(run), targets, {10, Tolerance::Unit::Ppm});
  CHECK(traces[0].area == Approx(strong.area).epsilon(0.02).margin(0));
  CHECK(traces[1].area == Approx(weak.area).epsilon(0.02).margin(0));
  CHECK(traces[1].apexRtSeconds == Approx(traces[0].apexRtSeconds).epsilon(1e-3).margin(0));
  CHECK(traces[2].reason == MissingReason::NoSignal);
}
