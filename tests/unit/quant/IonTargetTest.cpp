#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "quant/SmallStudy.h"
#include "table/Scratch.h"
#include "vescargo/quant/IonTarget.h"
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

Study threeRunStudy(const std::string& fractionOfLast = "") {
  return studyOf({{"r0", "s0", ""}, {"r1", "s1", ""}, {"r2", "s2", fractionOfLast}});
}

const IonTarget* targetOf(const StudyIons& study, const std::vector<IonTarget>& targets, const std::string& name) {
  for (const auto& target : targets) {
    if (study.ions[target.ion].modifiedSequence == name) return &target;
  }
  return nullptr;
}

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
  const auto targets = findTargets(study, 1, {});
  const auto* first = targetOf(study, targets, peptide(0));
  REQUIRE(first != nullptr);
  CHECK(first->mz == Approx(900 * (1 + 4e-6)).epsilon(1e-7).margin(0));
}

TEST_CASE("targets are sorted by m/z; an ion of other runs is expected at their aligned time") {
  const auto study = collectIons(threeRuns(), threeRunStudy(), limits);
  const auto targets = findTargets(study, 1, {});
  CHECK(targets.size() == 26);
  CHECK(std::is_sorted(targets.begin(), targets.end(),
                       [](const IonTarget& a, const IonTarget& b) { return a.mz < b.mz; }));
  const auto* own = targetOf(study, targets, peptide(3));
  CHECK_FALSE(own->transferred);
  CHECK(own->rtSeconds == 140);
  const auto* transferred = targetOf(study, targets, peptide(25));
  CHECK(transferred->transferred);
  CHECK(transferred->rtSeconds == Approx(360).epsilon(1e-4).margin(0));
  CHECK(transferred->rtWindowSeconds < 0.01F);
  CHECK(transferred->massWindowPpm == Approx(3 * 1.4826).epsilon(0.05).margin(0));
}

TEST_CASE("ions of other fractions only are not looked for") {
  const auto study = collectIons(threeRuns(), threeRunStudy("F2"), limits);
  CHECK(targetOf(study, findTargets(study, 2, {}), peptide(24)) == nullptr);
  CHECK(targetOf(study, findTargets(study, 2, {}), peptide(25)) != nullptr);
  CHECK(targetOf(study, findTargets(study, 0, {}), peptide(24))->transferred);
}

TEST_CASE("without transfer, or with too few shared ions, a transferred ion has no time") {
  const auto study = collectIons(threeRuns(), threeRunStudy(), limits);
  QuantOptions none;
  none.transfer = Transfer::None;
  const auto targets = findTargets(study, 1, none);
  CHECK(std::isnan(targetOf(study, targets, peptide(25))->rtSeconds));
  CHECK(targetOf(study, targets, peptide(24))->rtSeconds == 350);
  auto few = threeRuns();
  std::erase_if(few.psms,
                [](const Psm& psm) { return psm.modifiedSequence[0] > 'E' && psm.modifiedSequence[0] < 'Y'; });
  const auto sparse = collectIons(few, threeRunStudy(), limits);
  CHECK(std::isnan(targetOf(sparse, findTargets(sparse, 1, {}), peptide(25))->rtSeconds));
}
