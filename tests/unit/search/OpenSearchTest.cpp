#include <omp.h>

#include <catch2/catch.hpp>

#include "search/SyntheticSpectra.h"
#include "vescargo/search/rankOpen.h"
#include "vescargo/search/searchRun.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

SearchOptions openOptions() {
  SearchOptions options;
  options.open = true;
  return options;
}

/// Spectra of every fiftieth target with `shift` on its residue `site`.
struct Shifted {
  Run run;
  std::vector<std::string> truth;
};

Shifted shiftedRun(const PeptideDatabase& database, double shift, std::size_t site) {
  Shifted shifted;
  for (std::size_t i = 0; i < database.records().size(); i += 50) {
    const auto& record = database.records()[i];
    auto masses = massesOf(database, record);
    masses[site] += shift;
    addSpectrum(shifted.run, theoreticalIons(masses, 1), ionMz(database.mass(record) + shift, 2), 2);
    shifted.truth.push_back(database.sequence(record));
  }
  return shifted;
}

}  // namespace

TEST_CASE("an open search finds peptides with a mass that no modification explains, and the residue that has it") {
  const auto options = openOptions();
  const PeptideDatabase database(proteome(), usualChemistry(), options);
  for (const double shift : {79.966331, -17.026549, 327.1}) {
    const auto shifted = shiftedRun(database, shift, 4);
    const auto psms = searchRun(shifted.run, 0, database, options, {});
    std::size_t right = 0;
    for (const auto& psm : psms) {
      if (psm.sequence != shifted.truth[psm.spectrum]) continue;
      if (std::abs(static_cast<double>(psm.massShiftDa) - shift) > 0.01) continue;
      ++right;
      CHECK(psm.precursorErrorPpm == 0);
      CHECK(psm.shiftSite >= 1);
      CHECK(std::abs(psm.shiftSite - 5) <= 1);
    }
    CHECK(right >= shifted.truth.size() * 9 / 10);
  }
}

TEST_CASE("an open search finds peptides as they are, and says no shift of them") {
  const auto options = openOptions();
  const PeptideDatabase database(proteome(), usualChemistry(), options);
  const auto plain = shiftedRun(database, 0, 0);
  const auto psms = searchRun(plain.run, 0, database, options, {});
  REQUIRE(psms.size() == plain.truth.size());
  std::size_t right = 0;
  for (const auto& psm : psms) right += psm.sequence == plain.truth[psm.spectrum] && psm.massShiftDa == 0 ? 1 : 0;
  CHECK(right >= plain.truth.size() * 95 / 100);
}

TEST_CASE("open windows are those asked for") {
  auto options = openOptions();
  const PeptideDatabase database(proteome(), usualChemistry(), options);
  const auto found = [&](double shift) {
    const auto shifted = shiftedRun(database, shift, 4);
    std::size_t right = 0;
    for (const auto& psm : searchRun(shifted.run, 0, database, options, {})) {
      const bool sameShift = std::abs(static_cast<double>(psm.massShiftDa) - shift) < 0.01;
      right += sameShift && psm.sequence == shifted.truth[psm.spectrum] ? 1 : 0;
    }
    return static_cast<double>(right) / static_cast<double>(shifted.truth.size());
  };
  options.openLow = -20;
  options.openHigh = 30;
  CHECK(found(29) > 0.9);
  CHECK(found(31) < 0.1);
  CHECK(found(-19) > 0.9);
  CHECK(found(-21) < 0.1);
}

TEST_CASE("the shortlist holds the peptides that share the most ions, as a plain count says, whatever the threads") {
  const PeptideDatabase database(proteome(), usualChemistry(), {});
  const auto& record = database.records()[database.records().size() / 2];
  const auto ions = theoreticalIons(massesOf(database, record), 1);
  const double mass = database.mass(record);
  const std::vector<OpenQuery> queries{{ions, mass - 300, mass + 300}};
  const Tolerance tolerance{20, Tolerance::Unit::Ppm};
  omp_set_num_threads(1);
  const auto one = shortlistOpen(queries, database, tolerance);
  omp_set_num_threads(2);
  const auto two = shortlistOpen(queries, database, tolerance);
  REQUIRE(one.size() == 1);
  CHECK(one == two);
  REQUIRE_FALSE(one[0].empty());
  CHECK(database.sequence(one[0][0]) == database.sequence(record));
  BinnedSpectrum spectrum(tolerance);
  spectrum.assign(ions);
  int least = 1000;
  for (const auto& listed : one[0])
    least = std::min(least, scorePeptide(spectrum, massesOf(database, listed).data(), listed.length, 2).matched);
  // Bins are a little wider than windows, so a listed peptide may share one or two ions fewer than it counts.
  for (const bool decoy : {false, true}) {
    for (const auto& other : recordsOf(database, decoy)) {
      if (std::abs(database.mass(other) - mass) > 299) continue;
      const bool listed = std::find(one[0].begin(), one[0].end(), other) != one[0].end();
      const int matched = scorePeptide(spectrum, massesOf(database, other).data(), other.length, 2).matched;
      if (!listed && one[0].size() == openShortlist) CHECK(matched <= least + 3);
      if (!listed && one[0].size() < openShortlist) CHECK(matched < 4);
    }
  }
}

TEST_CASE("a shift is put on the residue that explains the most ions") {
  const std::vector<double> masses{57.02146, 71.03711, 87.03203, 97.05276, 99.06841, 113.08406, 128.09496};
  for (std::size_t site = 0; site < masses.size(); ++site) {
    auto shifted = masses;
    shifted[site] += 42.5;
    BinnedSpectrum spectrum({20, Tolerance::Unit::Ppm});
    spectrum.assign(theoreticalIons(shifted, 1));
    CHECK(localizeShift(spectrum, masses.data(), static_cast<int>(masses.size()), 2, 42.5) == static_cast<int>(site));
  }
}

TEST_CASE("of an open search's equal scores neither the order of the shortlist nor being a target decides") {
  const auto options = openOptions();
  const PeptideDatabase database(proteome(), usualChemistry(), options);
  BinnedSpectrum spectrum({20, Tolerance::Unit::Ppm});
  std::size_t ties = 0;
  std::size_t decoys = 0;
  for (const PeptideRecord& target : recordsOf(database, false)) {
    if (target.paired == 0) continue;
    const PeptideRecord decoy = decoyOf(target);
    auto ions = theoreticalIons(massesOf(database, target), 1);
    const auto ofDecoy = theoreticalIons(massesOf(database, decoy), 1);
    ions.insert(ions.end(), ofDecoy.begin(), ofDecoy.end());
    std::sort(ions.begin(), ions.end(), [](const auto& a, const auto& b) { return a.mz < b.mz; });
    spectrum.assign(ions);
    const Precursor precursor{ionMz(database.mass(target), 2), 2};
    const auto first = rankOpen(spectrum, precursor, {target, decoy}, database, {options, {}});
    if (first.delta != 0) continue;
    ++ties;
    decoys += first.best->record.decoy;
    CHECK(first.best->record == rankOpen(spectrum, precursor, {decoy, target}, database, {options, {}}).best->record);
  }
  REQUIRE(ties > 500);
  CHECK(decoys > ties * 4 / 10);
  CHECK(decoys < ties * 6 / 10);
}

TEST_CASE("an open search holds a peptide as it is to be one of the few of its mass, a shifted one one of all") {
  const auto options = openOptions();
  const PeptideDatabase database(proteome(), usualChemistry(), options);
  const auto& record = database.records()[database.records().size() / 2];
  auto masses = massesOf(database, record);
  const auto candidates = [&](double shift) {
    BinnedSpectrum spectrum({20, Tolerance::Unit::Ppm});
    spectrum.assign(theoreticalIons(masses, 1));
    const Precursor precursor{ionMz(database.mass(record) + shift, 2), 2};
    const auto ranked = rankOpen(spectrum, precursor, {record}, database, {options, {}});
    REQUIRE(ranked.best);
    CHECK((ranked.best->massShift != 0) == (shift != 0));
    return ranked.candidates;
  };
  CHECK(candidates(0) >= 1);
  CHECK(candidates(0) < 50);
  CHECK(candidates(50) > 1000);
}

TEST_CASE("the isotope error of an open search is the likeliest that fits") {
  auto options = openOptions();
  options.minIsotopeError = -1;
  const PeptideDatabase database(proteome(), usualChemistry(), options);
  const auto& record = database.records()[database.records().size() / 2];
  BinnedSpectrum spectrum({20, Tolerance::Unit::Ppm});
  spectrum.assign(theoreticalIons(massesOf(database, record), 1));
  SearchWindows windows;
  windows.precursor = {1.5, Tolerance::Unit::Dalton};
  const auto ranked = rankOpen(spectrum, {ionMz(database.mass(record), 2), 2}, {record}, database, {options, windows});
  REQUIRE(ranked.best);
  CHECK(ranked.best->isotopeError == 0);
}
