#include <omp.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "quant/SyntheticRun.h"
#include "vescargo/quant/extractTraces.h"

using namespace vescargo;
using test::ElutingIon;
using test::syntheticRun;

namespace {

IonTarget at(double mz, float rtSeconds, int charge = 2) {
  IonTarget target;
  target.mz = mz;
  target.charge = charge;
  target.rtSeconds = target.firstRtSeconds = target.lastRtSeconds = rtSeconds;
  return target;
}

constexpr Tolerance usual{10, Tolerance::Unit::Ppm};

IonTarget transferredTo(double mz, float rtSeconds) {
  IonTarget target = at(mz, rtSeconds);
  target.transferred = true;
  target.rtSpreadSeconds = 1.3F;
  target.firstRtSeconds = rtSeconds - 3 * target.rtSpreadSeconds;
  target.lastRtSeconds = rtSeconds + 3 * target.rtSpreadSeconds;
  return target;
}

IonTrace traceOf(const Run& run, const IonTarget& target) {
  return extractTraces(indexSurveys(run), {target}, usual)[0];
}

}  // namespace

TEST_CASE("isotope ratios are those of averagine") {
  // Convolved atom by atom for C119 H186 N33 O35 S, which is 24 averagine residues in whole atoms.
  const auto ratios = isotopeRatios(2669.351);
  CHECK(ratios[0] == 1);
  CHECK(ratios[1] == Approx(1.45025).epsilon(0.01).margin(0));
  CHECK(ratios[2] == Approx(1.16106).epsilon(0.01).margin(0));
}

TEST_CASE("the area of a Gaussian peak is found within 2 %, wherever in the peak it was identified") {
  const Run run = syntheticRun({{}});
  for (const float rt : {54.0F, 58.3F, 60.0F, 66.0F}) {
    const auto trace = traceOf(run, at(500, rt));
    CHECK(trace.reason == MissingReason::Measured);
    CHECK(trace.area == Approx(1e6).epsilon(0.02).margin(0));
    CHECK(std::abs(trace.apexRtSeconds - 60) < 0.01F);
    CHECK(trace.beginSeconds < 52);
    CHECK(trace.endSeconds > 68);
  }
}

TEST_CASE("of an ion that was identified in two peaks the higher one is taken") {
  ElutingIon late;
  late.rtSeconds = 80;
  late.area = 2e5;
  IonTarget target = at(500, 80);
  CHECK(std::abs(traceOf(syntheticRun({{}, late}), target).apexRtSeconds - 80) < 0.1F);
  target.firstRtSeconds = 58;
  CHECK(std::abs(traceOf(syntheticRun({{}, late}), target).apexRtSeconds - 60) < 0.1F);
}

TEST_CASE("the area does not depend on how often a peak is sampled") {
  for (const double cycle : {0.3, 1.0, 2.0}) {
    CHECK(traceOf(syntheticRun({{}}, 120, cycle), at(500, 60)).area == Approx(1e6).epsilon(0.02).margin(0));
  }
}

TEST_CASE("a peak much wider than the first look is followed to its ends") {
  ElutingIon ion;
  ion.rtSeconds = 600;
  ion.sigmaSeconds = 60;
  CHECK(traceOf(syntheticRun({ion}, 1200), at(500, 560)).area == Approx(1e6).epsilon(0.02).margin(0));
}

TEST_CASE("a weak ion that loses its rarer isotopes is not made weaker still") {
  ElutingIon ion;
  ion.least = 1e6 * 0.4 / (3 * 2.5066) * 0.3;
  ElutingIon strong = ion;
  strong.area = 1e8;
  const double ratio =
      traceOf(syntheticRun({strong}), at(500, 60)).area / traceOf(syntheticRun({ion}), at(500, 60)).area;
  CHECK(ratio == Approx(100).epsilon(0.15).margin(0));
}

TEST_CASE("neighbours that overlap in time are separated at the valley") {
  ElutingIon first;
  ElutingIon second;
  second.rtSeconds = 72;
  second.area = 2e6;
  const Run run = syntheticRun({first, second});
  const auto a = traceOf(run, at(500, 60));
  const auto b = traceOf(run, at(500, 72));
  CHECK(std::abs(a.apexRtSeconds - 60) < 0.1F);
  CHECK(std::abs(b.apexRtSeconds - 72) < 0.1F);
  CHECK(a.area == Approx(1e6).epsilon(0.05).margin(0));
  CHECK(b.area == Approx(2e6).epsilon(0.05).margin(0));
  CHECK(a.endSeconds == b.beginSeconds);
}

TEST_CASE("where times are rounded until they are equal the apex is still a time") {
  Run run = syntheticRun({{}});
  for (float& rt : run.ms1RtSeconds) rt = 3 * std::floor(rt / 3);
  const auto trace = traceOf(run, at(500, 60));
  CHECK(trace.reason == MissingReason::Measured);
  CHECK(std::abs(trace.apexRtSeconds - 60) <= 3);
}

TEST_CASE("an ion of another m/z at the same time does not count") {
  ElutingIon other;
  other.mz = 500.02;
  other.area = 1e9;
  CHECK(traceOf(syntheticRun({{}, other}), at(500, 60)).area == Approx(1e6).epsilon(0.02).margin(0));
}

TEST_CASE("the trace tolerance decides which peaks are an ion's") {
  ElutingIon off;
  off.mz = 500 * (1 + 15e-6);
  const Run run = syntheticRun({off});
  CHECK(traceOf(run, at(500, 60)).reason == MissingReason::NoSignal);
  CHECK(extractTraces(indexSurveys(run), {at(500, 60)}, {20, Tolerance::Unit::Ppm})[0].reason ==
        MissingReason::Measured);
}

TEST_CASE("a missing value says why") {
  const Run run = syntheticRun({{}});
  CHECK(traceOf(run, at(600, 60)).reason == MissingReason::NoSignal);
  CHECK(traceOf(run, at(500, 110)).reason == MissingReason::NoSignal);
  CHECK(traceOf(Run{}, at(500, 60)).reason == MissingReason::NoSignal);
  CHECK(traceOf(run, transferredTo(500, std::numeric_limits<float>::quiet_NaN())).reason ==
        MissingReason::TransferRejected);
  ElutingIon brief;
  brief.sigmaSeconds = 0.3;
  brief.least = 1e5;
  const auto below = traceOf(syntheticRun({brief}), at(500, 60));
  CHECK(below.reason == MissingReason::BelowThreshold);
  CHECK(below.area == 0);
}

TEST_CASE("the apex of a transferred ion is sought within three spreads, high and near to its time") {
  CHECK(traceOf(syntheticRun({{}}), transferredTo(500, 62)).reason == MissingReason::Measured);
  SECTION("a flank without an apex is nothing") {
    CHECK(traceOf(syntheticRun({{}}), transferredTo(500, 66)).reason == MissingReason::NoSignal);
    CHECK(traceOf(syntheticRun({{}}), transferredTo(500, 54)).reason == MissingReason::NoSignal);
    CHECK(traceOf(syntheticRun({{}}), at(500, 66)).reason == MissingReason::Measured);
  }
  SECTION("of two peaks in the window the higher one far off does not win over the one that is there") {
    ElutingIon near;
    near.sigmaSeconds = 1;
    ElutingIon far = near;
    far.rtSeconds = 68;
    far.area = 3e6;
    IonTarget target = transferredTo(500, 60);
    target.rtSpreadSeconds = 3;
    target.firstRtSeconds = 51;
    target.lastRtSeconds = 69;
    CHECK(std::abs(traceOf(syntheticRun({near, far}), target).apexRtSeconds - 60) < 0.1F);
    CHECK(std::abs(traceOf(syntheticRun({far}), target).apexRtSeconds - 68) < 0.1F);
  }
}

TEST_CASE("a trace tells its width, its points, its mass error and how its isotopes agree") {
  ElutingIon ion;
  ion.mz = 500 * (1 + 4e-6);
  const auto trace = traceOf(syntheticRun({ion}), at(500, 60));
  // Half width of a Gaussian and what smoothing over three spectra adds.
  CHECK(trace.widthSeconds == Approx(2.3548 * std::sqrt(9 + 0.5)).epsilon(0.03).margin(0));
  CHECK(trace.points > 12);
  CHECK(trace.massErrorPpm == Approx(4).epsilon(0.03).margin(0));
  CHECK(trace.shape > 0.999F);
  CHECK(trace.isotopeAgreement > 0.999F);
  CHECK(std::abs(trace.isotopeExcess[0]) < 0.01F);
  CHECK(std::abs(trace.isotopeExcess[1]) < 0.01F);
  CHECK(trace.leadingShare == 0);
  CHECK_FALSE(trace.interfered);
  ElutingIon before;
  before.mz = 500 - isotopeSpacing / 2;
  before.area = 2e6;
  CHECK(traceOf(syntheticRun({{}, before}), at(500, 60)).leadingShare > 0.5F);
}

TEST_CASE("an isotope that another signal adds to is left out of the area") {
  SECTION("M+1") {
    ElutingIon ion;
    ion.ratioOne = 3;
    const auto trace = traceOf(syntheticRun({ion}), at(500, 60));
    CHECK(trace.interfered);
    CHECK(trace.isotopeExcess[0] == Approx(std::log2(3)).epsilon(0.01).margin(0));
    CHECK(trace.area == Approx(1e6).epsilon(0.03).margin(0));
  }
  SECTION("M") {
    ElutingIon alike;
    alike.mz = 500;
    alike.charge = 1;  // isotopes of charge 1 lie elsewhere but for M+2
    alike.area = 5e6;
    const auto trace = traceOf(syntheticRun({{}, alike}), at(500, 60));
    CHECK(trace.isotopeExcess[0] < -1);
    CHECK_FALSE(trace.isotopeExcess[1] < -4);
  }
}

TEST_CASE("traces are the same with any number of threads") {
  std::vector<ElutingIon> ions;
  std::vector<IonTarget> targets;
  for (int i = 0; i < 300; ++i) {
    ElutingIon ion;
    ion.mz = 400 + 1.7 * i;
    ion.rtSeconds = 20 + (i * 37 % 80);
    ion.area = 1e5 * (1 + i % 7);
    ions.push_back(ion);
    targets.push_back(at(ion.mz, static_cast<float>(ion.rtSeconds)));
  }
  const Run run = syntheticRun(ions);
  const int threads = omp_get_max_threads();
  omp_set_num_threads(1);
  const auto one = extractTraces(indexSurveys(run), targets, usual);
  omp_set_num_threads(4);
  const auto four = extractTraces(indexSurveys(run), targets, usual);
  omp_set_num_threads(threads);
  for (std::size_t i = 0; i < one.size(); ++i) {
    CHECK(one[i].area > 0);
    CHECK(one[i].area == four[i].area);
    CHECK(one[i].apexRtSeconds == four[i].apexRtSeconds);
    CHECK(one[i].reason == four[i].reason);
  }
}
