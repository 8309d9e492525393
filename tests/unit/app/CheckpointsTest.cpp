#include <OpenMS/FORMAT/MzMLFile.h>
#include <OpenMS/KERNEL/MSExperiment.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "base/Scratch.h"
#include "vescargo/app/Checkpoints.h"

using namespace vescargo;
using test::contentOf;
using test::Scratch;

namespace {

/// A run of one survey scan with one peak.
void writeRun(const std::string& path, double mz) {
  OpenMS::MSExperiment experiment;
  OpenMS::MSSpectrum survey;
  survey.setRT(1);
  survey.setMSLevel(1);
  survey.setNativeID("scan=1");
  survey.setType(OpenMS::SpectrumSettings::SpectrumType::CENTROID);
  survey.emplace_back(mz, 10.0F);
  experiment.addSpectrum(survey);
  OpenMS::MzMLFile().store(path, experiment);
}

/// A folder with a run, and the runs' cache.
struct Place {
  Scratch scratch;
  std::string run = scratch.path("a.mzML");
  Checkpoints checkpoints{scratch.path("cache")};

  Place() { writeRun(run, 500); }

  InputFile file(const std::string& sha256) const { return {run, 0, sha256, FileStamp::of(run), "a"}; }
  /// m/z of the run's peak as the cache or the file says it.
  double mz(const std::string& sha256 = "sum", const PickOptions& options = {}) const {
    return static_cast<double>(checkpoints.run(file(sha256), options).ms1.mz.at(0));
  }
  std::vector<std::string> cached() const {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::directory_iterator(scratch.path("cache"))) paths.push_back(entry.path());
    return paths;
  }
};

}  // namespace

TEST_CASE("a run is taken from the cache while its checksum is the same, and read again for another") {
  const Place place;
  CHECK(place.mz() == 500);
  REQUIRE(place.cached().size() == 1);
  // The file changes behind the cache's back: what is given shows where it comes from.
  writeRun(place.run, 600);
  CHECK(place.mz() == 500);
  CHECK(place.mz("other") == 600);
  CHECK(place.mz() == 500);
  CHECK(place.cached().size() == 2);
}

TEST_CASE("a run picked with another option is another one in the cache") {
  const Place place;
  CHECK(place.mz() == 500);
  writeRun(place.run, 600);
  PickOptions options;
  options.signalToNoise = 3;
  CHECK(place.mz("sum", options) == 600);
  CHECK(place.mz() == 500);
}

TEST_CASE("a run of another name is another one in the cache") {
  const Place place;
  CHECK(place.mz() == 500);
  const std::string twin = place.scratch.path("b.mzML");
  writeRun(twin, 600);
  CHECK(place.checkpoints.run({twin, 0, "sum", FileStamp::of(twin), "b"}, {}).name == "b");
}

TEST_CASE("a cache that was damaged is read again from the run and mended") {
  const Place place;
  CHECK(place.mz() == 500);
  const std::string cache = place.cached().at(0);
  const std::string whole = contentOf(cache);
  std::string changed = whole;
  changed[whole.size() / 2] = static_cast<char>(changed[whole.size() / 2] ^ 1);
  for (const std::string& damaged : {std::string(), whole.substr(0, whole.size() / 2), changed, whole + "x"}) {
    std::ofstream(cache, std::ios::binary) << damaged;
    CHECK(place.mz() == 500);
    CHECK(contentOf(cache) == whole);
  }
  CHECK(place.cached().size() == 1);
}

TEST_CASE("a run that changes after its checksum was taken is told and goes into no cache") {
  const Place place;
  const InputFile before = place.file("sum");
  writeRun(place.run, 600);
  std::filesystem::last_write_time(place.run, std::filesystem::last_write_time(place.run) + std::chrono::seconds(1));
  const std::string refusal =
      "2|a.mzML: changed while it was used; wait until nothing writes it any more and run again";
  const auto failure = [&](const InputFile& file) {
    return test::errorOf([&] { place.checkpoints.run(file, {}); }, place.scratch.path(""));
  };
  CHECK(failure(before) == refusal);
  CHECK(test::errorOf([&] { place.checkpoints.surveys(before, {}); }, place.scratch.path("")) == refusal);
  CHECK(!std::filesystem::exists(place.scratch.path("cache")));
  place.scratch.file("a.mzML", "half of a run");
  CHECK(failure(before) == refusal);
  CHECK(failure(place.file("sum")).starts_with("3|a.mzML:"));
}
