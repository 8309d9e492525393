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

TEST_CASE("the kind with the largest area of all runs is the ion's in each run", "[lanes]") {
  const std::vector<PeptideIon> ions{ionAt(500), ionAt(600), ionAt(700)};
  IonLanes lanes(ions);
  lanes.addRun(0, {laneOf(volts(-60)), laneOf(volts(-45))});
  lanes.addArea(0, 0, 0, 10);
  lanes.addArea(0, 0, 1, 8);
  lanes.addArea(0, 1, 1, 1);
  lanes.addRun(1, {laneOf(volts(-45)), laneOf(volts(-60))});
  lanes.addArea(1, 0, 0, 5);  // -45 V has 13 in all
  lanes.addArea(1, 0, 1, 1);
  lanes.addRun(2, {});
  lanes.settle();
  CHECK(lanes.laneOf(0, 0) == 1);
  CHECK(lanes.laneOf(1, 0) == 0);
  CHECK(lanes.laneOf(2, 0) == IonLanes::none);
  CHECK(lanes.laneOf(0, 1) == 1);
  CHECK(lanes.laneOf(1, 1) == 0);
  // Seen nowhere: the kind that comes first in the runs.
  CHECK(lanes.laneOf(0, 2) == 0);
  CHECK(lanes.laneOf(1, 2) == 1);
  CHECK(lanes.haveCommonKind());
  for (const std::size_t run : {0, 1, 2}) CHECK(lanes.lacking(run).empty());
}

TEST_CASE("a kind that all runs have goes before a larger one, unless it shows next to nothing", "[lanes]") {
  const std::vector<PeptideIon> ions{ionAt(500), ionAt(600)};
  IonLanes lanes(ions);
  lanes.addRun(0, {laneOf(volts(-60)), laneOf(volts(-45))});
  lanes.addRun(1, {laneOf(volts(-60))});
  lanes.addArea(0, 0, 0, 3);
  lanes.addArea(0, 0, 1, 20);
  lanes.addArea(0, 1, 0, 1);
  lanes.addArea(0, 1, 1, 20);
  lanes.settle();
  CHECK(lanes.laneOf(0, 0) == 0);
  CHECK(lanes.laneOf(1, 0) == 0);
  CHECK(lanes.laneOf(0, 1) == 1);
  CHECK(lanes.laneOf(1, 1) == IonLanes::none);
  CHECK(lanes.lacking(0).empty());
  CHECK(lanes.lacking(1) == std::vector{volts(-45)});
  CHECK(lanes.haveCommonKind());
}

namespace {

/// Whether one lane each of two runs is of one kind.
bool isOneKind(const LaneKind& a, const LaneKind& b) {
  const std::vector<PeptideIon> ions{ionAt(500)};
  IonLanes lanes(ions);
  lanes.addRun(0, {laneOf(a)});
  lanes.addRun(1, {laneOf(b)});
  lanes.settle();
  CHECK((lanes.laneOf(1, 0) == 0) == lanes.haveCommonKind());
  return lanes.haveCommonKind();
}

}  // namespace

TEST_CASE("lanes of two runs are of one kind where their areas can be compared", "[lanes]") {
  LaneKind fourier = window(350, 1400);
  fourier.analyzer = Analyzer::FourierTransform;
  LaneKind trap = fourier;
  trap.analyzer = Analyzer::IonTrap;
  LaneKind second = window(350, 1400);
  second.function = 2;
  CHECK(isOneKind(window(350, 1400), window(350, 1405)));
  CHECK(isOneKind(window(350, 1400), window(700, 2000)));  // the only ones
  CHECK(isOneKind(window(350, 1400), {}));
  CHECK(isOneKind(window(350, 1400), fourier));
  CHECK(isOneKind(window(350, 1400), second));
  CHECK(isOneKind(volts(-45), volts(-45.04F)));
  CHECK(!isOneKind(volts(-45), volts(-60)));
  CHECK(!isOneKind(volts(-45), {}));
  CHECK(!isOneKind(fourier, trap));
}

TEST_CASE("lanes are matched nearest first, and references are of no kind", "[lanes]") {
  const std::vector<PeptideIon> ions{ionAt(500), ionAt(1450)};
  IonLanes lanes(ions);
  lanes.addRun(7, {laneOf(window(350, 1400)), laneOf(window(400, 600)), laneOf(window(350, 1500), true)});
  lanes.addRun(9, {laneOf(window(400, 610)), laneOf(window(350, 1500)), laneOf(window(900, 1500))});
  lanes.addArea(7, 0, 1, 10);
  lanes.settle();
  CHECK(lanes.laneOf(7, 0) == 1);
  CHECK(lanes.laneOf(9, 0) == 0);
  CHECK(lanes.laneOf(7, 1) == IonLanes::none);
  CHECK(lanes.laneOf(9, 1) == 1);
  CHECK(lanes.lacking(7) == std::vector{window(900, 1500)});
  CHECK(lanes.lacking(9).empty());
}

TEST_CASE("a kind with few surveys comes last where another shows the ion as well", "[lanes]") {
  const std::vector<PeptideIon> ions{ionAt(510), ionAt(515)};
  IonLanes lanes(ions);
  lanes.addRun(0, {{window(350, 1400), 0, 100, false}, {window(500, 560), 100, 140, false}});
  lanes.addArea(0, 0, 0, 5);
  lanes.addArea(0, 0, 1, 20);
  lanes.addArea(0, 1, 0, 1);
  lanes.addArea(0, 1, 1, 20);
  lanes.settle();
  CHECK(lanes.laneOf(0, 0) == 0);
  CHECK(lanes.laneOf(0, 1) == 1);
}

TEST_CASE("a run that says no windows has the widest lane of the others", "[lanes]") {
  const std::vector<PeptideIon> ions{ionAt(400), ionAt(600)};
  for (const bool unsaidFirst : {true, false}) {
    IonLanes lanes(ions);
    const std::vector<Lane> unsaid{laneOf({})};
    const std::vector<Lane> said{laneOf(window(340, 420)), laneOf(window(350, 1400))};
    lanes.addRun(0, unsaidFirst ? unsaid : said);
    lanes.addRun(1, unsaidFirst ? said : unsaid);
    lanes.addArea(unsaidFirst ? 0 : 1, 0, 0, 10);
    lanes.settle();
    for (const std::size_t ion : {0, 1}) {
      CHECK(lanes.laneOf(unsaidFirst ? 0 : 1, ion) == 0);
      CHECK(lanes.laneOf(unsaidFirst ? 1 : 0, ion) == 1);
    }
  }
}

TEST_CASE("functions may be numbered otherwise in another run", "[lanes]") {
  const std::vector<PeptideIon> ions{ionAt(400), ionAt(900)};
  IonLanes lanes(ions);
  const auto function = [](float low, float high, int number) {
    LaneKind kind = window(low, high);
    kind.function = number;
    return laneOf(kind);
  };
  lanes.addRun(0, {function(350, 620, 1), function(600, 1400, 2)});
  lanes.addRun(1, {function(600, 1400, 1), function(350, 620, 2)});
  lanes.settle();
  CHECK(lanes.laneOf(0, 0) == 0);
  CHECK(lanes.laneOf(1, 0) == 1);
  CHECK(lanes.laneOf(0, 1) == 1);
  CHECK(lanes.laneOf(1, 1) == 0);
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
  CHECK(traces[2].reason == MissingReason::OtherLane);
}
