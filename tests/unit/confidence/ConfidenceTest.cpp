#include <array>
#include <catch2/catch.hpp>
#include <map>

#include "confidence/PsmRows.h"
#include "confidence/SimulatedSearch.h"
#include "vescargo/confidence/assignConfidence.h"
#include "vescargo/confidence/folds.h"
#include "vescargo/confidence/parsimony.h"
#include "vescargo/confidence/proteinGroups.h"
#include "vescargo/confidence/qValues.h"
#include "vescargo/search/peptideHash.h"

using namespace vescargo;
using namespace vescargo::test;

TEST_CASE("q-values are those of a table made by hand, with the +1, and ties pass together") {
  // score    9    8    7    7    6    5    4
  //          T    T    T    D    T    D    T
  // d + 1    1    1    2    2    2    3    3
  // t        1    2    3    3    4    4    5
  // fdr      1  .50  .67  .67  .50  .75  .60
  const std::vector<double> q = qValues({4, 9, 7, 8, 7, 5, 6}, {false, false, true, false, false, true, false});
  const std::vector<double> expected{0.6, 0.5, 0.5, 0.5, 0.5, 0.6, 0.5};
  REQUIRE(q.size() == expected.size());
  for (std::size_t i = 0; i < q.size(); ++i) CHECK(q[i] == Approx(expected[i]).epsilon(1e-12).margin(0));
  CHECK(qValues({1}, {true}) == std::vector<double>{1});
  CHECK(qValues({}, {}).empty());
}

TEST_CASE("posterior errors rise as scores fall, from the pooled share of decoys") {
  // With a decoy ahead: shares D | T T T | D | T | D D pool to 1/4, 1/2, 1.
  const auto errors = posteriorErrors({9, 8, 7, 6, 5, 4, 3}, {false, false, false, true, false, true, true});
  const std::vector<double> expected{1.0 / 3, 1.0 / 3, 1.0 / 3, 1, 1, 1, 1};
  for (std::size_t i = 0; i < errors.size(); ++i) CHECK(errors[i] == Approx(expected[i]).epsilon(1e-12).margin(0));
}

TEST_CASE("folds are disjoint by peptide, I = L, whatever the modifications and the order") {
  auto psms = simulate(200, 200, 1).psms;
  for (std::size_t i = 0; i < 100; ++i) {
    psms[i + 100].sequence = psms[i].sequence;
    std::replace(psms[i + 100].sequence.begin(), psms[i + 100].sequence.end(), 'L', 'I');
  }
  const auto folds = peptideFolds(psms);
  std::map<std::uint64_t, int> foldOf;
  std::array<int, foldCount> sizes{};
  for (std::size_t i = 0; i < psms.size(); ++i) {
    const auto [known, fresh] = foldOf.emplace(peptideHash(psms[i].sequence), folds[i]);
    CHECK(known->second == folds[i]);
    if (fresh) ++sizes[static_cast<std::size_t>(folds[i])];
  }
  CHECK(sizes == std::array<int, foldCount>{100, 100, 100});
  std::reverse(psms.begin(), psms.end());
  auto reversed = peptideFolds(psms);
  std::reverse(reversed.begin(), reversed.end());
  CHECK(reversed == folds);
}

TEST_CASE("parsimony keeps the fewest proteins, and tells alike proteins as one group") {
  // Peptides 0-4. Proteins 0: {0, 1, 2}; 1: {0, 1}, a part of 0; 2 and 3 both {3}; 4: {2, 3, 4}.
  const auto groups = parsimonyGroups({{0, 1}, {0, 1}, {0, 4}, {2, 3, 4}, {4}});
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].proteins == std::vector<std::uint32_t>{0});
  CHECK(groups[0].razor == std::vector<std::size_t>{0, 1, 2});
  CHECK(groups[1].proteins == std::vector<std::uint32_t>{4});
  CHECK(groups[1].peptides == std::vector<std::size_t>{2, 3, 4});
  CHECK(groups[1].razor == std::vector<std::size_t>{3, 4});
  const auto alike = parsimonyGroups({{2, 3}, {2, 3}});
  REQUIRE(alike.size() == 1);
  CHECK(alike[0].proteins == std::vector<std::uint32_t>{2, 3});
}

TEST_CASE("a protein group and its decoy compete, and only the winner stays") {
  const std::vector<Protein> proteins{protein("A", ""),       protein("B", ""),       protein("C", ""),
                                      protein("DECOY_A", ""), protein("DECOY_B", ""), protein("DECOY_Z", "")};
  const auto groups =
      proteinGroups({match("AAAK", {0}, 10, 0.001F), match("AACK", {0, 1}, 8, 0.001F), match("BBBK", {1}, 3, 0.001F),
                     match("CCCK", {2}, 1, 0.5F), match("KAAA", {3}, 4, 0.2F, true), match("KBBB", {4}, 6, 0.2F, true),
                     match("KZZZ", {5}, 2, 0.5F, true)},
                    proteins, 0.01);
  REQUIRE(groups.size() == 4);
  CHECK(groups[0].proteins == std::vector<std::uint32_t>{0});
  CHECK(groups[0].peptides == 2);
  CHECK(groups[0].uniquePeptides == 2);
  CHECK(groups[0].razorPeptides == 2);
  CHECK(groups[0].score == 10);
  CHECK(groups[0].qValue == 1);
  CHECK(groups[1].proteins == std::vector<std::uint32_t>{4});
  CHECK(groups[1].decoy);
  CHECK(groups[2].proteins == std::vector<std::uint32_t>{5});
  CHECK(groups[3].proteins == std::vector<std::uint32_t>{2});
  CHECK(groups[3].peptides == 0);
}

TEST_CASE("a peptide of two groups is razor of the one that explains more, and unique in none") {
  const std::vector<Protein> proteins{protein("A", ""), protein("B", "")};
  const auto groups = proteinGroups({match("AAAK", {0}, 10, 0.001F), match("AACK", {0}, 9, 0.001F),
                                     match("SSSK", {0, 1}, 8, 0.001F), match("BBBK", {1}, 7, 0.001F)},
                                    proteins, 0.01);
  REQUIRE(groups.size() == 2);
  const auto counts = [](const ProteinGroup& group) {
    return std::array<int, 3>{group.peptides, group.uniquePeptides, group.razorPeptides};
  };
  CHECK(counts(groups[0]) == std::array<int, 3>{3, 2, 3});
  CHECK(counts(groups[1]) == std::array<int, 3>{2, 1, 1});
}

TEST_CASE("identifications keep only the proteins that are hit, by accession, and sort the matches") {
  auto psms = simulate(300, 300, 3).psms;
  psms[0].run = 1;
  std::reverse(psms.begin(), psms.end());
  auto database = threeProteins();
  database.push_back(protein("AAA", "NOBODY"));
  const auto result = assignConfidence({"a", "b"}, psms, database, {});
  REQUIRE(result.proteins.size() == 3);
  CHECK(result.proteins[0].accession == "DECOY_WRONG");
  CHECK(result.proteins[1].accession == "RIGHT");
  CHECK(result.proteins[1].sequence.empty());
  CHECK(result.psms.front().spectrum == 1);
  CHECK(result.psms.back().run == 1);
  CHECK(result.psms.front().proteins == std::vector<std::uint32_t>{1});
  REQUIRE_FALSE(result.groups.empty());
  CHECK(result.proteins[result.groups[0].proteins[0]].accession == "RIGHT");
  CHECK_THROWS_WITH(assignConfidence({"a"}, {}, database, {}), Catch::StartsWith("search: no spectrum matches"));
}

TEST_CASE("the peptide level counts a modified sequence once over all runs") {
  auto psms = simulate(300, 300, 3).psms;
  psms[1].sequence = psms[0].sequence;
  psms[1].modifiedSequence = psms[0].modifiedSequence;
  psms[1].run = 1;
  const auto result = assignConfidence({"a", "b"}, psms, threeProteins(), {});
  CHECK(result.psms.front().peptideQValue == result.psms.back().peptideQValue);
}

TEST_CASE("psms.tsv holds targets at the threshold, six digits, proteins and genes joined") {
  Identifications identifications;
  identifications.runs = {"run1"};
  identifications.proteins = {{"A", "GENE", "", ""}, {"B", "GENE", "", ""}};
  Psm psm = match("PEPMK", {0, 1}, 1.5F, 0.004F);
  psm.nativeId = "scan=7";
  psm.modifiedSequence = "PEPM(Oxidation)K";
  psm.rtSeconds = 61.5F;
  psm.precursorMz = 302.1234567F;
  psm.charge = 2;
  psm.hyperscore = 20.25F;
  psm.deltaScore = 3.5F;
  psm.matchedIons = 6;
  psm.explainedIntensity = 0.5F;
  psm.precursorErrorPpm = -1.25F;
  psm.intensityAgreement = 0.75F;
  psm.qValue = 0.01F;
  psm.posteriorError = 0.125F;
  psm.expectScore = 4.5F;
  psm.massShiftDa = 79.9663F;
  psm.shiftSite = 4;
  identifications.psms = {psm, psm, psm};
  identifications.psms[1].decoy = true;
  identifications.psms[2].qValue = 0.011F;
  const auto text = test::psmRows(identifications, 0.01);
  const auto lines = split(text, '\n');
  REQUIRE(lines.size() == 3);
  CHECK(split(lines[0], '\t').size() == split(lines[1], '\t').size());
  CHECK(lines[1] ==
        "run1\tscan=7\t61.5\t302.123\t2\tPEPMK\tPEPM(Oxidation)K\tA;B\tGENE\t20.25\t3.5\t6\t0.5\t-1.25\t0.75\t1.5\t0."
        "01\t0.004"
        "\t0.125\t4.5\t1\t79.9663\t4");
}
