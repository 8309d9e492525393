#include <omp.h>

#include <catch2/catch.hpp>

#include "confidence/SimulatedSearch.h"
#include "vescargo/confidence/bondFeatures.h"
#include "vescargo/confidence/folds.h"
#include "vescargo/confidence/fragmentModel.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// Right matches break before proline and behind acids, y ions most; wrong ones anywhere.
std::vector<Psm> spectra(std::size_t right, std::size_t wrong, std::uint64_t seed) {
  auto psms = simulate(right, wrong, seed).psms;
  Dice dice(seed + 100);
  for (auto& psm : psms) {
    const std::size_t bonds = psm.sequence.size() - 1;
    psm.fragmentIntensity.assign(2 * bonds, 0);
    for (std::size_t bond = 0; bond < bonds; ++bond) {
      const char before = psm.sequence[bond];
      const bool strong = psm.sequence[bond + 1] == 'P' || before == 'D' || before == 'E';
      const double level = psm.spectrum < right ? (strong ? 0.8 : 0.1) : dice.unit();
      psm.fragmentIntensity[bond] = static_cast<float>(0.2 * level * dice.unit());
      psm.fragmentIntensity[bonds + bond] = static_cast<float>(level * (0.5 + 0.5 * dice.unit()));
    }
  }
  return psms;
}

std::vector<float> agreements(std::vector<Psm> psms) {
  setIntensityAgreement(psms, peptideFolds(psms));
  std::vector<float> values;
  for (const auto& psm : psms) values.push_back(psm.intensityAgreement);
  return values;
}

}  // namespace

TEST_CASE("intensities of right matches agree with the model, those of wrong ones do not") {
  const auto values = agreements(spectra(200, 200, 1));
  double right = 0;
  double wrong = 0;
  for (std::size_t i = 0; i < 400; ++i) (i < 200 ? right : wrong) += static_cast<double>(values[i]) / 200;
  CHECK(right > 0.8);
  CHECK(wrong < 0.7);
  for (const float value : values) CHECK(std::abs(value) <= 1);
}

TEST_CASE("a spectrum is judged by a model that did not see its fold") {
  auto psms = spectra(200, 200, 2);
  const auto folds = peptideFolds(psms);
  const auto before = agreements(psms);
  std::reverse(psms[7].fragmentIntensity.begin(), psms[7].fragmentIntensity.end());
  const auto after = agreements(psms);
  CHECK(after[7] != before[7]);
  bool othersChanged = false;
  for (std::size_t i = 0; i < psms.size(); ++i) {
    if (i != 7 && folds[i] == folds[7]) CHECK(after[i] == before[i]);
    othersChanged = othersChanged || (folds[i] != folds[7] && after[i] != before[i]);
  }
  CHECK(othersChanged);
}

TEST_CASE("too few spectra teach nothing, and a match without ions agrees with nothing") {
  for (const float value : agreements(spectra(12, 100, 3))) CHECK(value == 0);
  auto psms = spectra(200, 200, 4);
  psms[3].fragmentIntensity.clear();
  psms[4].fragmentIntensity.assign(psms[4].fragmentIntensity.size(), 0);
  const auto values = agreements(psms);
  CHECK(values[3] == 0);
  CHECK(values[4] == 0);
  CHECK(values[5] != 0);
}

TEST_CASE("threads change no agreement") {
  const auto psms = spectra(300, 100, 5);
  omp_set_num_threads(1);
  const auto one = agreements(psms);
  omp_set_num_threads(2);
  CHECK(agreements(psms) == one);
}

TEST_CASE("bond features tell residues with I = L, proline, acids and mobile protons apart") {
  const auto rowsOf = [](const std::string& sequence, int charge) {
    Psm psm;
    psm.sequence = sequence;
    psm.charge = charge;
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> rows(
        static_cast<Eigen::Index>(sequence.size() - 1), bondFeatureCount);
    bondFeatures(psm, rows);
    return rows;
  };
  CHECK(rowsOf("AILK", 2) == rowsOf("ALIK", 2));
  CHECK(rowsOf("ALLK", 2) != rowsOf("APLK", 2));
  CHECK(rowsOf("ADLKRK", 2) != rowsOf("ADLKRK", 4));
  CHECK(rowsOf("AUXK", 2).row(0).sum() > 0);
}
