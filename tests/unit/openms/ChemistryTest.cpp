#include <OpenMS/CHEMISTRY/AASequence.h>

#include <catch2/catch.hpp>

#include "vescargo/openms/chemistry.h"
#include "vescargo/search/Mass.h"
#include "vescargo/search/PeptideDatabase.h"

using namespace vescargo;

TEST_CASE("enzyme and modifications are resolved by their OpenMS names") {
  const Chemistry chemistry = resolveChemistry(SearchOptions{});
  CHECK(chemistry.enzyme.rule == CutRule::behind("KR", "P"));
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

namespace {

/// An enzyme that cuts behind one of `after`, unless one of `notBefore` follows, and before one of `before`.
struct KnownEnzyme {
  std::string name, after, notBefore, before;
};

/// All of OpenMS 2.6 to 3.2 but those that the test below has. Their rules are the same in 2.6, 3.0, 3.1 and 3.2, but
/// for Formic_acid, which from 3.2 on cuts there between two D alone.
const std::vector<KnownEnzyme> knownEnzymes{{"2-iodobenzoate", "W", "", ""},
                                            {"Alpha-lytic protease", "TASV", "", ""},
                                            {"Arg-C", "R", "P", ""},
                                            {"Arg-C/P", "R", "", ""},
                                            {"Asp-N", "", "", "D"},
                                            {"Asp-N/B", "", "", "D"},
                                            {"Asp-N_ambic", "", "", "DE"},
                                            {"CNBr", "M", "", ""},
                                            {"Chymotrypsin", "FYWL", "P", ""},
                                            {"Chymotrypsin/P", "FYWL", "", ""},
                                            {"Clostripain/P", "R", "", ""},
                                            {"Formic_acid", "D", "", "D"},
                                            {"Glu-C+P", "DE", "P", ""},
                                            {"Lys-C", "K", "P", ""},
                                            {"Lys-C/P", "K", "", ""},
                                            {"Lys-N", "", "", "K"},
                                            {"PepsinA", "FL", "", ""},
                                            {"PepsinA + P", "FL", "P", ""},
                                            {"TrypChymo", "FYWLKR", "P", ""},
                                            {"Trypsin", "KR", "P", ""},
                                            {"Trypsin/P", "KR", "", ""},
                                            {"V8-DE", "DE", "P", ""},
                                            {"V8-E", "E", "P", ""},
                                            {"cyanogen-bromide", "M", "", ""},
                                            {"elastase-trypsin-chymotrypsin", "ALIVKRWFY", "P", ""},
                                            {"glutamyl endopeptidase", "DE", "", ""},
                                            {"iodosobenzoate", "W", "", ""},
                                            {"leukocyte elastase", "ALIV", "P", ""},
                                            {"no cleavage", "", "", ""},
                                            {"proline-endopeptidase/HKR", "P", "", ""},
                                            {"staphylococcal protease/D", "E", "", ""}};

}  // namespace

TEST_CASE("every enzyme cuts alike with every release of OpenMS; ambiguous letters cut nothing") {
  for (const KnownEnzyme& known : knownEnzymes) {
    INFO(known.name);
    const CutRule expected = CutRule::tabulate([&](char /*previous*/, char letter, char next) {
      const auto has = [](const std::string& letters, char one) { return letters.find(one) != std::string::npos; };
      return (has(known.after, letter) && !has(known.notBefore, next)) || has(known.before, next);
    });
    CHECK(resolveEnzyme(known.name).rule == expected);
  }
  CHECK(resolveEnzyme("proline endopeptidase").rule == CutRule::tabulate([](char previous, char letter, char next) {
          return std::string("HKR").find(previous) != std::string::npos && previous != '\0' && letter == 'P' &&
                 next != 'P';
        }));
  CHECK(resolveEnzyme("unspecific cleavage").rule.cutsEverywhere());
  const auto names = enzymeNames();
  CHECK(names.size() == knownEnzymes.size() + 2);
}

// But for selenocysteine: OpenMS takes the lightest selenium, 74Se, where the field takes the commonest, 80Se.
TEST_CASE("masses are those of OpenMS's AASequence") {
  SearchOptions options;
  options.minPeptideLength = 5;
  options.variableModifications = {"Oxidation (M)", "Acetyl (Protein N-term)", "Gln->pyro-Glu (N-term Q)",
                                   "Amidated (C-term)", "Phospho (S)"};
  options.maxVariableModifications = 3;
  const PeptideDatabase database({{"P1", "", "", "MQACDEFGHKQILMNPQRSTVWYKQSMTSSK"}}, resolveChemistry(options),
                                 options);
  REQUIRE(database.records().size() > 100);
  for (const auto& target : database.records()) {
    for (const auto& record : {target, decoyOf(target)}) {
      const auto sequence = OpenMS::AASequence::fromString(database.modifiedSequence(record));
      REQUIRE(database.mass(record) == Approx(sequence.getMonoWeight()).epsilon(1e-8).margin(0));
      std::vector<double> masses(record.length);
      database.residueMasses(record, masses.data());
      double before = 0;
      for (std::size_t bond = 1; bond < masses.size(); ++bond) {
        before += masses[bond - 1];
        const double b = sequence.getPrefix(bond).getMonoWeight(OpenMS::Residue::BIon, 1);
        REQUIRE(ionMz(before, 1) == Approx(b).epsilon(1e-7).margin(0));
      }
    }
  }
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

TEST_CASE("modifications that cannot both be where they are asked for are refused") {
  const auto refusal = [](std::vector<std::string> fixed, std::vector<std::string> variable) -> std::string {
    SearchOptions options;
    options.fixedModifications = std::move(fixed);
    options.variableModifications = std::move(variable);
    try {
      resolveChemistry(options);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  CHECK_THAT(refusal({"Carbamidomethyl (C)", "Methylthio (C)"}, {}),
             Catch::StartsWith("-fixed_modifications: \"Methylthio (C)\" sits where \"Carbamidomethyl (C)\" does"));
  CHECK_THAT(refusal({"Oxidation (M)"}, {"Oxidation (M)"}),
             Catch::StartsWith("-variable_modifications: \"Oxidation (M)\" is given twice"));
  CHECK_THAT(refusal({}, {"Oxidation (M)", "Oxidation (M)"}),
             Catch::StartsWith("-variable_modifications: \"Oxidation (M)\" is given twice"));
  CHECK(refusal({"TMT6plex (K)", "TMT6plex (N-term)"}, {"Acetyl (K)", "Acetyl (Protein N-term)"}).empty());
}
