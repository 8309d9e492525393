#include <OpenMS/FORMAT/MzMLFile.h>
#include <OpenMS/KERNEL/MSExperiment.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "base/Scratch.h"
#include "base/Unprivileged.h"
#include "vescargo/openms/readRun.h"

using namespace vescargo;

namespace {

OpenMS::MSSpectrum spectrumAt(double rtSeconds, unsigned level) {
  OpenMS::MSSpectrum spectrum;
  spectrum.setRT(rtSeconds);
  spectrum.setMSLevel(level);
  spectrum.setNativeID("scan=" + std::to_string(static_cast<int>(rtSeconds)));
  return spectrum;
}

/// A profile survey scan with one Gaussian peak and a centroided MS2.
void writeProfileRun(const std::string& path) {
  OpenMS::MSExperiment experiment;
  OpenMS::MSSpectrum survey = spectrumAt(1, 1);
  for (int i = -20; i <= 20; ++i) {
    const double offset = 0.002 * i;
    survey.emplace_back(500.25 + offset, static_cast<float>(1e6 * std::exp(-offset * offset / (2 * 0.006 * 0.006))));
  }
  survey.setType(OpenMS::SpectrumSettings::SpectrumType::PROFILE);
  OpenMS::MSSpectrum fragments = spectrumAt(2, 2);
  fragments.setType(OpenMS::SpectrumSettings::SpectrumType::CENTROID);
  fragments.emplace_back(300.1, 10.0F);
  fragments.emplace_back(200.1, 20.0F);
  fragments.emplace_back(250.0, 0.0F);
  OpenMS::Precursor precursor;
  precursor.setMZ(500.25);
  precursor.setCharge(2);
  precursor.setIsolationWindowLowerOffset(1.0);
  precursor.setIsolationWindowUpperOffset(1.5);
  fragments.setPrecursors({precursor});
  experiment.addSpectrum(survey);
  experiment.addSpectrum(fragments);
  OpenMS::MzMLFile().store(path, experiment);
}

}  // namespace

TEST_CASE("a run is read as columns: profile picked, peaks sorted, zero intensities left out") {
  writeProfileRun("profile.mzML");
  const Run run = readRun("profile.mzML");
  CHECK(run.name == "profile");
  CHECK(run.pickedSpectra == 1);
  REQUIRE(run.ms1.spectra() == 1);
  REQUIRE(run.ms1.mz.size() == 1);
  CHECK(run.ms1.mz[0] == Approx(500.25).epsilon(2e-6));
  REQUIRE(run.ms2.spectra() == 1);
  CHECK(run.ms2.mz == std::vector<float>{200.1F, 300.1F});
  const Ms2Header& header = run.ms2Headers[0];
  CHECK(header.nativeId == "scan=2");
  CHECK(header.charge == 2);
  CHECK(header.ms1 == 0);
  CHECK(header.isolationLow == Approx(499.25).epsilon(1e-6));
  CHECK(header.isolationHigh == Approx(501.75).epsilon(1e-6));
}

TEST_CASE("a picked file reads as the same run") {
  writeProfileRun("profile.mzML");
  const PickCounts counts = pickFile("profile.mzML", "picked.mzML", {});
  CHECK(counts.spectra == 2);
  CHECK(counts.picked == 1);
  const Run before = readRun("profile.mzML");
  const Run after = readRun("picked.mzML");
  CHECK(after.pickedSpectra == 0);
  CHECK(after.ms1.mz == before.ms1.mz);
  CHECK(after.ms1.intensity == before.ms1.intensity);
  CHECK(after.ms2.mz == before.ms2.mz);
  CHECK(after.ms2Headers[0].precursorMz == before.ms2Headers[0].precursorMz);
}

TEST_CASE("minutes by their old name are minutes for both readers, and in a picked file") {
  const test::Scratch scratch;
  writeProfileRun(scratch.path("a.mzML"));
  std::string text = test::contentOf(scratch.path("a.mzML"));
  text.erase(text.find("<indexList"));
  text.erase(text.find("<indexedmzML"), text.find("<mzML") - text.find("<indexedmzML"));
  for (std::size_t at = 0; (at = text.find("UO:0000010", at)) != std::string::npos;) text.replace(at, 10, "MS:1000038");
  const std::string path = scratch.file("a.mzML", text);
  pickFile(path, scratch.path("picked.mzML"), {});
  for (const Run& run : {readRun(path), readRunThroughOpenMs(path), readRun(scratch.path("picked.mzML"))}) {
    CHECK(run.ms1RtSeconds == std::vector<float>{60});
    CHECK(run.ms2Headers.at(0).rtSeconds == 120);
  }
}

TEST_CASE("a smallest signal-to-noise ratio leaves out weak peaks of profile spectra, and none of centroided ones") {
  const test::Scratch scratch;
  const auto peaksAt = [&](double signalToNoise, OpenMS::SpectrumSettings::SpectrumType type) {
    OpenMS::MSSpectrum survey = spectrumAt(1, 1);
    // A peak each Da, all of about one height but for the middle one.
    for (int peak = 0; peak < 200; ++peak) {
      const double height = peak == 100 ? 1e6 : 1000 + 10 * (peak % 7);
      for (int i = -10; i <= 10; ++i)
        survey.emplace_back(400 + peak + 0.003 * i, static_cast<float>(height * std::exp(-0.125 * i * i)));
    }
    survey.setType(type);
    OpenMS::MSExperiment experiment;
    experiment.addSpectrum(survey);
    OpenMS::MzMLFile().store(scratch.path("noise.mzML"), experiment);
    PickOptions options;
    options.signalToNoise = signalToNoise;
    return readRun(scratch.path("noise.mzML"), options).ms1.mz;
  };
  using Settings = OpenMS::SpectrumSettings;
  CHECK(peaksAt(0, Settings::PROFILE).size() == 200);
  const auto strong = peaksAt(20, Settings::PROFILE);
  REQUIRE(strong.size() == 1);
  CHECK(strong[0] == Approx(500).epsilon(2e-6).margin(0));
  CHECK(peaksAt(20, Settings::CENTROID).size() == 4200);
}

TEST_CASE("a run that is missing, is a folder or is empty is said so") {
  const test::Scratch scratch;
  const auto failure = [&](const std::string& path) { return test::errorOf([&] { readRun(path); }, scratch.path("")); };
  CHECK(failure(scratch.path("no.mzML")) == "1|no.mzML: no such file; check the path");
  CHECK(failure(scratch.path("")).starts_with("2|: is a folder"));
  CHECK(failure(scratch.file("empty.mzML", "")).starts_with("4|empty.mzML: is empty"));
  OpenMS::MzMLFile().store(scratch.path("none.mzML"), OpenMS::MSExperiment());
  CHECK(failure(scratch.path("none.mzML")).starts_with("4|none.mzML: has no spectrum"));
}

TEST_CASE("a run without permission to read is told apart from a broken one") {
  const test::Scratch scratch;
  writeProfileRun(scratch.path("a.mzML"));
  const test::Unreadable locked(scratch, scratch.path("a.mzML"));
  CHECK(test::errorOf([&] { readRun(scratch.path("a.mzML")); }, scratch.path("")) ==
        "2|a.mzML: cannot be read; check its permissions");
}
