#include "vescargo/openms/chemistry.h"

#include <catch2/catch.hpp>

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
