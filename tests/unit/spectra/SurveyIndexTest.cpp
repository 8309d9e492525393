#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "vescargo/spectra/SurveyIndex.h"

using namespace vescargo;
using test::contentOf;
using test::errorOf;
using test::Scratch;

namespace {

/// Spectra with many peaks, some of the same m/z.
Run manyPeaks() {
  Run run;
  std::uint32_t state = 1;
  for (int s = 0; s < 40; ++s) {
    std::vector<float> mz;
    for (int i = 0; i < 200; ++i) {
      state = state * 1664525 + 1013904223;
      mz.push_back(300 + static_cast<float>(state >> 8U) / static_cast<float>(1U << 24U) * (i % 2 == 0 ? 1 : 1500));
    }
    std::sort(mz.begin(), mz.end());
    for (const float value : mz) {
      run.ms1.mz.push_back(value);
      run.ms1.intensity.push_back(1 + static_cast<float>(run.ms1.mz.size() % 97));
    }
    run.ms1.endSpectrum();
    run.ms1RtSeconds.push_back(static_cast<float>(s));
  }
  run.ms2Headers.resize(3);
  run.lanes = {{{-45, {}, 0, {}, false}, 0, 15, false}, {{-60, {}, 0, {}, false}, 15, 40, false}};
  run.passedOver = {4, 3, 2, 1, 6, 5};
  run.missingSpectra = 5;
  return run;
}

}  // namespace

TEST_CASE("an index gives just the peaks of a window that a walk through the spectra finds") {
  const Run run = manyPeaks();
  const SurveyIndex index = indexSurveys(run);
  CHECK(index.rtSeconds == run.ms1RtSeconds);
  CHECK(index.ms2Spectra == 3);
  for (const auto& [low, high] : {std::pair{300.0F, 300.5F},
                                  {300.2F, 300.2001F},
                                  {0.5F, 1.0F},
                                  {900.0F, 1700.0F},
                                  {5000.0F, 6000.0F},
                                  {100.0F, 9000.0F}}) {
    std::size_t found = 0;
    double sum = 0;
    index.eachPeak(low, high, {5, 30}, [&](const SurveyPeak& peak) {
      ++found;
      sum += static_cast<double>(peak.intensity);
      CHECK(peak.spectrum >= 5);
      CHECK(peak.spectrum < 30);
    });
    for (std::size_t s = 5; s < 30; ++s) {
      for (std::size_t i = 0; i < run.ms1.mzOf(s).size(); ++i) {
        if (run.ms1.mzOf(s)[i] < low || run.ms1.mzOf(s)[i] > high) continue;
        --found;
        sum -= static_cast<double>(run.ms1.intensityOf(s)[i]);
      }
    }
    CHECK(found == 0);
    CHECK(sum == 0);
  }
}

TEST_CASE("a run without survey spectra has an index without peaks") {
  const SurveyIndex index = indexSurveys(Run{});
  index.eachPeak(1, 1e6F, {0, 10}, [](const SurveyPeak&) { FAIL("there is no peak"); });
}

TEST_CASE("an index reads back as it was written") {
  const Scratch scratch;
  for (const Run& run : {manyPeaks(), Run{}}) {
    const SurveyIndex index = indexSurveys(run);
    writeSurveyIndex(index, scratch.path("a"));
    const SurveyIndex back = readSurveyIndex(scratch.path("a"));
    CHECK(back.rtSeconds == index.rtSeconds);
    CHECK(back.offset == index.offset);
    CHECK(back.firstBin == index.firstBin);
    CHECK(back.ms2Spectra == index.ms2Spectra);
    CHECK(back.totalIonCurrent == index.totalIonCurrent);
    CHECK((back.lanes == run.lanes));
    CHECK(back.passedOver == run.passedOver);
    CHECK(back.missingSpectra == run.missingSpectra);
    writeSurveyIndex(back, scratch.path("b"));
    CHECK(contentOf(scratch.path("a")) == contentOf(scratch.path("b")));
  }
}

TEST_CASE("an index that is cut off or changed is refused") {
  const Scratch scratch;
  Run run;
  run.ms1RtSeconds = {1};
  run.ms1.mz = {400, 401};
  run.ms1.intensity = {1, 2};
  run.ms1.offset = {0, 2};
  run.lanes = {{{}, 0, 1, false}};
  writeSurveyIndex(indexSurveys(run), scratch.path("a"));
  const std::string content = contentOf(scratch.path("a"));
  const auto faultOf = [&](const std::string& text) {
    return errorOf([&] { readSurveyIndex(scratch.file("c", text)); }, scratch.path(""));
  };
  for (std::size_t size = 0; size < content.size(); size += 7)
    CHECK(faultOf(content.substr(0, size)).starts_with("3|c: "));
  for (std::size_t i = 0; i < content.size(); i += 5) {
    std::string changed = content;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK(faultOf(changed).starts_with("3|c: "));
  }
  CHECK(faultOf(content + "x") == "3|c: has bytes to spare; delete it; it is made again from the mzML file");
  std::string later = content;
  later[8] = 4;
  CHECK(faultOf(later) == "3|c: is a survey index of version 4; delete it; it is made again from the mzML file");
  SurveyIndex odd = indexSurveys(run);
  odd.peaks[1].spectrum = 9;
  writeSurveyIndex(odd, scratch.path("d"));
  CHECK(errorOf([&] { readSurveyIndex(scratch.path("d")); }, scratch.path("")) ==
        "3|d: has bins that do not fit its peaks; delete it; it is made again from the mzML file");
  CHECK(errorOf([&] { readSurveyIndex(scratch.path("none")); }, scratch.path("")) ==
        "1|none: no such file; check the path");
}
