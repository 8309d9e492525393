#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "vescargo/spectra/acquisition.h"

using namespace vescargo;

namespace {

struct Fragmented {
  double seconds = 0;
  double mz = 0;
  double half = 0.8;  ///< of the isolation window
};

Run runOf(const std::vector<Fragmented>& all) {
  Run run;
  run.ms1RtSeconds = {0};
  for (const Fragmented& one : all) {
    Ms2Header header;
    header.rtSeconds = static_cast<float>(one.seconds);
    header.precursorMz = one.mz;
    if (one.half > 0) {
      header.isolationLow = static_cast<float>(one.mz - one.half);
      header.isolationHigh = static_cast<float>(one.mz + one.half);
    }
    run.ms2Headers.push_back(header);
  }
  return run;
}

/// Each cycle goes through `mz`.
std::vector<Fragmented> cycles(const std::vector<double>& mz, int cycles, double cycleSeconds, double half,
                               double begin = 0) {
  std::vector<Fragmented> all;
  for (int cycle = 0; cycle < cycles; ++cycle) {
    for (std::size_t i = 0; i < mz.size(); ++i)
      all.push_back({begin + cycle * cycleSeconds + 0.05 * static_cast<double>(i), mz[i], half});
  }
  return all;
}

std::vector<double> grid(double from, double step, int windows) {
  std::vector<double> mz;
  for (int i = 0; i < windows; ++i) mz.push_back(from + step * i);
  return mz;
}

Acquisition of(const std::vector<Fragmented>& all) { return acquisitionOf(runOf(all)); }

}  // namespace

TEST_CASE("windows that cover a range and come again in every cycle are DIA", "[acquisition]") {
  CHECK(of(cycles(grid(400, 20, 30), 200, 3, 10)) == Acquisition::DataIndependent);
  CHECK(of(cycles(grid(400, 20, 30), 200, 3, 10.5)) == Acquisition::DataIndependent);  // windows overlap
  CHECK(of(cycles(grid(380, 2, 300), 20, 1.5, 1)) == Acquisition::DataIndependent);    // narrow, as of an Astral
  CHECK(of(cycles(grid(400, 24, 4), 3, 3, 12)) == Acquisition::DataIndependent);       // a small excerpt
  CHECK(of(cycles({700}, 40, 1, 500)) == Acquisition::DataIndependent);                // all ions
  auto variable = cycles(grid(400, 10, 20), 50, 3, 5);
  const auto wider = cycles(grid(610, 40, 10), 50, 3, 20);
  variable.insert(variable.end(), wider.begin(), wider.end());
  CHECK(of(variable) == Acquisition::DataIndependent);
  auto staggered = cycles(grid(400, 20, 20), 30, 6, 10);
  const auto other = cycles(grid(410, 20, 20), 30, 6, 10, 3);
  staggered.insert(staggered.end(), other.begin(), other.end());
  CHECK(of(staggered) == Acquisition::DataIndependent);
}

TEST_CASE("precursors that are fragmented over and over, whether they elute or not, are targeted", "[acquisition]") {
  CHECK(of(cycles({412.2341, 503.7712, 655.3411}, 100, 2, 0.8)) == Acquisition::Targeted);
  CHECK(of(cycles({412.2341, 503.7712, 655.3411}, 100, 2, 0)) == Acquisition::Targeted);  // windows are not said
  std::vector<Fragmented> scheduled;
  for (int i = 0; i < 20; ++i) {
    const auto window = cycles({450.1234 + 13.37 * i}, 90, 2, 0.8, 100.0 * i);
    scheduled.insert(scheduled.end(), window.begin(), window.end());
  }
  CHECK(of(scheduled) == Acquisition::Targeted);
}

TEST_CASE("precursors that are chosen from peaks are no targets, in narrow or wide windows", "[acquisition]") {
  CHECK(of({}) == Acquisition::DataDependent);
  CHECK(of(cycles({std::nan("")}, 40, 1, 0)) == Acquisition::DataDependent);  // nothing is said
  CHECK(of(cycles({0}, 40, 1, 0)) == Acquisition::DataDependent);
  for (const double half : {0.0, 0.8, 2.0, 12.0}) {
    std::vector<Fragmented> chosen;
    for (int i = 0; i < 900; ++i) chosen.push_back({0.3 * i, 400 + (i * 7919 % 8000) * 0.1 + 1e-4 * (i % 97), half});
    CHECK(of(chosen) == Acquisition::DataDependent);
  }
  // Without dynamic exclusion a peak is fragmented in each cycle while it lasts.
  std::vector<Fragmented> again;
  for (int peak = 0; peak < 40; ++peak) {
    const auto of = cycles({450.1 + 9 * peak}, 15, 2, 0.8, 25.0 * peak);
    again.insert(again.end(), of.begin(), of.end());
  }
  CHECK(of(again) == Acquisition::DataDependent);
}

TEST_CASE("a run with an inclusion list, and a small one, are data-dependent", "[acquisition]") {
  // Each entry of the list is fragmented when it elutes: twice 40 s, and now and then on noise.
  std::vector<Fragmented> listed;
  for (int entry = 0; entry < 30; ++entry) {
    const double mz = 420.2215 + 17.3 * entry;
    for (const double begin : {40.0 * entry, 40.0 * entry + 90}) {
      const auto peak = cycles({mz}, 15, 2.5, 0.8, begin);
      listed.insert(listed.end(), peak.begin(), peak.end());
    }
    listed.push_back({1300, mz});
  }
  CHECK(of(listed) == Acquisition::DataDependent);
  CHECK(of({{1, 500.1}, {2, 500.1}, {3, 500.1}, {4, 500.1}, {5, 500.1}, {6, 600.2}}) == Acquisition::DataDependent);
}

TEST_CASE("a run from which nothing could be measured is refused, with what to do", "[acquisition]") {
  const auto refusal = [](const Run& run) { return test::errorOf([&] { requireUsable(run, "a.mzML"); }); };
  CHECK(refusal(runOf({{1, 500.1}})) == "no error");
  CHECK(refusal(runOf(cycles(grid(400, 20, 30), 200, 3, 10))) ==
        "11|a.mzML: is of data-independent acquisition (DIA): 30 isolation windows from 390 to 990 m/z were each "
        "fragmented at least 200 times; analyse it with DIA-NN or Spectronaut, and give their table of proteins to "
        "EVPlateletScorer");
  CHECK(refusal(runOf(cycles({412.2341, 503.7712, 655.3411}, 100, 2, 0.8))) ==
        "11|a.mzML: is of targeted acquisition (PRM): 3 precursors were each fragmented at least 100 times, at even "
        "intervals, whatever the surveys show; analyse it with Skyline or Spectronaut, and give a table of proteins to "
        "EVPlateletScorer");
  Run empty;
  CHECK(refusal(empty) == "4|a.mzML: has no mass spectrum of level 1 or 2; convert the run again, with MS1 and MS2");
  count(empty.passedOver, PassedOver::NegativeIons) = 5;
  CHECK(refusal(empty) ==
        "11|a.mzML: has spectra of negative ions only; give runs of positive ions; peptides are sought as such");
  Run untimed;
  untimed.ms1RtSeconds = {-1, -1};
  CHECK(refusal(untimed) ==
        "11|a.mzML: has no scan start times, so that no chromatographic peak can be found; convert the run again, with "
        "scan start times (MS:1000016)");
}

TEST_CASE("a precursor of a charge that no peptide has is refused") {
  Run run = runOf({{1, 500}, {2, 600}});
  run.ms2Headers[0].charge = 100;
  run.ms2Headers[1].nativeId = "scan=3";
  const auto refusal = [&] { return test::errorOf([&] { requireUsable(run, "a.mzML"); }); };
  CHECK(refusal() == "no error");
  run.ms2Headers[1].charge = 2147483647;
  CHECK(refusal() ==
        "3|a.mzML: spectrum \"scan=3\" has a precursor of charge 2147483647, which no peptide has; convert the run "
        "again");
}
