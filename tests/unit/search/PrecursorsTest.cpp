#include <catch2/catch.hpp>

#include "search/SyntheticSpectra.h"
#include "vescargo/search/precursors.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// An isotope pattern of a peptide of 1000 to 1500 Da.
std::vector<FragmentPeak> pattern(double mz, int charge, float height) {
  std::vector<FragmentPeak> peaks;
  for (int isotope = 0; isotope < 4; ++isotope) {
    const float share[] = {1, 0.65F, 0.25F, 0.08F};
    peaks.push_back({static_cast<float>(mz + isotope * isotopeSpacing / charge), height * share[isotope]});
  }
  return peaks;
}

Run runWith(std::vector<FragmentPeak> survey, double precursorMz, int charge) {
  std::sort(survey.begin(), survey.end(), [](const auto& a, const auto& b) { return a.mz < b.mz; });
  Run run;
  addSurvey(run, survey);
  addSpectrum(run, {}, precursorMz, charge);
  return run;
}

}  // namespace

TEST_CASE("a precursor is taken at its survey peak, and one to three peaks lower where that is an isotope peak") {
  const auto survey = pattern(600.3, 2, 100);
  CHECK(refinedPrecursor(runWith(survey, 600.3 * (1 + 6e-6), 2), 0).mz == Approx(600.3).epsilon(1e-7).margin(0));
  for (const int off : {1, 2, 3}) {
    const auto refined = refinedPrecursor(runWith(survey, 600.3 + off * isotopeSpacing / 2, 2), 0);
    CHECK(refined.mz == Approx(600.3).epsilon(1e-7).margin(0));
    CHECK(refined.charge == 2);
  }
}

TEST_CASE("a precursor without a peak, a survey or a charge stays as the file says it, and a low peak is no pattern") {
  const auto survey = pattern(600.3, 2, 100);
  CHECK(refinedPrecursor(runWith(survey, 610.1, 2), 0).mz == 610.1);
  CHECK(refinedPrecursor(runWith(survey, 600.302, 0), 0).mz == 600.302);
  Run alone;
  addSpectrum(alone, {}, 600.302, 2);
  CHECK(refinedPrecursor(alone, 0).mz == 600.302);
  auto withNoise = survey;
  withNoise.push_back({static_cast<float>(600.3 - isotopeSpacing / 2), 20});
  CHECK(refinedPrecursor(runWith(withNoise, 600.3, 2), 0).mz == Approx(600.3).epsilon(1e-7).margin(0));
}

TEST_CASE("patterns in the isolation window are told, the known one left out") {
  auto survey = pattern(600.3, 2, 100);
  for (const auto& peak : pattern(600.9, 3, 40)) survey.push_back(peak);
  survey.push_back({601.11F, 70});
  Run run = runWith(survey, 600.3, 2);
  run.ms2Headers[0].isolationLow = 599.3F;
  run.ms2Headers[0].isolationHigh = 601.3F;
  const auto found = coIsolatedPrecursors(run, 0, {600.3, 2}, 4);
  REQUIRE(found.size() == 1);
  CHECK(found[0].mz == Approx(600.9).epsilon(1e-7).margin(0));
  CHECK(found[0].charge == 3);
  CHECK(coIsolatedPrecursors(run, 0, {600.3, 2}, 2).empty());
  run.ms2Headers[0].isolationHigh = run.ms2Headers[0].isolationLow = 0;
  CHECK(coIsolatedPrecursors(run, 0, {600.3, 2}, 4).empty());
}
