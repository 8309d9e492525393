#include <OpenMS/FORMAT/MzMLFile.h>
#include <OpenMS/KERNEL/MSExperiment.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

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
  survey.setType(OpenMS::SpectrumSettings::PROFILE);
  OpenMS::MSSpectrum fragments = spectrumAt(2, 2);
  fragments.setType(OpenMS::SpectrumSettings::CENTROID);
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

TEST_CASE("a missing run is said so") { CHECK_THROWS_WITH(readRun("nowhere.mzML"), Catch::Contains("no such file")); }
