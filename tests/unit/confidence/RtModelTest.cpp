#include <catch2/catch.hpp>

#include "confidence/SimulatedSearch.h"
#include "vescargo/confidence/folds.h"
#include "vescargo/confidence/rtModel.h"

using namespace vescargo;
using namespace vescargo::test;

TEST_CASE("retention times are predicted from composition by a model that did not see the peptide") {
  auto psms = simulate(300, 300, 2).psms;
  Dice dice(9);
  for (auto& psm : psms) {
    const auto count = [&](char letter) {
      return static_cast<double>(std::count(psm.sequence.begin(), psm.sequence.end(), letter));
    };
    psm.rtSeconds = static_cast<float>(psm.spectrum < 300 ? 1000 + 200 * (count('L') + count('I')) + 150 * count('F') +
                                                                20 * dice.normal()
                                                          : 3000 * dice.unit());
  }
  auto few = std::vector<Psm>(psms.begin(), psms.begin() + 15);
  setRtDeviations(psms, peptideFolds(psms));
  double rightSquares = 0;
  double wrongSquares = 0;
  for (const auto& psm : psms) {
    const auto deviation = static_cast<double>(psm.rtDeviationSeconds);
    (psm.spectrum < 300 ? rightSquares : wrongSquares) += deviation * deviation / 300;
  }
  CHECK(std::sqrt(rightSquares) < 100);
  CHECK(std::sqrt(wrongSquares) > 500);
  setRtDeviations(few, peptideFolds(few));
  for (const auto& psm : few) CHECK(psm.rtDeviationSeconds == 0);
}

TEST_CASE("a few dozen peptides are enough where hydrophobicity rules") {
  auto psms = simulate(60, 60, 4).psms;
  Dice dice(5);
  for (auto& psm : psms) {
    double sum = 0;
    for (const char letter : psm.sequence) sum += std::string_view("FWLIMVY").find(letter) < 7 ? 1 : 0;
    psm.rtSeconds = static_cast<float>(1000 + 200 * sum + 50 * dice.normal());
  }
  setRtDeviations(psms, peptideFolds(psms));
  double squares = 0;
  for (std::size_t i = 0; i < 60; ++i) squares += std::pow(static_cast<double>(psms[i].rtDeviationSeconds), 2) / 60;
  CHECK(squares > 0);
  CHECK(std::sqrt(squares) < 250);
}

TEST_CASE("where time does not follow the sequence no deviation is given") {
  auto psms = simulate(300, 300, 2).psms;
  Dice dice(7);
  for (auto& psm : psms) psm.rtSeconds = static_cast<float>(3000 * dice.unit());
  setRtDeviations(psms, peptideFolds(psms));
  for (const auto& psm : psms) CHECK(psm.rtDeviationSeconds == 0);
}
