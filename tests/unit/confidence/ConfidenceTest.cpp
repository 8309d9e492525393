#include <omp.h>

#include <catch2/catch.hpp>
#include <map>

#include "search/Chemistry.h"
#include "vescargo/confidence/assignConfidence.h"
#include "vescargo/confidence/folds.h"
#include "vescargo/confidence/parsimony.h"
#include "vescargo/confidence/proteinGroups.h"
#include "vescargo/confidence/qValues.h"
#include "vescargo/confidence/rescore.h"
#include "vescargo/confidence/rtModel.h"
#include "vescargo/confidence/writePsms.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// A search whose truth is known: `truePsms` right targets, and wrong matches
/// that hit targets and decoys alike. Protein 0 holds what is right, 1 and its decoy 2 what is wrong.
struct Simulated {
  std::vector<Psm> psms;
  std::vector<bool> right;
};

Simulated simulate(std::size_t truePsms, std::size_t wrongPsms, std::uint64_t seed) {
  Dice dice(seed);
  Simulated simulated;
  for (std::size_t i = 0; i < truePsms + wrongPsms; ++i) {
    const bool right = i < truePsms;
    const double lift = right ? 1 : 0;
    Psm psm;
    psm.spectrum = static_cast<std::uint32_t>(i);
    psm.sequence = randomSequence(dice, 8 + dice.below(15)) + "K";
    psm.modifiedSequence = psm.sequence;
    psm.decoy = !right && dice.below(2) == 0;
    psm.proteins = {right ? 0U : psm.decoy ? 2U : 1U};
    psm.charge = 2;
    psm.rtSeconds = static_cast<float>(600 + 10 * i);
    psm.hyperscore = static_cast<float>(15 + 9 * lift + 3 * dice.normal());
    psm.deltaScore = static_cast<float>(std::abs(1 + 7 * lift + 2 * dice.normal()));
    psm.matchedIons = static_cast<std::uint16_t>(6 + 5 * lift + dice.below(4));
    psm.explainedIntensity = static_cast<float>(0.2 + 0.3 * lift + 0.2 * dice.unit());
    psm.ionSurprise = static_cast<float>(3 + 2 * lift + dice.normal());
    psm.precursorErrorPpm = static_cast<float>((right ? 2 : 6) * dice.normal());
    psm.fragmentErrorPpm = static_cast<float>(right ? 3 : 8);
    simulated.psms.push_back(psm);
    simulated.right.push_back(right);
  }
  return simulated;
}

std::vector<Protein> threeProteins() {
  return {protein("RIGHT", "AA"), protein("WRONG", "AA"), protein("DECOY_WRONG", "")};
}

Psm match(std::string sequence, std::vector<std::uint32_t> proteins, float score, float peptideQ, bool decoy = false) {
  Psm psm;
  psm.sequence = sequence;
  psm.modifiedSequence = std::move(sequence);
  psm.proteins = std::move(proteins);
  psm.score = score;
  psm.peptideQValue = peptideQ;
  psm.decoy = decoy;
  return psm;
}

}  // namespace

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
  std::map<std::string, int> foldOf;
  std::array<int, foldCount> sizes{};
  for (std::size_t i = 0; i < psms.size(); ++i) {
    const auto [known, fresh] = foldOf.emplace(peptideKey(psms[i].sequence), folds[i]);
    CHECK(known->second == folds[i]);
    if (fresh) ++sizes[static_cast<std::size_t>(folds[i])];
  }
  CHECK(sizes == std::array<int, foldCount>{100, 100, 100});
  std::reverse(psms.begin(), psms.end());
  auto reversed = peptideFolds(psms);
  std::reverse(reversed.begin(), reversed.end());
  CHECK(reversed == folds);
}

TEST_CASE("rescoring accepts more than the hyperscore and keeps the true error near the nominal") {
  double accepted = 0;
  double wrong = 0;
  double plain = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto simulated = simulate(1000, 2000, seed);
    const auto result = assignConfidence({"a"}, simulated.psms, threeProteins(), {});
    std::vector<double> hyperscores;
    std::vector<bool> decoy;
    for (const auto& psm : result.psms) {
      hyperscores.push_back(static_cast<double>(psm.hyperscore));
      decoy.push_back(psm.decoy);
    }
    const auto plainQ = qValues(hyperscores, decoy);
    for (std::size_t i = 0; i < result.psms.size(); ++i) {
      if (!decoy[i] && plainQ[i] <= 0.01) ++plain;
      if (decoy[i] || result.psms[i].qValue > 0.01F) continue;
      ++accepted;
      if (!simulated.right[result.psms[i].spectrum]) ++wrong;
    }
  }
  CHECK(accepted > 1.2 * plain);
  CHECK(accepted > 9000);
  CHECK(wrong / accepted > 0.004);
  CHECK(wrong / accepted < 0.016);
}

TEST_CASE("with few targets the score is the start score, hyperscore + delta + surprise") {
  const auto simulated = simulate(25, 300, 5);
  const auto rescored = rescore(simulated.psms, peptideFolds(simulated.psms));
  CHECK_FALSE(rescored.trained);
  CHECK(rescored.trainingTargets < fewestTrainingTargets);
  for (std::size_t i = 0; i < simulated.psms.size(); ++i) CHECK(rescored.scores[i] == startScore(simulated.psms[i]));
  Psm psm;
  psm.hyperscore = 20;
  psm.deltaScore = 5;
  psm.ionSurprise = 3;
  CHECK(startScore(psm) == 28);
  CHECK(rescore(simulate(1000, 2000, 5).psms, peptideFolds(simulate(1000, 2000, 5).psms)).trained);
}

TEST_CASE("retention times are predicted from composition by a model that did not see the peptide") {
  auto psms = simulate(300, 300, 2).psms;
  Dice dice(9);
  for (auto& psm : psms) {
    const auto count = [&](char letter) {
      return static_cast<double>(std::count(psm.sequence.begin(), psm.sequence.end(), letter));
    };
    psm.rtSeconds = static_cast<float>(psm.spectrum < 300 ? 1000 + 200 * (count('L') + count('I')) + 150 * count('F') +
                                                                20 * dice.normal()
                                                          : 3000 * dice.unit());
  }
  auto few = std::vector<Psm>(psms.begin(), psms.begin() + 40);
  setRtDeviations(psms, peptideFolds(psms));
  double rightSquares = 0;
  double wrongSquares = 0;
  for (const auto& psm : psms) {
    const auto deviation = static_cast<double>(psm.rtDeviationSeconds);
    (psm.spectrum < 300 ? rightSquares : wrongSquares) += deviation * deviation / 300;
  }
  CHECK(std::sqrt(rightSquares) < 100);
  CHECK(std::sqrt(wrongSquares) > 500);
  setRtDeviations(few, peptideFolds(few));
  for (const auto& psm : few) CHECK(psm.rtDeviationSeconds == 0);
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
  CHECK(groups[0].score == 10);
  CHECK(groups[0].qValue == 1);
  CHECK(groups[1].proteins == std::vector<std::uint32_t>{4});
  CHECK(groups[1].decoy);
  CHECK(groups[2].proteins == std::vector<std::uint32_t>{5});
  CHECK(groups[3].proteins == std::vector<std::uint32_t>{2});
  CHECK(groups[3].peptides == 0);
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

TEST_CASE("one and two threads give the same identifications") {
  const auto psms = simulate(300, 600, 4).psms;
  omp_set_num_threads(1);
  const auto one = psmsTable(assignConfidence({"a"}, psms, threeProteins(), {}), 1);
  omp_set_num_threads(2);
  CHECK(psmsTable(assignConfidence({"a"}, psms, threeProteins(), {}), 1) == one);
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
  psm.qValue = 0.01F;
  psm.posteriorError = 0.125F;
  identifications.psms = {psm, psm, psm};
  identifications.psms[1].decoy = true;
  identifications.psms[2].qValue = 0.011F;
  const auto text = psmsTable(identifications, 0.01);
  const auto lines = split(text, '\n');
  REQUIRE(lines.size() == 3);
  CHECK(split(lines[0], '\t').size() == split(lines[1], '\t').size());
  CHECK(
      lines[1] ==
      "run1\tscan=7\t61.5\t302.123\t2\tPEPMK\tPEPM(Oxidation)K\tA;B\tGENE\t20.25\t3.5\t6\t0.5\t-1.25\t1.5\t0.01\t0.004"
      "\t0.125");
}
