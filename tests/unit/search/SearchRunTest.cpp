#include <omp.h>

#include <catch2/catch.hpp>

#include "search/SyntheticSpectra.h"
#include "vescargo/search/BinnedSpectrum.h"
#include "vescargo/search/Mass.h"
#include "vescargo/search/scorePeptide.h"
#include "vescargo/search/searchRun.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// A spectrum of all ions for every tenth target record, charge 2 and 3 by turns.
Run spectraOf(const PeptideDatabase& database, std::vector<std::string>& truth) {
  Run run;
  std::size_t i = 0;
  for (const auto& record : database.records()) {
    if (++i % 10 != 0) continue;
    std::vector<double> masses(record.length);
    database.residueMasses(record, masses.data());
    const int charge = i % 20 == 0 ? 2 : 3;
    for (const auto& ion : theoreticalIons(masses, 1)) {
      run.ms2.mz.push_back(ion.mz);
      run.ms2.intensity.push_back(ion.intensity);
    }
    run.ms2.endSpectrum();
    Ms2Header header;
    header.nativeId = "scan=" + std::to_string(i);
    header.precursorMz = ionMz(database.mass(record) + (i % 30 == 0 ? isotopeSpacing : 0), charge);
    header.charge = i % 70 == 0 ? 0 : charge;
    run.ms2Headers.push_back(header);
    truth.push_back(database.modifiedSequence(record));
  }
  return run;
}

}  // namespace

TEST_CASE("hyperscore is ln(Nb! Ny! sum)") {
  CHECK(hyperscore(3, 5, 250) == Approx(std::log(6.0 * 120.0 * 250.0)).epsilon(1e-12).margin(0));
  CHECK(hyperscore(1, 0, 100) == Approx(std::log(100.0)).epsilon(1e-12).margin(0));
  CHECK(hyperscore(0, 0, 0) == 0);
}

TEST_CASE("the surprise of matched ions is the binomial tail") {
  // P(X >= 2) of 3 at 0.1 = 3 * 0.01 * 0.9 + 0.001.
  CHECK(ionSurprise(2, 3, 0.1) == Approx(-std::log10(0.028)).epsilon(1e-9).margin(0));
  CHECK(ionSurprise(0, 10, 0.1) == 0);
  CHECK(ionSurprise(5, 10, 0) == 0);
  BinnedSpectrum spectrum({0.5, Tolerance::Unit::Dalton});
  spectrum.assign({{100, 1}, {150, 1}, {200, 1}});
  CHECK(spectrum.coveredShare() == Approx(0.03).epsilon(1e-9).margin(0));
}

TEST_CASE("every theoretical ion is found at the edges of both kinds of tolerance, and none beyond") {
  Dice dice(11);
  for (const Tolerance tolerance : {Tolerance{20, Tolerance::Unit::Ppm}, Tolerance{0.5, Tolerance::Unit::Dalton}}) {
    BinnedSpectrum spectrum(tolerance);
    for (int trial = 0; trial < 300; ++trial) {
      std::vector<double> masses;
      for (const char letter : randomSequence(dice, 7 + dice.below(34))) masses.push_back(residueMass(letter));
      const auto ions = theoreticalIons(masses, 2);
      spectrum.assign(ions);
      const auto match = scorePeptide(spectrum, masses.data(), static_cast<int>(masses.size()), 3);
      REQUIRE(match.matched == static_cast<int>(4 * (masses.size() - 1)));
      // Where two ions share a window both find the same peak, so the other may stay unexplained.
      REQUIRE(describeMatch(spectrum, masses.data(), static_cast<int>(masses.size()), 3).explainedIntensity > 0.7);
    }
    for (const double mz : {150.0, 812.34, 1999.99}) {
      spectrum.assign({{static_cast<float>(mz), 100}});
      const double half = tolerance.at(mz);
      CHECK(spectrum.find(mz - 0.98 * half) == 0);
      CHECK(spectrum.find(mz + 0.98 * half) == 0);
      CHECK(spectrum.find(mz - 1.02 * half) == -1);
      CHECK(spectrum.find(mz + 1.02 * half) == -1);
    }
    CHECK(spectrum.find(1e9) == -1);
  }
}

TEST_CASE("the map of bits counts at least what is matched, and hardly more") {
  Dice dice(12);
  const PeptideDatabase database(proteome(), usualChemistry(), {});
  for (const Tolerance tolerance : {Tolerance{20, Tolerance::Unit::Ppm}, Tolerance{0.5, Tolerance::Unit::Dalton}}) {
    BinnedSpectrum spectrum(tolerance);
    std::size_t matched = 0;
    std::size_t counted = 0;
    for (const auto& record : database.records()) {
      if (dice.below(20) != 0) continue;
      std::vector<double> masses(record.length);
      std::vector<std::uint32_t> units(record.length);
      database.residueMasses(record, masses.data());
      auto ions = theoreticalIons(masses, 2);
      // Every ion at the edge of its window.
      for (auto& ion : ions) ion.mz += static_cast<float>((dice.below(2) == 0 ? 0.99 : -0.99) * tolerance.at(ion.mz));
      spectrum.assign(ions);
      const auto& other = dice.below(2) == 0 ? record : database.records()[dice.below(1000)];
      masses.resize(other.length);
      units.resize(other.length);
      database.residueMasses(other, masses.data());
      database.residueUnits(other, units.data());
      for (const int charge : {2, 3}) {
        const auto match = scorePeptide(spectrum, masses.data(), other.length, charge);
        const auto most = spectrum.mostMatched(units.data(), other.length, mostFragmentCharge(charge));
        REQUIRE(most.b + most.y >= match.matched);
        REQUIRE(highestScore(most) >= match.hyperscore);
        matched += static_cast<std::size_t>(match.matched);
        counted += static_cast<std::size_t>(most.b + most.y);
      }
    }
    CHECK(matched > 1000);
    CHECK(static_cast<double>(counted) < 1.2 * static_cast<double>(matched));
  }
}

TEST_CASE("the highest peak of a window is taken, and a match is described by hand") {
  BinnedSpectrum spectrum({0.5, Tolerance::Unit::Dalton});
  spectrum.assign({{100, 1}, {100.3F, 5}, {100.4F, 2}});
  CHECK(spectrum.find(100.2) == 1);
  // GGGGK: b1..b3 and y1 are there, b4, y2..y4 are not, and one foreign peak of twice the height.
  const std::vector<double> masses{57.021463723, 57.021463723, 57.021463723, 57.021463723, 128.094963016};
  spectrum.assign({{58.02874F, 10}, {115.0502F, 10}, {147.1128F, 10}, {172.0717F, 10}, {400, 20}});
  const auto match = scorePeptide(spectrum, masses.data(), 5, 2);
  CHECK(match.matched == 4);
  CHECK(match.hyperscore == Approx(std::log(6.0 * 40)).epsilon(1e-9));
  const auto detail = describeMatch(spectrum, masses.data(), 5, 2);
  CHECK(detail.longestSeries == 3);
  CHECK(detail.explainedIntensity == Approx(400.0 / 800).epsilon(1e-6));
  CHECK(detail.medianErrorPpm < 1);
}

TEST_CASE("cleaning drops the precursor, isotope peaks where they can be told, and small peaks in a crowd") {
  const std::vector<float> mz{300, 301.00336F, 500, 700};
  const std::vector<float> intensity{100, 20, 900, 400};
  const auto fine = cleanPeaks(mz, intensity, {500, 2}, {20, Tolerance::Unit::Ppm});
  REQUIRE(fine.size() == 2);
  CHECK(fine[0].mz == 300);
  CHECK(fine[0].intensity == Approx(50));
  CHECK(fine[1].intensity == Approx(100));
  CHECK(cleanPeaks(mz, intensity, {500, 2}, {0.5, Tolerance::Unit::Dalton}).size() == 3);
  std::vector<float> crowd;
  std::vector<float> heights;
  for (int i = 0; i < 30; ++i) {
    crowd.push_back(400 + 1.5F * static_cast<float>(i));
    heights.push_back(static_cast<float>(10 + i));
  }
  const auto kept = cleanPeaks(crowd, heights, {900, 2}, {20, Tolerance::Unit::Ppm});
  REQUIRE(kept.size() == 10);
  CHECK(kept.front().mz == crowd[20]);
  CHECK(cleanPeaks(crowd, heights, {900, 2}, {0.5, Tolerance::Unit::Dalton}).size() == 3);
}

TEST_CASE("spectra of known peptides are found again, with their charges, isotope errors and proteins") {
  for (const Tolerance fragments : {Tolerance{20, Tolerance::Unit::Ppm}, Tolerance{0.5, Tolerance::Unit::Dalton}}) {
    SearchOptions options;
    options.fragmentTolerance = fragments;
    const PeptideDatabase database(proteome(), usualChemistry(), options);
    std::vector<std::string> truth;
    const Run run = spectraOf(database, truth);
    REQUIRE(truth.size() > 100);
    auto psms = searchRun(run, 4, database, options, givenWindows(options));
    database.texts().nameProteins(psms);
    std::size_t right = 0;
    for (const auto& psm : psms) {
      CHECK(psm.run == 4);
      CHECK_FALSE(psm.proteins.empty());
      for (const auto p : psm.proteins)
        CHECK(database.texts().proteins()[p].accession.starts_with("DECOY_") == psm.decoy);
      if (psm.modifiedSequence != truth[psm.spectrum]) continue;
      ++right;
      CHECK(std::abs(psm.precursorErrorPpm) < 1);
      CHECK(psm.deltaScore >= 0);
      CHECK(psm.nativeId == run.ms2Headers[psm.spectrum].nativeId);
    }
    // A few are ambiguous: the order of the first residues or of an oxidation may leave the ions as they are.
    CHECK(right >= truth.size() * 97 / 100);
  }
}

TEST_CASE("one and two threads find the same") {
  const PeptideDatabase database(proteome(), usualChemistry(), {});
  std::vector<std::string> truth;
  const Run run = spectraOf(database, truth);
  omp_set_num_threads(1);
  const auto one = searchRun(run, 0, database, {}, {});
  omp_set_num_threads(2);
  const auto two = searchRun(run, 0, database, {}, {});
  REQUIRE(one.size() == two.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    CHECK(one[i].modifiedSequence == two[i].modifiedSequence);
    CHECK(one[i].hyperscore == two[i].hyperscore);
    CHECK(one[i].deltaScore == two[i].deltaScore);
    CHECK(one[i].record == two[i].record);
  }
}

TEST_CASE("a spectrum with few peaks and one without candidates give no match") {
  const PeptideDatabase database(proteome(), usualChemistry(), {});
  Run run;
  for (int s = 0; s < 2; ++s) {
    for (int i = 0; i < (s == 0 ? 4 : 30); ++i) {
      run.ms2.mz.push_back(200.0F + 20 * static_cast<float>(i));
      run.ms2.intensity.push_back(10);
    }
    run.ms2.endSpectrum();
    Ms2Header header;
    header.precursorMz = s == 0 ? 500 : 60;
    run.ms2Headers.push_back(header);
  }
  CHECK(searchRun(run, 0, database, {}, {}).empty());
}

TEST_CASE("of a chimeric spectrum both peptides are found, the second only when asked for") {
  const PeptideDatabase database(proteome(), usualChemistry(), {});
  SearchOptions options;
  const auto& first = database.records()[database.records().size() / 2];
  const auto& second = database.records()[database.records().size() / 2 + 40];
  const double firstMz = ionMz(database.mass(first), 2);
  const double secondMz = ionMz(database.mass(second), 3);
  auto ions = theoreticalIons(massesOf(database, first), 1);
  for (auto ion : theoreticalIons(massesOf(database, second), 1)) {
    ion.intensity = 40;
    ions.push_back(ion);
  }
  const auto byMz = [](const auto& a, const auto& b) { return a.mz < b.mz; };
  std::sort(ions.begin(), ions.end(), byMz);
  std::vector<FragmentPeak> survey;
  for (int isotope = 0; isotope < 3; ++isotope) {
    survey.push_back({static_cast<float>(firstMz + isotope * isotopeSpacing / 2), 100});
    survey.push_back({static_cast<float>(secondMz + isotope * isotopeSpacing / 3), 60});
  }
  std::sort(survey.begin(), survey.end(), byMz);
  Run run;
  addSurvey(run, survey);
  addSpectrum(run, ions, firstMz, 2);
  run.ms2Headers[0].isolationLow = static_cast<float>(std::min(firstMz, secondMz) - 1);
  run.ms2Headers[0].isolationHigh = static_cast<float>(std::max(firstMz, secondMz) + 1);
  CHECK(searchRun(run, 0, database, options, {}).size() == 1);
  options.chimeric = true;
  const auto psms = searchRun(run, 0, database, options, {});
  REQUIRE(psms.size() == 2);
  CHECK(psms[0].sequence == database.sequence(first));
  CHECK(psms[0].rank == 1);
  CHECK(psms[1].sequence == database.sequence(second));
  CHECK(psms[1].rank == 2);
  CHECK(psms[1].charge == 3);
}

TEST_CASE("a run's mass errors are taken off before masses are compared") {
  const PeptideDatabase database(proteome(), usualChemistry(), {});
  Run run;
  for (std::size_t i = 0; i < database.records().size(); i += 100) {
    auto ions = theoreticalIons(massesOf(database, database.records()[i]), 1);
    for (auto& ion : ions) ion.mz *= 1 + 35e-6F;
    addSpectrum(run, ions, ionMz(database.mass(database.records()[i]), 2) * (1 - 15e-6), 2);
  }
  CHECK(searchRun(run, 0, database, {}, {}).size() < run.ms2Headers.size() / 4);
  SearchWindows windows;
  windows.precursorPpm = -15;
  windows.fragmentPpm = 35;
  const auto psms = searchRun(run, 0, database, {}, windows);
  REQUIRE(psms.size() == run.ms2Headers.size());
  for (const auto& psm : psms) CHECK(std::abs(psm.precursorErrorPpm) < 1);
}

TEST_CASE("peptides picked below their monoisotopic peak are found as far as asked for") {
  const PeptideDatabase database(proteome(), usualChemistry(), {});
  const auto& record = database.records()[500];
  Run run;
  addSpectrum(run, theoreticalIons(massesOf(database, record), 1), ionMz(database.mass(record) - isotopeSpacing, 2), 2);
  const auto isFound = [&](const SearchOptions& options) {
    const auto psms = searchRun(run, 0, database, options, {});
    return psms.size() == 1 && psms[0].sequence == database.sequence(record) && psms[0].isotopeError == -1;
  };
  SearchOptions options;
  CHECK_FALSE(isFound(options));
  options.minIsotopeError = -1;
  CHECK(isFound(options));
}

TEST_CASE("a peptide that was isolated beside the named precursor is found when it is the better one") {
  const PeptideDatabase database(proteome(), usualChemistry(), {});
  const auto& record = database.records()[database.records().size() / 2];
  const double mz = ionMz(database.mass(record), 2);
  Run run;
  addSurvey(run, {{static_cast<float>(mz), 100},
                  {static_cast<float>(mz + isotopeSpacing / 2), 70},
                  {static_cast<float>(mz + isotopeSpacing), 30}});
  addSpectrum(run, theoreticalIons(massesOf(database, record), 1), mz + 0.13, 2);
  CHECK(searchRun(run, 0, database, {}, {}).empty());
  run.ms2Headers[0].isolationLow = static_cast<float>(mz - 0.9);
  run.ms2Headers[0].isolationHigh = static_cast<float>(mz + 1.1);
  const auto psms = searchRun(run, 0, database, {}, {});
  REQUIRE(psms.size() == 1);
  CHECK(psms[0].sequence == database.sequence(record));
  CHECK(psms[0].precursorMz == Approx(mz).epsilon(1e-7).margin(0));
}
