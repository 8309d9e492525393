#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "quant/SmallStudy.h"
#include "vescargo/quant/StudyIons.h"
#include "vescargo/search/Mass.h"

using namespace vescargo;
using test::errorOf;
using test::match;
using test::studyOf;

namespace {

constexpr AcceptedLimits limits{0.01, 0.01, 0.01};

std::string peptide(int i) { return std::string(1, static_cast<char>('A' + i)) + "PEPTIDEK"; }

/// The precursor measured so many ppm off, one 13C above. 32 bits of m/z are 0.07 ppm.
void measureOff(Psm& psm, float ppm) {
  psm.isotopeError = 1;
  psm.precursorMz = static_cast<float>(static_cast<double>(psm.calculatedMz) * (1 + 1e-6 * static_cast<double>(ppm)) +
                                       isotopeSpacing / psm.charge);
}

/// Three runs, the second 10 s and the third 20 s after the first; ion 25 is in the
/// first and the third only, 24 in the second only. The second measures 4 ppm too high.
Identifications threeRuns() {
  Identifications ids;
  ids.runs = {"r0", "r1", "r2"};
  for (std::uint32_t run = 0; run < 3; ++run) {
    for (int i = 0; i < 26; ++i) {
      if ((i == 25 && run == 1) || (i == 24 && run != 1)) continue;
      ids.psms.push_back(match(run, peptide(i), 2, 900 - static_cast<float>(i),
                               100 + 10 * static_cast<float>(i) + 10 * static_cast<float>(run)));
      measureOff(ids.psms.back(), (run == 1 ? 4.0F : 0.0F) + (i % 3 == 0 ? 1.0F : i % 3 == 1 ? 0.0F : -1.0F));
    }
  }
  return ids;
}

Study threeRunStudy() { return studyOf({{"r0", "s0", ""}, {"r1", "s1", ""}, {"r2", "s2", ""}}); }

}  // namespace

TEST_CASE("ions of accepted matches stand once, by peptide and charge, at the time of each run's best match") {
  Identifications ids;
  ids.runs = {"r0", "r1"};
  ids.psms = {match(0, "PEPTIDEK", 3, 310, 50), match(0, "PEPTIDEK", 2, 465, 51), match(0, "PEPTIDEK", 2, 465, 52),
              match(1, "ADIEUK", 2, 400, 70),   match(1, "REFUSEDK", 2, 410, 71), match(1, "DECOYK", 2, 420, 72),
              match(1, "WEAKK", 2, 430, 73)};
  ids.psms[2].score = 1;
  ids.psms[4].qValue = 0.02F;
  ids.psms[5].decoy = true;
  ids.psms[6].peptideQValue = 0.02F;
  const auto study = collectIons(ids, studyOf({{"r1", "b", ""}, {"r0", "a", "F1"}}), limits);
  REQUIRE(study.ions.size() == 3);
  CHECK(study.ions[0].modifiedSequence == "ADIEUK");
  CHECK(study.ions[1].charge == 2);
  CHECK(study.ions[2].charge == 3);
  CHECK(study.ions[1].mz == 465);
  CHECK(study.rtSeconds[0][1] == 52);
  CHECK(study.firstRtSeconds[0][1] == 51);
  CHECK(study.lastRtSeconds[0][1] == 52);
  CHECK(std::isnan(study.firstRtSeconds[1][1]));
  CHECK(study.rtSeconds[1][0] == 70);
  CHECK(std::isnan(study.rtSeconds[1][1]));
  CHECK(study.runs[0].sample == 1);
  CHECK(study.runs[0].fraction == "F1");
  CHECK(study.runs[1].sample == 0);
  const auto generous = collectIons(ids, studyOf({{"r1", "b", ""}, {"r0", "a", "F1"}}), {0.01, 0.02, 0.01});
  CHECK(generous.ions.size() == 4);
}

TEST_CASE("runs that only the study sheet or only the search has are named") {
  Identifications ids;
  ids.runs = {"r0", "r1", "extra"};
  CHECK(errorOf([&] {
          collectIons(ids, studyOf({{"r0", "a", ""}, {"gone", "b", ""}, {"r1", "c", ""}}), limits);
        }) ==
        "11|study sheet: run \"extra\" was searched and has no row; add it, or leave the run out; nearest: \"r0\", "
        "\"r1\", \"gone\"\n"
        "study sheet: run \"gone\" was not searched; give its file, or take out its row");
}

TEST_CASE("the mass error of a run is taken from its accepted matches") {
  auto ids = threeRuns();
  ids.psms.push_back(match(1, "WRONGK", 2, 500, 100));
  measureOff(ids.psms.back(), 1000);
  ids.psms.back().qValue = 0.5F;
  const auto study = collectIons(ids, threeRunStudy(), limits);
  CHECK(std::abs(study.runs[0].massOffsetPpm) < 0.07);
  CHECK(study.runs[1].massOffsetPpm == Approx(4).epsilon(0.02).margin(0));
  CHECK(study.runs[1].massSpreadPpm == Approx(1.4826).epsilon(0.1).margin(0));
}

TEST_CASE("decoys that pass the limits of targets are gathered apart") {
  Identifications ids;
  ids.runs = {"r0", "r1"};
  ids.psms = {match(0, "PEPTIDEK", 2, 465, 50), match(1, "EDITPEPK", 2, 465, 60), match(1, "EDITPEPR", 2, 470, 61)};
  ids.psms[1].decoy = ids.psms[2].decoy = true;
  ids.psms[2].qValue = 0.02F;
  const auto decoys = collectDecoyIons(ids, limits);
  REQUIRE(decoys.ions.size() == 1);
  CHECK(decoys.ions[0].modifiedSequence == "EDITPEPK");
  CHECK(std::isnan(decoys.rtSeconds[0][0]));
  CHECK(decoys.rtSeconds[1][0] == 60);
}
