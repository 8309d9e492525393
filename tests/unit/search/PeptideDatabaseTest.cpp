#include <omp.h>

#include <catch2/catch.hpp>
#include <numeric>
#include <set>

#include "search/Chemistry.h"
#include "vescargo/search/Mass.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

SearchOptions shortPeptides() {
  SearchOptions options;
  options.minPeptideLength = 5;
  options.missedCleavages = 0;
  return options;
}

std::set<std::string> modifiedSequences(const PeptideDatabase& database, bool decoy) {
  std::set<std::string> all;
  for (const auto& record : recordsOf(database, decoy)) all.insert(database.modifiedSequence(record));
  return all;
}

std::vector<Protein> randomProteins(std::size_t count) {
  Dice dice(7);
  std::vector<Protein> proteins;
  for (std::size_t i = 0; i < count; ++i)
    proteins.push_back(protein("P" + std::to_string(i), "M" + randomSequence(dice, 300)));
  return proteins;
}

}  // namespace

TEST_CASE("a database holds each form of each peptide once, in OpenMS notation") {
  const PeptideDatabase database({protein("P1", "MCAMAK")}, usualChemistry(), shortPeptides());
  CHECK(modifiedSequences(database, false) ==
        std::set<std::string>{"MC(Carbamidomethyl)AMAK", "M(Oxidation)C(Carbamidomethyl)AMAK",
                              "MC(Carbamidomethyl)AM(Oxidation)AK", "M(Oxidation)C(Carbamidomethyl)AM(Oxidation)AK",
                              ".(Acetyl)MC(Carbamidomethyl)AMAK", ".(Acetyl)M(Oxidation)C(Carbamidomethyl)AMAK",
                              ".(Acetyl)MC(Carbamidomethyl)AM(Oxidation)AK", "C(Carbamidomethyl)AMAK",
                              "C(Carbamidomethyl)AM(Oxidation)AK", ".(Acetyl)C(Carbamidomethyl)AMAK",
                              ".(Acetyl)C(Carbamidomethyl)AM(Oxidation)AK"});
}

TEST_CASE("a variable modification takes the place of a fixed one on the same site") {
  Chemistry chemistry = usualChemistry();
  chemistry.fixed.push_back({"TMT6plex (N-term)", "TMT6plex", 229.162932, 0, ModificationSite::PeptideNTerm});
  const PeptideDatabase database({protein("P1", "AAAAAK")}, chemistry, shortPeptides());
  CHECK(modifiedSequences(database, false) == std::set<std::string>{".(TMT6plex)AAAAAK", ".(Acetyl)AAAAAK"});
  const auto& light = database.records().front();
  const auto& heavy = database.records().back();
  CHECK(database.mass(heavy) - database.mass(light) == Approx(229.162932 - 42.010565).epsilon(1e-9).margin(0));
}

TEST_CASE("records lie by mass and a mass range gives exactly those within") {
  const PeptideDatabase database(randomProteins(20), usualChemistry(), {});
  const auto records = database.records();
  REQUIRE(records.size() > 1000);
  for (const auto& record : records) CHECK(std::abs(record.mass * massUnit - database.mass(record)) < 4e-6);
  for (const auto& [low, high] : {std::pair(1000.0, 1001.5), {1200.2, 1200.9}, {0.0, 17000.0}, {1500.0, 1400.0}}) {
    std::size_t expected = 0;
    for (const auto& record : records) {
      const double mass = record.mass * massUnit;
      if (mass >= low && mass <= high) ++expected;
    }
    CHECK(database.inMassRange(low, high).size() == expected);
  }
}

TEST_CASE("decoys equal to a target are left out, I = L, and each other target has one") {
  // LEVELEK reversed but for its K is itself; AAIGGK and GGLAAK are each other's decoy.
  const PeptideDatabase database({protein("A", "LEVELEKAAIGGKGGLAAKTTTSSSK")}, {Enzyme{}, {}, {}}, shortPeptides());
  CHECK(modifiedSequences(database, false) == std::set<std::string>{"LEVELEK", "AAIGGK", "GGLAAK", "TTTSSSK"});
  CHECK(modifiedSequences(database, true) == std::set<std::string>{"ELEVELK", "SSSTTTK"});
}

TEST_CASE("a peptide of several proteins stands once and names them all, I = L") {
  const PeptideDatabase database({protein("C", "AAIGGGKDDDDDK"), protein("A", "TTTTTKAALGGGK"), protein("B", "WWWWWK")},
                                 {Enzyme{}, {}, {}}, shortPeptides());
  REQUIRE(database.texts().proteins().size() == 6);
  CHECK(database.texts().proteins()[0].accession == "A");
  CHECK(database.texts().proteins()[3].accession == "DECOY_A");
  std::vector<PeptideRecord> shared;
  for (const bool decoy : {false, true}) {
    for (const auto& record : recordsOf(database, decoy)) {
      const auto sequence = database.sequence(record);
      if (sequence == "AALGGGK" || sequence == "GGGLAAK") shared.push_back(record);
    }
  }
  REQUIRE(shared.size() == 2);
  const auto found = database.texts().proteinsOf(shared);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(found[i] == (shared[i].decoy != 0 ? std::vector<std::uint32_t>{3, 5} : std::vector<std::uint32_t>{0, 2}));
  }
}

TEST_CASE("one and two threads make the same database") {
  omp_set_num_threads(1);
  const PeptideDatabase one(randomProteins(50), usualChemistry(), {});
  omp_set_num_threads(2);
  const PeptideDatabase two(randomProteins(50), usualChemistry(), {});
  CHECK(one.peptideCount() == two.peptideCount());
  CHECK(std::equal(one.records().begin(), one.records().end(), two.records().begin(), two.records().end()));
}

TEST_CASE("decoys that a database has are searched in place of made ones, under our names") {
  const PeptideDatabase database({protein("B", "AAIGGGKLLLLDDDK"), protein("rev_B", "GGGIAAKDDDLLLLK"),
                                  protein("A", "TTTTTKAALGGGK"), protein("rev_A", "TTTTTKGGGLAAK")},
                                 {Enzyme{}, {}, {}}, shortPeptides());
  CHECK(database.texts().decoyNaming().affix.text == "rev_");
  std::vector<std::string> names;
  for (const auto& protein : database.texts().proteins()) names.push_back(protein.accession);
  CHECK(names == std::vector<std::string>{"A", "B", "DECOY_A", "DECOY_B"});
  CHECK(modifiedSequences(database, false) == std::set<std::string>{"TTTTTK", "AALGGGK", "LLLLDDDK"});
  std::set<std::string> decoys;
  for (const auto& record : database.records()) {
    CHECK(record.paired == 0);
    if (record.decoy == 0) continue;
    decoys.insert(database.sequence(record));
    if (database.sequence(record) == "GGGLAAK" || database.sequence(record) == "GGGIAAK")
      CHECK(database.texts().proteinsOf({record})[0] == std::vector<std::uint32_t>{2, 3});
  }
  // TTTTTK is a target, so its decoy is left out.
  CHECK(decoys.size() == 2);
  CHECK(decoys.contains("DDDLLLLK"));
}

TEST_CASE("each paired target has a decoy of its mass that is no target, reversed or shuffled") {
  for (const auto method : {DecoyMethod::Reversed, DecoyMethod::Shuffled}) {
    SearchOptions options;
    options.decoys = method;
    const PeptideDatabase database(randomProteins(20), usualChemistry(), options);
    std::set<std::string> targets;
    for (const auto& record : database.records()) targets.insert(database.sequence(record));
    std::size_t paired = 0;
    for (const auto& record : database.records()) {
      if (record.paired == 0) continue;
      ++paired;
      const auto decoy = decoyOf(record);
      CHECK_FALSE(targets.contains(database.sequence(decoy)));
      CHECK(database.sequence(decoy).back() == database.sequence(record).back());
      std::vector<double> masses(record.length);
      database.residueMasses(decoy, masses.data());
      CHECK(std::accumulate(masses.begin(), masses.end(), waterMass) == Approx(database.mass(record)).epsilon(1e-12));
    }
    CHECK(paired > database.records().size() * 99 / 100);
    CHECK(database.peptideCount() == database.records().size() + paired);
  }
}

TEST_CASE("a database without a peptide or with too few decoys is refused") {
  CHECK_THROWS_WITH(PeptideDatabase({protein("A", "AAK")}, usualChemistry(), {}),
                    "database: no protein gives a peptide of 7 to 40 residues; check that it holds proteins, -enzyme "
                    "and the peptide lengths");
  CHECK_THROWS_WITH(PeptideDatabase({protein("A", "AAAAAAAAAK"), protein("B", "CAAAAAAAAK"), protein("C", "DAAAAAAAAK"),
                                     protein("DECOY_A", "AAAAAAAAAK")},
                                    usualChemistry(), {}),
                    Catch::StartsWith("-fasta: holds 1 decoys (prefix \"DECOY_\") for 3 targets"));
}
