#include <catch2/catch.hpp>

#include "search/SyntheticSpectra.h"
#include "vescargo/search/CrossCorrelation.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

constexpr Tolerance fine{20, Tolerance::Unit::Ppm};
constexpr Tolerance coarse{0.5, Tolerance::Unit::Dalton};

struct Columns {
  std::vector<float> mz;
  std::vector<float> intensity;
};

Columns columnsOf(const std::vector<FragmentPeak>& peaks) {
  Columns columns;
  for (const auto& peak : peaks) {
    columns.mz.push_back(peak.mz);
    columns.intensity.push_back(peak.intensity);
  }
  return columns;
}

std::vector<std::uint32_t> unitsOf(const std::vector<double>& masses) {
  std::vector<std::uint32_t> units;
  for (const double mass : masses) units.push_back(toMassUnits(mass));
  return units;
}

const std::vector<double> gggk{57.021463723, 57.021463723, 57.021463723, 128.094963016};

}  // namespace

TEST_CASE("a fine spectrum counts matched ions by normalised roots, and half beside them") {
  CrossCorrelation spectrum(fine);
  // b1 at 58.0287 alone in its tenth of the range, y1 at 147.1128 with a quarter of another's intensity.
  const std::vector<float> mz{58.0287F, 147.1128F, 150, 900};
  const std::vector<float> intensity{100, 25, 100, 100};
  spectrum.assign(mz, intensity);
  CHECK(spectrum.score(unitsOf(gggk).data(), 4, 2) == Approx(50 + 25).epsilon(1e-6).margin(0));
  const std::vector<float> moved{58.0287F + 0.0157F, 147.1128F, 150, 900};
  spectrum.assign(moved, intensity);
  CHECK(spectrum.score(unitsOf(gggk).data(), 4, 2) == Approx(25 + 25).epsilon(1e-6).margin(0));
  const std::vector<float> low{0.2F, 100, 100, 100};
  spectrum.assign(mz, low);
  CHECK(spectrum.score(unitsOf(gggk).data(), 4, 2) == Approx(50).epsilon(1e-6).margin(0));
}

TEST_CASE("peaks at m/z that no fragment has are as if they were not there") {
  for (const Tolerance& tolerance : {fine, coarse}) {
    CrossCorrelation spectrum(tolerance);
    const std::vector<float> mz{58.0287F, 147.1128F, 150, 900};
    const std::vector<float> intensity{100, 25, 100, 100};
    spectrum.assign(mz, intensity);
    const double score = spectrum.score(unitsOf(gggk).data(), 4, 2);
    const std::vector<float> wide{0.001F, 5, 58.0287F, 147.1128F, 150, 900, 16001, 20000, 1e30F};
    const std::vector<float> high{1000, 1000, 100, 25, 100, 100, 1000, 1000, 1000};
    spectrum.assign(wide, high);
    CHECK(spectrum.score(unitsOf(gggk).data(), 4, 2) == score);
    const auto cleaned = cleanPeaks(wide, high, {500, 2}, tolerance);
    const auto plain = cleanPeaks(mz, intensity, {500, 2}, tolerance);
    REQUIRE(cleaned.size() == plain.size());
    for (std::size_t i = 0; i < plain.size(); ++i) {
      CHECK(cleaned[i].mz == plain[i].mz);
      CHECK(cleaned[i].intensity == plain[i].intensity);
    }
  }
}

TEST_CASE("in a coarse spectrum each bin has the mean of its neighbours taken off") {
  CrossCorrelation spectrum(coarse);
  const std::vector<float> mz{147.1F, 900};
  const std::vector<float> intensity{100, 100};
  spectrum.assign(mz, intensity);
  // y1 hits; b1, b2, b3 and y2, y3 (58, 115, 172; 204, 261) see the peak within 75 bins, but 261 does not.
  CHECK(spectrum.score(unitsOf(gggk).data(), 4, 2) == Approx(50 - 3 * 50.0 / 150 - 50.0 / 150).epsilon(0.01).margin(0));
  spectrum.assign({}, {});
  CHECK(spectrum.score(unitsOf(gggk).data(), 4, 2) == 0);
}

TEST_CASE("doubly charged fragments count for precursors of charge 3 and more") {
  const std::vector<double> gagk{57.021463723, 71.037113787, 57.021463723, 128.094963016};
  const std::vector<float> mz{static_cast<float>(ionMz(gagk[0] + gagk[1], 2)), 900};
  const std::vector<float> intensity{100, 100};
  CrossCorrelation spectrum(fine);
  spectrum.assign(mz, intensity);
  CHECK(spectrum.score(unitsOf(gagk).data(), 4, 2) == 0);
  CHECK(spectrum.score(unitsOf(gagk).data(), 4, 3) == Approx(50).epsilon(1e-6).margin(0));
}

TEST_CASE(
    "the E-value of a right peptide is small, of a random one near the number of candidates, and grows with them") {
  const PeptideDatabase database(proteome(), usualChemistry(), {});
  Dice dice(9);
  std::size_t extreme = 0;
  std::vector<double> right;
  for (int trial = 0; trial < 200; ++trial) {
    const auto& record = database.records()[1000 + dice.below(1000)];
    const auto spectrumOf = columnsOf(theoreticalIons(massesOf(database, record), 1));
    CrossCorrelation spectrum(fine);
    spectrum.assign(spectrumOf.mz, spectrumOf.intensity);
    const double mass = database.mass(record);
    const double half = mass * 1e-5;
    right.push_back(expectScore(spectrum, {record, {ionMz(mass, 2), 2}, 100}, database, half));
    CHECK(expectScore(spectrum, {record, {ionMz(mass, 2), 2}, 10}, database, half) ==
          Approx(right.back() + 1).epsilon(1e-9).margin(0));
    // A wrong peptide is one of many such: an E-value below 0.01 in about one of a hundred spectra.
    const auto& other = database.records()[1000 + dice.below(1000)];
    if (other == record) continue;
    extreme += expectScore(spectrum, {other, {ionMz(mass, 2), 2}, 1}, database, half) > 2 ? 1 : 0;
  }
  std::sort(right.begin(), right.end());
  CHECK(right.front() > 0.5);
  CHECK(right[right.size() / 2] > 5);
  CHECK(extreme <= 10);
}

TEST_CASE("without enough other peptides there is no E-value") {
  const PeptideDatabase small({protein("P1", "AAAAGGGGKLLLLDDDDK")}, usualChemistry(), {});
  const auto& record = small.records()[0];
  const auto spectrumOf = columnsOf(theoreticalIons(massesOf(small, record), 1));
  CrossCorrelation spectrum(fine);
  spectrum.assign(spectrumOf.mz, spectrumOf.intensity);
  CHECK(expectScore(spectrum, {record, {500, 2}, 1}, small, 0.01) == 0);
}
