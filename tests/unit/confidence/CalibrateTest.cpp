#include <catch2/catch.hpp>

#include "search/SyntheticSpectra.h"
#include "vescargo/confidence/calibrate.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// How a run is off.
struct Errors {
  double precursorPpm = 0;
  double precursorSd = 1;
  double fragmentPpm = 0;
  double fragmentSd = 2;
  double fragmentSdDa = 0;
};

Run runOf(const PeptideDatabase& database, const Errors& errors, std::size_t every) {
  Dice dice(4);
  Run run;
  for (std::size_t i = 0; i < database.records().size(); i += every) {
    const auto& record = database.records()[i];
    const double mz = ionMz(database.mass(record), 2);
    const double survey = mz * (1 + 1e-6 * (errors.precursorPpm + 0.5 * dice.normal()));
    addSurvey(run, {{static_cast<float>(survey), 100}, {static_cast<float>(survey + isotopeSpacing / 2), 60}});
    auto ions = theoreticalIons(massesOf(database, record), 1);
    for (auto& ion : ions) {
      const double off = errors.fragmentPpm + errors.fragmentSd * dice.normal();
      ion.mz = static_cast<float>(static_cast<double>(ion.mz) * (1 + 1e-6 * off) + errors.fragmentSdDa * dice.normal());
    }
    std::sort(ions.begin(), ions.end(), [](const auto& a, const auto& b) { return a.mz < b.mz; });
    addSpectrum(run, ions, mz * (1 + 1e-6 * (errors.precursorPpm + errors.precursorSd * dice.normal())), 2);
  }
  return run;
}

SearchOptions automatic() {
  SearchOptions options;
  options.precursorTolerance = std::nullopt;
  options.fragmentTolerance = std::nullopt;
  return options;
}

}  // namespace

TEST_CASE("mass errors of a run are measured, and windows set from them when left to the data") {
  const PeptideDatabase database(proteome(), usualChemistry(), {});
  const Run run = runOf(database, {.precursorPpm = -7, .precursorSd = 0.4, .fragmentPpm = 6, .fragmentSd = 2}, 60);
  const auto found = calibrateMasses(run, database, automatic());
  REQUIRE(found.measured());
  CHECK(found.windows.precursorPpm == Approx(-7).epsilon(0.05).margin(0));
  CHECK(found.windows.fragmentPpm == Approx(6).epsilon(0.1).margin(0));
  CHECK(found.precursorSdPpm == Approx(0.4).epsilon(0.4).margin(0));
  CHECK(found.fragmentSd == Approx(2).epsilon(0.3).margin(0));
  CHECK(found.windows.precursor.unit == Tolerance::Unit::Ppm);
  CHECK(found.windows.precursor.value >= 5);
  CHECK(found.windows.precursor.value < 9);
  CHECK(found.windows.fragment.value > 5);
  CHECK(found.windows.fragment.value < 15);
  const auto given = calibrateMasses(run, database, {});
  CHECK(given.windows.precursor == Tolerance{10, Tolerance::Unit::Ppm});
  CHECK(given.windows.fragment == Tolerance{20, Tolerance::Unit::Ppm});
  CHECK(given.windows.precursorPpm == Approx(-7).epsilon(0.05).margin(0));
}

TEST_CASE("precursors are taken from the survey spectra where the file's scatter more, and only there") {
  const PeptideDatabase database(proteome(), usualChemistry(), {});
  CHECK(calibrateMasses(runOf(database, {.precursorSd = 3}, 60), database, {}).windows.surveyMz);
  CHECK_FALSE(calibrateMasses(runOf(database, {.precursorSd = 0.4}, 60), database, {}).windows.surveyMz);
}

TEST_CASE("an ion trap's fragments are told, and too few matches correct nothing") {
  const PeptideDatabase database(proteome(), usualChemistry(), {});
  const auto trap = calibrateMasses(runOf(database, {.fragmentSdDa = 0.12}, 60), database, automatic());
  REQUIRE(trap.measured());
  CHECK(trap.windows.fragment.unit == Tolerance::Unit::Dalton);
  CHECK(trap.windows.fragment.value > 0.3);
  CHECK(trap.windows.fragment.value <= 0.8);
  CHECK(trap.windows.fragmentPpm == 0);
  const auto few = calibrateMasses(runOf(database, {.precursorPpm = -7}, 1000), database, automatic());
  CHECK_FALSE(few.measured());
  CHECK(few.windows.precursorPpm == 0);
  CHECK(few.windows.precursor == Tolerance{10, Tolerance::Unit::Ppm});
  CHECK(few.windows.fragment == Tolerance{20, Tolerance::Unit::Ppm});
}
