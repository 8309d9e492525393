#include <catch2/catch.hpp>

#include "Made.h"
#include "search/SyntheticSpectra.h"
#include "vescargo/foreign/findCoIsolated.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// A spectrum of 600.3 m/z, charge 2, that was isolated with a peptide of 600.9, charge 3.
Run isolatedTogether() {
  std::vector<FragmentPeak> survey;
  const std::array<float, 4> share{1, 0.65F, 0.25F, 0.08F};
  for (int isotope = 0; isotope < 4; ++isotope) {
    survey.push_back({static_cast<float>(600.3 + isotope * isotopeSpacing / 2), 100 * share[isotope]});
    survey.push_back({static_cast<float>(600.9 + isotope * isotopeSpacing / 3), 40 * share[isotope]});
  }
  std::sort(survey.begin(), survey.end(), [](const auto& a, const auto& b) { return a.mz < b.mz; });
  Run run;
  run.name = "a";
  addSurvey(run, survey);
  addSpectrum(run, {}, 600.3, 2);
  run.ms2Headers[0].isolationLow = 599.3F;
  run.ms2Headers[0].isolationHigh = 601.9F;
  return run;
}

Made matchOf(double mz, int charge, bool mzOfRun = true) {
  Made made = linked(0, "PEPTIDEK", 1, "P1");
  made.mass = neutralMass(mz, charge);
  made.match.charge = charge;
  made.match.precursorMz = 600.3;
  made.match.mzOfRun = mzOfRun;
  return made;
}

}  // namespace

TEST_CASE("a match without an m/z may be of another precursor in the isolation window", "[foreign]") {
  const Made own = matchOf(600.3, 2);
  int read = 0;
  const auto precursorOf = [&](const Made& made) {
    std::vector<ForeignResult> results{resultOf({own, own, made})};
    findCoIsolated(results, {"a"}, [&](const std::string& name) {
      CHECK(name == "a");
      ++read;
      return isolatedTogether();
    });
    return std::pair(results[0].matches[2].precursorMz, results[0].sentences);
  };
  const auto [found, told] = precursorOf(matchOf(600.9, 3));
  CHECK(found == Approx(600.9).epsilon(1e-7).margin(0));
  CHECK(told ==
        std::vector<std::string>{"file: 1 matches are of other precursors in the isolation window than the run names"});
  // 50 ppm off, another charge, or an m/z that the file tells: it stays.
  CHECK(precursorOf(matchOf(600.9 * (1 + 50e-6), 3)) == std::pair(600.3, std::vector<std::string>{}));
  CHECK(precursorOf(matchOf(600.9, 4)).first == 600.3);
  CHECK(read == 3);
  CHECK(precursorOf(matchOf(600.9, 3, false)).first == 600.3);
  CHECK(precursorOf(own).first == 600.3);
  CHECK(read == 3);
}

TEST_CASE("where most matches have other masses no precursor is sought for them", "[foreign]") {
  std::vector<ForeignResult> results{resultOf({matchOf(600.3, 2), matchOf(600.9, 3), matchOf(600.9, 3)})};
  findCoIsolated(results, {"a"}, [](const std::string&) { return isolatedTogether(); });
  CHECK(results[0].matches[1].precursorMz == 600.3);
}
