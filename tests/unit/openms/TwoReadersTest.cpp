#include <OpenMS/FORMAT/MzMLFile.h>
#include <OpenMS/KERNEL/MSExperiment.h>
#include <omp.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "base/Scratch.h"
#include "base/source.h"
#include "vescargo/openms/readRun.h"
#include "vescargo/spectra/readMzMl.h"

using namespace vescargo;
namespace fs = std::filesystem;

namespace {

/// mzML files below a folder, none when it is not there.
std::vector<std::string> runsIn(const fs::path& folder) {
  std::vector<std::string> found;
  if (!fs::is_directory(folder)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string path = entry.path();
    if (path.ends_with(".mzML") || path.ends_with(".mzML.gz")) found.push_back(path);
  }
  std::sort(found.begin(), found.end());
  return found;
}

fs::path dataFolder() {
  const char* given = std::getenv("VESCARGO_DATA");
  return given != nullptr ? given : test::inSource("../shared/data");
}

void checkSame(const PeakColumns& a, const PeakColumns& b) {
  CHECK(a.offset == b.offset);
  CHECK((a.mz == b.mz));
  CHECK((a.intensity == b.intensity));
}

void checkSame(const Run& a, const Run& b) {
  CHECK(a.name == b.name);
  CHECK(a.pickedSpectra == b.pickedSpectra);
  CHECK((a.ms1RtSeconds == b.ms1RtSeconds));
  checkSame(a.ms1, b.ms1);
  checkSame(a.ms2, b.ms2);
  REQUIRE(a.ms2Headers.size() == b.ms2Headers.size());
  std::size_t different = 0;
  for (std::size_t i = 0; i < a.ms2Headers.size(); ++i) {
    const Ms2Header& x = a.ms2Headers[i];
    const Ms2Header& y = b.ms2Headers[i];
    const bool same = x.nativeId == y.nativeId && x.rtSeconds == y.rtSeconds && x.precursorMz == y.precursorMz &&
                      x.charge == y.charge && x.isolationLow == y.isolationLow && x.isolationHigh == y.isolationHigh &&
                      x.ms1 == y.ms1 && x.position == y.position;
    different += same ? 0 : 1;
  }
  CHECK(different == 0);
}

/// Both readers give the same Run, or the same error; and ours reads the file by itself when it has spectra.
void compareReaders(const std::string& path) {
  INFO(path);
  Run theirs;
  const std::string failure = test::errorOf([&] { theirs = readRunThroughOpenMs(path); });
  Run ours;
  CHECK(test::errorOf([&] { ours = readRun(path); }) == failure);
  checkSame(ours, theirs);
  if (failure == "no error") CHECK(readMzMl(path, [](RawPeaks&) { return false; }).has_value());
}

/// Profile spectra of a few peaks each; the file says so of every second one only.
OpenMS::MSExperiment profileRun() {
  OpenMS::MSExperiment run;
  for (int scan = 0; scan < 30; ++scan) {
    OpenMS::MSSpectrum spectrum;
    spectrum.setMSLevel(scan % 3 + 1);
    spectrum.setRT(scan);
    spectrum.setNativeID("scan=" + std::to_string(scan));
    for (int peak = 0; peak < 40; ++peak) {
      for (int i = -10; i <= 10; ++i)
        spectrum.emplace_back(400 + peak + 0.003 * i, 1000.0F * (1 + peak % 7) * std::exp(-0.125F * i * i));
    }
    if (scan % 2 == 0) spectrum.setType(OpenMS::SpectrumSettings::SpectrumType::PROFILE);
    run.addSpectrum(spectrum);
  }
  return run;
}

}  // namespace

TEST_CASE("both readers give the same values for every run of test_mzml") {
  const auto runs = runsIn(test::inSource("test_mzml"));
  REQUIRE(runs.size() == 12);
  for (const std::string& path : runs) compareReaders(path);
}

TEST_CASE("both readers give the same values for every real run that is there") {
  for (const std::string& path : runsIn(dataFolder() / "real_runs")) compareReaders(path);
  for (const std::string& path : runsIn("/usr/share/doc/openms/examples")) compareReaders(path);
}

TEST_CASE("one thread and several read the same run") {
  const std::string path = test::inSource("test_mzml/S01_pre.mzML.gz");
  const int threads = omp_get_max_threads();
  omp_set_num_threads(1);
  const Run alone = readRun(path);
  omp_set_num_threads(4);
  const Run together = readRun(path);
  omp_set_num_threads(threads);
  checkSame(alone, together);
}

TEST_CASE("both readers centroid profile spectra alike, with and without a limit of noise") {
  const test::Scratch scratch;
  const std::string path = scratch.path("profile.mzML");
  OpenMS::MzMLFile().store(path, profileRun());
  for (const double signalToNoise : {0.0, 2.0}) {
    PickOptions options;
    options.signalToNoise = signalToNoise;
    const Run run = readRun(path, options);
    CHECK(run.pickedSpectra == 30);
    checkSame(run, readRunThroughOpenMs(path, options));
  }
}

TEST_CASE("both readers give the same values for MS-Numpress of every form, with and without zlib") {
  const test::Scratch scratch;
  const std::string path = scratch.path("numpress.mzML");
  for (const char* intensityForm : {"pic", "slof"}) {
    for (const bool zlib : {false, true}) {
      OpenMS::MzMLFile file;
      OpenMS::MSNumpressCoder::NumpressConfig mz;
      mz.setCompression("linear");
      OpenMS::MSNumpressCoder::NumpressConfig intensity;
      intensity.setCompression(intensityForm);
      intensity.numpressErrorTolerance = -1;  // else OpenMS writes small intensities as they are
      file.getOptions().setNumpressConfigurationMassTime(mz);
      file.getOptions().setNumpressConfigurationIntensity(intensity);
      file.getOptions().setCompression(zlib);
      file.store(path, profileRun());
      const std::string text = test::contentOf(path);
      for (const char* name :
           {"linear prediction", std::string_view(intensityForm) == "pic" ? "positive integer" : "short logged float"})
        REQUIRE(text.find("MS-Numpress " + std::string(name) + " compression" + (zlib ? " followed by zlib" : "\"")) !=
                std::string::npos);
      compareReaders(path);
    }
  }
}
