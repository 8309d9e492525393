#include <catch2/catch.hpp>

#include "vescargo/openms/chemistry.h"

using namespace vescargo;

TEST_CASE("enzyme and modifications are resolved by their OpenMS names") {
  const Chemistry chemistry = resolveChemistry(SearchOptions{});
  CHECK(chemistry.enzyme.after == "KR");
  CHECK(chemistry.enzyme.notBefore == "P");
  REQUIRE(chemistry.fixed.size() == 1);
  CHECK(chemistry.fixed[0].monoisotopicDelta == Approx(57.021464).epsilon(1e-8));
  CHECK(chemistry.fixed[0].residue == 'C');
  REQUIRE(chemistry.variable.size() == 2);
  CHECK(chemistry.variable[0].id == "Oxidation");
  CHECK(chemistry.variable[1].site == ModificationSite::ProteinNTerm);
  CHECK(chemistry.variable[1].residue == '\0');
}

TEST_CASE("unknown names are answered with the nearest known ones") {
  SearchOptions options;
  options.enzyme = "Tripsin";
  CHECK_THROWS_WITH(resolveChemistry(options), Catch::Contains("\"Trypsin\""));
  options.enzyme = "Trypsin";
  options.variableModifications = {"Oxydation (M)"};
  CHECK_THROWS_WITH(resolveChemistry(options), Catch::Contains("\"Oxidation (M)\""));
}

TEST_CASE("another enzyme cuts elsewhere, and one that does not cut behind residues is refused") {
  SearchOptions options;
  options.enzyme = "Trypsin/P";
  CHECK(resolveChemistry(options).enzyme.after == "KR");
  CHECK(resolveChemistry(options).enzyme.notBefore.empty());
  options.enzyme = "Lys-C/P";
  CHECK(resolveChemistry(options).enzyme.after == "K");
  options.enzyme = "Asp-N";
  CHECK_THROWS_WITH(resolveChemistry(options), Catch::Contains("does not cut behind given residues"));
}

TEST_CASE("other modifications, or none, are searched as asked for") {
  SearchOptions options;
  options.fixedModifications = {};
  options.variableModifications = {"Phospho (S)"};
  const Chemistry chemistry = resolveChemistry(options);
  CHECK(chemistry.fixed.empty());
  REQUIRE(chemistry.variable.size() == 1);
  CHECK(chemistry.variable[0].residue == 'S');
  CHECK(chemistry.variable[0].monoisotopicDelta == Approx(79.966331).epsilon(1e-8).margin(0));
  options.fixedModifications = {"Carbamidometyl (C)"};
  CHECK_THROWS_WITH(resolveChemistry(options),
                    Catch::StartsWith("-fixed_modifications: ") && Catch::Contains("\"Carbamidomethyl (C)\""));
}
