#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "base/Scratch.h"
#include "simulate/SimulatedPanels.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/simulate/UvDetector.h"
#include "vescargo/simulate/truthTables.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

template <class Change>
SimulatedStudy studyWith(Change&& change) {
  SimulatorOptions options = smallOptions();
  change(options.lanes);
  return studyOf(options);
}

std::vector<const SimulatedSpectrum*> surveysOf(const SimulatedRun& run, std::size_t lane) {
  std::vector<const SimulatedSpectrum*> found;
  for (const SimulatedSpectrum& spectrum : run.spectra) {
    if (spectrum.kind == SpectrumKind::Ions && spectrum.msLevel == 1 && spectrum.lane == lane)
      found.push_back(&spectrum);
  }
  return found;
}

/// Of the survey of a lane nearest to a time, within so many ppm of an m/z; 0 = no peak.
double intensityAt(const std::vector<const SimulatedSpectrum*>& surveys, double rtSeconds, double mz, double ppm) {
  const auto nearest = *std::min_element(surveys.begin(), surveys.end(), [&](const auto* a, const auto* b) {
    return std::abs(a->rtSeconds - rtSeconds) < std::abs(b->rtSeconds - rtSeconds);
  });
  double most = 0;
  for (std::size_t i = 0; i < nearest->mz.size(); ++i) {
    if (std::abs(nearest->mz[i] - mz) <= mz * ppm * 1e-6) most = std::max<double>(most, nearest->intensity[i]);
  }
  return most;
}

double trueMz(const SimulatedStudy& study, const SimulatedRun& run, const TrueTrace& trace) {
  return (study.peptides[trace.peptide].mass / trace.charge + 1.007276466621) * (1 + 1e-6 * run.massOffsetPpm);
}

double medianOf(std::vector<double> values) {
  REQUIRE(values.size() > 20);
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Traces by peptide and charge, for each lane.
std::map<std::pair<std::size_t, int>, std::map<std::size_t, TrueTrace>> byIon(const SimulatedRun& run) {
  std::map<std::pair<std::size_t, int>, std::map<std::size_t, TrueTrace>> traces;
  for (const TrueTrace& trace : run.traces) traces[{trace.peptide, trace.charge}][trace.lane] = trace;
  return traces;
}

}  // namespace

TEST_CASE("surveys and their fragment spectra cycle through the voltages of FAIMS") {
  const SimulatedStudy study = studyWith([](LaneOptions& lanes) { lanes.faimsCv = {-40, -55, -70}; });
  const SimulatedRun run = acquireRun(study, 0);
  std::size_t next = 0;
  std::size_t lane = 0;
  std::size_t fragments = 0;
  for (const SimulatedSpectrum& spectrum : run.spectra) {
    if (spectrum.msLevel == 1) {
      lane = next;
      next = (next + 1) % 3;
    } else {
      ++fragments;
      REQUIRE_FALSE(spectrum.isolated.empty());
      const IsolatedIon& chosen = spectrum.isolated[0];
      CHECK(laneShare(run.lanes[lane], study.peptides[chosen.peptide], chosen.charge, 1) > 1e-4);
    }
    CHECK(spectrum.lane == lane);
  }
  CHECK(fragments > 100);
  for (std::size_t l = 0; l < 3; ++l) CHECK(surveysOf(run, l).size() > 20);
}

TEST_CASE("signal of an ion is shared between voltages as its transmission says") {
  const SimulatedStudy study = studyWith([](LaneOptions& lanes) { lanes.faimsCv = {-45, -60}; });
  const SimulatedRun run = acquireRun(study, 0);
  std::vector<double> off;
  for (const auto& [ion, lanes] : byIon(run)) {
    if (lanes.size() < 2) continue;
    for (const auto& [lane, trace] : lanes) {
      if (trace.mostIons < 100) continue;
      const double seen = intensityAt(surveysOf(run, lane), trace.apexRtSeconds, trueMz(study, run, trace), 4);
      if (seen > 0) off.push_back(std::abs(std::log2(seen / trace.apexIntensity)));
    }
    const SimulatedPeptide& peptide = study.peptides[ion.first];
    for (const auto& [lane, trace] : lanes) {
      const double share = laneShare(run.lanes[lane], peptide, ion.second, study.options.seed);
      CHECK(share > 0);
      CHECK(share <= 0.6);
    }
  }
  CHECK(medianOf(off) < 0.15);
}

TEST_CASE("FAIMS keeps singly charged background out") {
  const auto seen = [](const SimulatedRun& run) {
    double sum = 0;
    for (const auto* survey : surveysOf(run, 0))
      sum += intensityAt({survey}, survey->rtSeconds, 445.12003 * (1 + 1e-6 * run.massOffsetPpm), 8);
    return sum / static_cast<double>(surveysOf(run, 0).size());
  };
  const double plain = seen(acquireRun(studyOf(smallOptions()), 0));
  CHECK(plain > 1e6);
  CHECK(seen(acquireRun(studyWith([](LaneOptions& lanes) { lanes.faimsCv = {-55}; }), 0)) < 0.01 * plain);
}

TEST_CASE("a negative survey stands behind each positive cycle, with other background, no peptides, no fragments") {
  const SimulatedStudy study = studyWith([](LaneOptions& lanes) { lanes.polaritySwitching = true; });
  const SimulatedRun run = acquireRun(study, 0);
  REQUIRE(run.lanes.size() == 2);
  const auto positive = surveysOf(run, 0), negative = surveysOf(run, 1);
  CHECK(positive.size() - negative.size() <= 1);
  double formate = 0;
  for (const auto* survey : negative) {
    formate += intensityAt({survey}, 0, 520.91014 * (1 + 1e-6 * run.massOffsetPpm), 8) > 0 ? 1 : 0;
    CHECK(intensityAt({survey}, 0, 445.12003, 8) < 1e5);
    CHECK(survey->mz.size() < 150);
  }
  CHECK(formate / static_cast<double>(negative.size()) > 0.9);
  CHECK(std::none_of(run.spectra.begin(), run.spectra.end(),
                     [](const auto& spectrum) { return spectrum.msLevel == 2 && spectrum.lane == 1; }));
  CHECK(std::none_of(run.traces.begin(), run.traces.end(), [](const TrueTrace& trace) { return trace.lane == 1; }));
}

TEST_CASE("boxes show what a full survey shows and what it has too few ions of") {
  const SimulatedStudy study = studyWith([](LaneOptions& lanes) { lanes.boxcarSets = 2; });
  const SimulatedRun run = acquireRun(study, 0);
  REQUIRE(run.lanes.size() == 3);
  std::vector<double> gains, off;
  int onlyFull = 0, onlyBoxes = 0;
  for (const auto& [ion, lanes] : byIon(run)) {
    const auto ionsIn = [&, &lanes = lanes](std::size_t lane) {
      return lanes.count(lane) ? lanes.at(lane).mostIons : 0;
    };
    const std::size_t boxed = ionsIn(1) > ionsIn(2) ? 1 : 2;
    if (ionsIn(0) > 0 && ionsIn(boxed) > 0) gains.push_back(ionsIn(boxed) / ionsIn(0));
    onlyFull += ionsIn(0) >= 6 && ionsIn(boxed) < 6 ? 1 : 0;
    onlyBoxes += ionsIn(0) < 6 && ionsIn(boxed) >= 6 ? 1 : 0;
    if (ionsIn(0) < 200 || ionsIn(boxed) < 200) continue;
    const TrueTrace& trace = lanes.at(0);
    const double mz = trueMz(study, run, trace);
    const double full = intensityAt(surveysOf(run, 0), trace.apexRtSeconds, mz, 4);
    const double box = intensityAt(surveysOf(run, boxed), trace.apexRtSeconds, mz, 4);
    if (full > 0 && box > 0) off.push_back(std::log2(box / full));
  }
  CHECK(std::abs(medianOf(off)) < 0.1);
  double mean = 0;
  for (const double gain : gains) mean += gain / static_cast<double>(gains.size());
  CHECK(medianOf(gains) > 1.3);
  CHECK(mean > 2.5);
  CHECK(mean < 20);
  CHECK(onlyBoxes > 5 * onlyFull);
  for (const std::size_t set : {1, 2}) {
    for (const auto* survey : surveysOf(run, set)) {
      CHECK(std::is_sorted(survey->mz.begin(), survey->mz.end(), std::less_equal<>()));
      const auto inside = std::count_if(survey->mz.begin(), survey->mz.end(),
                                        [&](double mz) { return run.lanes[set].boxOf(mz).has_value(); });
      CHECK(static_cast<double>(inside) >= 0.98 * static_cast<double>(survey->mz.size()));
    }
  }
}

TEST_CASE("profiles of boxes side by side ascend") {
  SimulatorOptions options = smallOptions();
  options.runSeconds = 60;
  options.spectrumOutput = SpectrumOutput::Profile;
  options.lanes.boxcarSets = 1;
  const SimulatedRun run = acquireRun(studyOf(options), 0);
  for (const auto* survey : surveysOf(run, 1)) {
    CHECK(survey->profile);
    CHECK(survey->mz.size() > 100);
    CHECK(std::is_sorted(survey->mz.begin(), survey->mz.end(), std::less_equal<>()));
  }
}

TEST_CASE("the lock mass stands alone in its function, every 20 s") {
  const SimulatedStudy study = studyWith([](LaneOptions& lanes) { lanes.lockMass = true; });
  const SimulatedRun run = acquireRun(study, 0);
  std::vector<double> times;
  for (const SimulatedSpectrum& spectrum : run.spectra) {
    if (spectrum.kind != SpectrumKind::LockMass) continue;
    times.push_back(spectrum.rtSeconds);
    const auto base = std::max_element(spectrum.intensity.begin(), spectrum.intensity.end());
    CHECK(spectrum.mz[static_cast<std::size_t>(base - spectrum.intensity.begin())] ==
          Approx(556.27657 * (1 + 1e-6 * run.massOffsetPpm)).epsilon(3e-6).margin(0));
    CHECK(spectrum.mz.size() < 40);
    CHECK(functionOf(spectrum, run) == 3);
  }
  CHECK(times.size() == 10);
  for (std::size_t i = 1; i < times.size(); ++i) CHECK(times[i] - times[i - 1] == Approx(20).margin(3));
  CHECK(std::is_sorted(run.spectra.begin(), run.spectra.end(),
                       [](const auto& a, const auto& b) { return a.rtSeconds < b.rtSeconds; }));
}

TEST_CASE("UV spectra show peptides and change no other spectrum") {
  const SimulatedRun plain = acquireRun(studyOf(smallOptions()), 0);
  const SimulatedStudy study = studyWith([](LaneOptions& lanes) { lanes.uvSpectra = true; });
  const SimulatedRun run = acquireRun(study, 0);
  std::size_t next = 0;
  std::vector<const SimulatedSpectrum*> light;
  for (const SimulatedSpectrum& spectrum : run.spectra) {
    if (spectrum.kind == SpectrumKind::Uv) {
      light.push_back(&spectrum);
      continue;
    }
    REQUIRE(next < plain.spectra.size());
    const SimulatedSpectrum& same = plain.spectra[next++];
    CHECK((spectrum.mz == same.mz && spectrum.intensity == same.intensity && spectrum.scan == same.scan));
  }
  CHECK(next == plain.spectra.size());
  REQUIRE(light.size() == 200);
  const auto mostAt = [&](std::size_t point) {
    double most = 0;
    for (const auto* spectrum : light) most = std::max<double>(most, spectrum->intensity[point]);
    return most;
  };
  CHECK(light[5]->mz.front() == 200);
  CHECK(light[5]->mz.back() == 400);
  CHECK(light[5]->mz[7] == 214);
  CHECK(mostAt(7) > 3 * light[0]->intensity[7]);
  CHECK(mostAt(40) > 3e-3);
  CHECK(mostAt(80) < 2e-3);
}

TEST_CASE("peptides take light by their bonds and aromatic residues") {
  CHECK(absorptionOf("GAAK").at214 == 3 * 923);
  CHECK(absorptionOf("GAAK").at280 == 0);
  CHECK(absorptionOf("GWYK").at280 == 5500 + 1490);
  CHECK(absorptionOf("GFHM").at214 == 3 * 923 + 5200 + 5125 + 980);
}

TEST_CASE("the truth of a run with lanes says what is in which; that of a plain run has no such columns") {
  const Scratch scratch;
  const SimulatedStudy study = studyWith([](LaneOptions& lanes) { lanes.faimsCv = {-40, -60}; });
  const SimulatedRun run = acquireRun(study, 0);
  const TsvFile peptides = readTsv(scratch.file("peptides.tsv", peptideTruth(study)));
  const std::size_t share = peptides.requiredColumn("share_cv-60");
  CHECK(*parseNumber(peptides.rows[0].cells[share]) ==
        Approx(laneShare(run.lanes[1], study.peptides[0],
                         static_cast<int>(*parseNumber(peptides.rows[0].cells[peptides.requiredColumn("charge")])), 1))
            .margin(6e-5));
  const TsvFile traces = readTsv(scratch.file("traces.tsv", traceTruth(study, {run})));
  REQUIRE(traces.rows.size() == run.traces.size());
  CHECK(traces.rows[5].cells[traces.requiredColumn("lane")] == run.lanes[run.traces[5].lane].name);
  const TsvFile lanes = readTsv(scratch.file("lanes.tsv", laneTruth({run}, study.options.lanes)));
  REQUIRE(lanes.rows.size() == 2);
  CHECK(lanes.rows[1].cells[lanes.requiredColumn("compensation_voltage")] == "-60");
  CHECK(lanes.rows[1].cells[lanes.requiredColumn("function")] == "NA");
  CHECK(*parseNumber(lanes.rows[1].cells[lanes.requiredColumn("spectra")]) ==
        static_cast<double>(surveysOf(run, 1).size()));

  SimulatedStudy functions = studyWith([](LaneOptions& options) { options.lockMass = options.uvSpectra = true; });
  const SimulatedRun waters = acquireRun(functions, 0);
  const TsvFile sides = readTsv(scratch.file("sides.tsv", laneTruth({waters}, functions.options.lanes)));
  REQUIRE(sides.rows.size() == 3);
  CHECK(sides.rows[1].cells ==
        std::vector<std::string>{"S01_pre", "lock_mass", "positive", "NA", "NA", "3", "10", "0"});
  CHECK(sides.rows[2].cells == std::vector<std::string>{"S01_pre", "uv", "NA", "NA", "NA", "4", "200", "0"});
  const TsvFile runs = readTsv(scratch.file("runs.tsv", runTruth({waters}, functions.options)));
  CHECK(*parseNumber(runs.rows[0].cells[runs.requiredColumn("ms1")]) ==
        static_cast<double>(surveysOf(waters, 0).size()));

  const SimulatedStudy plain = studyOf(smallOptions());
  CHECK(peptideTruth(plain).find("share_") == std::string::npos);
  CHECK(traceTruth(plain, {acquireRun(plain, 0)}).find("lane") == std::string::npos);
}
