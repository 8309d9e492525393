#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "base/Scratch.h"
#include "search/Chemistry.h"
#include "vescargo/search/Mass.h"
#include "vescargo/search/searchRun.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

const std::string peptide = "ELVISTHEFASTDEEGK";

std::set<std::string> targetsOf(const std::string& sequence, const SearchOptions& options) {
  const PeptideDatabase database({protein("P1", sequence)}, usualChemistry(), options);
  std::set<std::string> targets;
  for (const auto& record : database.records()) targets.insert(database.modifiedSequence(record));
  return targets;
}

double massOf(const std::string& sequence) { return PeptideForms({}, 0).fixedMass(sequence, {}); }

/// What is wrong with a spectrum of `peptide`.
struct Shift {
  double precursorPpm = 0;
  double fragmentPpm = 0;
  int isotopes = 0;
  int charge = 2;
  bool chargeKnown = true;
};

/// Whether the peptide is found in a spectrum of its singly charged b and y ions.
bool isFound(const Shift& shift, const SearchOptions& options) {
  Run run;
  std::vector<double> ions;
  for (std::size_t bond = 1; bond < peptide.size(); ++bond) {
    const double b = massOf(peptide.substr(0, bond)) - waterMass;
    for (const double mass : {b, massOf(peptide) - b}) ions.push_back(ionMz(mass, 1) * (1 + 1e-6 * shift.fragmentPpm));
  }
  std::sort(ions.begin(), ions.end());
  for (const double mz : ions) {
    run.ms2.mz.push_back(static_cast<float>(mz));
    run.ms2.intensity.push_back(100);
  }
  run.ms2.endSpectrum();
  Ms2Header header;
  header.charge = shift.chargeKnown ? shift.charge : 0;
  header.precursorMz =
      ionMz(massOf(peptide) * (1 + 1e-6 * shift.precursorPpm) + shift.isotopes * isotopeSpacing, shift.charge);
  run.ms2Headers.push_back(header);
  const PeptideDatabase database({protein("P1", peptide)}, usualChemistry(), options);
  const auto psms = searchRun(run, 0, database, options, givenWindows(options));
  return psms.size() == 1 && psms[0].sequence == peptide && psms[0].charge == shift.charge &&
         psms[0].isotopeError == shift.isotopes;
}

}  // namespace

TEST_CASE("peptides hold as many missed cleavages as asked for") {
  SearchOptions options;
  options.minPeptideLength = 5;
  const std::string sequence = "AAAAAKCCCCCKDDDDDK";
  const auto count = [&](int missed) {
    options.missedCleavages = missed;
    return targetsOf(sequence, options).size();
  };
  // Those with the protein's N-terminus are there with and without acetyl.
  CHECK(count(0) == 3 + 1);
  CHECK(count(1) == 5 + 2);
  CHECK(count(2) == 6 + 3);
}

TEST_CASE("the peptide lengths are both ends of what is searched") {
  SearchOptions options;
  options.missedCleavages = 0;
  const std::string sequence = "MMKGGGGGKTTTTTTKVVVVVVVK";
  const auto between = [&](int least, int most) {
    options.minPeptideLength = least;
    options.maxPeptideLength = most;
    return targetsOf(sequence, options);
  };
  CHECK(between(6, 8) == std::set<std::string>{"GGGGGK", "TTTTTTK", "VVVVVVVK"});
  CHECK(between(7, 8) == std::set<std::string>{"TTTTTTK", "VVVVVVVK"});
  CHECK(between(6, 7) == std::set<std::string>{"GGGGGK", "TTTTTTK"});
}

TEST_CASE("the peptide masses are both ends of what is searched, with modifications") {
  SearchOptions options;
  options.missedCleavages = 0;
  // TTTTTTK weighs 752.4 and, acetylated, 794.4; MGGGGGGK 619.3 and, oxidised, 635.3.
  const std::string sequence = "TTTTTTKMGGGGGGK";
  const auto between = [&](double least, double most) {
    options.minPeptideMass = least;
    options.maxPeptideMass = most;
    return targetsOf(sequence, options);
  };
  CHECK(between(600, 800) == std::set<std::string>{"TTTTTTK", ".(Acetyl)TTTTTTK", "MGGGGGGK", "M(Oxidation)GGGGGGK"});
  CHECK(between(625, 760) == std::set<std::string>{"TTTTTTK", "M(Oxidation)GGGGGGK"});
  CHECK(between(600, 625) == std::set<std::string>{"MGGGGGGK"});
}

TEST_CASE("a peptide carries as many variable modifications as asked for") {
  SearchOptions options;
  const auto count = [&](int most) {
    options.maxVariableModifications = most;
    return targetsOf("GGGGKAMAMAMAK", options).size();
  };
  options.missedCleavages = 0;
  CHECK(count(0) == 1);
  CHECK(count(1) == 1 + 3);
  CHECK(count(2) == 1 + 3 + 3);
  CHECK(count(3) == 1 + 3 + 3 + 1);
}

TEST_CASE("a precursor is found within its tolerance and not beyond") {
  SearchOptions options;
  CHECK(isFound({.precursorPpm = 9}, options));
  CHECK_FALSE(isFound({.precursorPpm = 11}, options));
  options.precursorTolerance = Tolerance{20, Tolerance::Unit::Ppm};
  CHECK(isFound({.precursorPpm = 11}, options));
  options.precursorTolerance = Tolerance{0.5, Tolerance::Unit::Dalton};
  CHECK(isFound({.precursorPpm = 200}, options));
}

TEST_CASE("fragments are found within their tolerance and not beyond") {
  SearchOptions options;
  CHECK(isFound({.fragmentPpm = 18}, options));
  CHECK_FALSE(isFound({.fragmentPpm = 22}, options));
  options.fragmentTolerance = Tolerance{25, Tolerance::Unit::Ppm};
  CHECK(isFound({.fragmentPpm = 22}, options));
}

TEST_CASE("a precursor picked above the monoisotopic peak is found as far as asked for") {
  SearchOptions options;
  CHECK(isFound({.isotopes = 1}, options));
  CHECK_FALSE(isFound({.isotopes = 2}, options));
  options.maxIsotopeError = 2;
  CHECK(isFound({.isotopes = 2}, options));
  options.maxIsotopeError = 0;
  CHECK_FALSE(isFound({.isotopes = 1}, options));
}

TEST_CASE("charges between the lowest and the highest are tried where the file says none, and only there") {
  SearchOptions options;
  const auto unknown = [&](int charge) { return isFound({.charge = charge, .chargeKnown = false}, options); };
  CHECK(unknown(2));
  CHECK(unknown(4));
  CHECK_FALSE(unknown(5));
  options.maxCharge = 5;
  CHECK(unknown(5));
  options.minCharge = 3;
  CHECK_FALSE(unknown(2));
  CHECK(isFound({.charge = 2}, options));
  options.minCharge = 1;
  CHECK(unknown(1));
}

TEST_CASE("a minimum above its maximum is refused") {
  SearchOptions options;
  options.minPeptideLength = 41;
  CHECK(errorOf([&] { checkOptions(options); }).starts_with("6|-min_peptide_length: is above -max_peptide_length"));
  options = {};
  options.minPeptideMass = 900;
  options.maxPeptideMass = 800;
  CHECK(errorOf([&] { checkOptions(options); }).starts_with("6|-min_peptide_mass: is above -max_peptide_mass"));
  options = {};
  options.minCharge = 5;
  CHECK(errorOf([&] { checkOptions(options); }).starts_with("6|-min_charge: is above -max_charge"));
}

TEST_CASE("a second peptide of a spectrum is refused of an open search, which looks for none") {
  SearchOptions options;
  options.chimeric = true;
  CHECK_NOTHROW(checkOptions(options));
  options.open = true;
  CHECK(errorOf([&] { checkOptions(options); }).starts_with("6|-chimeric: cannot be combined with -open"));
}
