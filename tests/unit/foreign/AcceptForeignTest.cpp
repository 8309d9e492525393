#include <catch2/catch.hpp>
#include <cmath>

#include "Made.h"
#include "base/Scratch.h"
#include "vescargo/foreign/acceptForeign.h"
#include "vescargo/search/Mass.h"

using namespace vescargo;
using namespace vescargo::test;

TEST_CASE("a precursor may be a few 13C off", "[foreign]") {
  Psm psm;
  psm.charge = 2;
  psm.calculatedMz = 500;
  psm.precursorMz = static_cast<float>(500 * (1 + 4e-6) + isotopeSpacing);
  CHECK(fitsPrecursor(psm));
  CHECK(psm.isotopeError == 2);
  CHECK(psm.precursorErrorPpm == Approx(4).epsilon(0.05).margin(0));
  psm.precursorMz = 508;
  CHECK_FALSE(fitsPrecursor(psm));
}

TEST_CASE("matches without q-values compete with the decoys that their names tell", "[foreign]") {
  std::vector<Made> matches;
  for (std::uint32_t i = 0; i < 40; ++i)
    matches.push_back(linked(i, "PEPT" + std::string(i % 20 + 1, 'A') + "K", 50.0F - static_cast<float>(i),
                             "P" + std::to_string(i % 20)));
  matches.push_back(linked(41, "EDITPEPK", 5, "rev_P3"));
  matches.push_back(linked(42, "EDITPEEK", 30.5F, "rev_P4"));
  matches.back().accessions.emplace_back("P5");  // also in a target: no decoy
  std::vector<Protein> known;
  for (int i = 0; i < 20; ++i) known.push_back({"P" + std::to_string(i), i == 3 ? "ALB" : "", "", "AAA"});
  const auto accepted = acceptForeign({resultOf(matches)}, known, {});
  const Identifications& ids = accepted.identifications;
  REQUIRE(ids.psms.size() == 42);
  CHECK(ids.psms[0].qValue == Approx(1.0 / 41));
  CHECK(ids.psms[40].decoy);
  CHECK_FALSE(ids.psms[41].decoy);
  REQUIRE(ids.proteins.front().accession == "DECOY_P3");
  CHECK(ids.psms[40].proteins == std::vector<std::uint32_t>{0});
  const auto albumin =
      std::find_if(ids.proteins.begin(), ids.proteins.end(), [](const Protein& p) { return p.accession == "P3"; });
  CHECK(albumin->gene == "ALB");
  CHECK(albumin->sequence.empty());
  CHECK(ids.groups.size() == 20);
  CHECK(accepted.warnings.empty());
  CHECK(accepted.sentences[0] == "decoys: prefix \"rev_\", 1 of 42 matches");
}

TEST_CASE("q-values of the file stay, and without decoys a warning says what is missing", "[foreign]") {
  std::vector<Made> matches{linked(1, "PEPTIDEK", 3, "P1"), linked(2, "PEPTIDEK", 2, "P1"),
                            linked(3, "EDITPEPK", 1, "P2")};
  matches[0].match.qValue = 0.001F;
  matches[1].match.qValue = 0.005F;
  matches[2].match.qValue = 0.5F;
  const auto accepted = acceptForeign({resultOf(matches)}, {}, {});
  const Identifications& ids = accepted.identifications;
  CHECK(ids.psms[1].qValue == 0.005F);
  CHECK(ids.psms[1].peptideQValue == 0.001F);
  REQUIRE(ids.groups.size() == 2);
  CHECK(ids.groups[0].qValue == 0.001F);
  CHECK(ids.groups[1].qValue == 0.5F);
  REQUIRE(accepted.warnings.size() == 1);
  CHECK(accepted.warnings[0].starts_with("the results hold no decoys"));
}

TEST_CASE("q-values of targets stay where decoys have none", "[foreign]") {
  std::vector<Made> matches;
  for (std::uint32_t i = 0; i < 20; ++i) {
    matches.push_back(
        linked(i, "PEPT" + std::string(i + 1, 'A') + "K", 50.0F - static_cast<float>(i), "P" + std::to_string(i)));
    matches.back().match.qValue = 0.001F * static_cast<float>(i + 1);
  }
  matches.push_back(linked(30, "EDITPEPK", 5, "rev_P3"));
  const auto accepted = acceptForeign({resultOf(matches)}, {}, {});
  const auto& psms = accepted.identifications.psms;
  REQUIRE(psms.size() == 21);
  CHECK(psms[4].qValue == Approx(0.005).epsilon(1e-6).margin(0));
  CHECK(psms[20].decoy);
  CHECK_FALSE(std::isnan(psms[20].qValue));
  CHECK(accepted.sentences.back().starts_with("q-values of matches by Comet"));
}

TEST_CASE("of several matches of a spectrum the best stays, and the others are told", "[foreign]") {
  std::vector<Made> matches{linked(1, "PEPTIDEK", 3, "P1"), linked(1, "EDITPEPK", 9, "P2"),
                            linked(2, "EDITPEPR", 1, "rev_P2")};
  const auto kept = [&] {
    auto accepted = acceptForeign({resultOf(matches)}, {}, {});
    REQUIRE(accepted.identifications.psms.size() == 2);
    return std::pair(accepted.identifications.psms[0].sequence, accepted.sentences[0]);
  };
  const std::string first = " (the first is PEPTIDEK at file:1)";
  CHECK(kept() == std::pair(std::string("EDITPEPK"),
                            "1 matches left out: their spectrum has a better one at the same charge, as where results "
                            "of several searches or of two peptides of a spectrum are in one file" +
                                first));
  matches[1].match.charge = 3;
  matches[1].match.precursorMz = ionMz(998, 3);
  CHECK(kept() == std::pair(std::string("EDITPEPK"),
                            "1 matches left out: their spectrum has a better one at another charge" + first));
  matches[1].match.charge = 2;
  matches[1].match.precursorMz = ionMz(998, 2);
  matches[1].match.score = 3;
  CHECK(kept() == std::pair(std::string("PEPTIDEK"),
                            std::string("1 matches left out: their spectrum has another of the same score, which "
                                        "stands before them (the first is EDITPEPK at file:1)")));
  // Scores of two engines cannot be compared, their errors can.
  matches[1].match.score = 2;
  matches[0].match.posteriorError = 0.2F;
  matches[1].match.posteriorError = 0.1F;
  CHECK(kept().first == "EDITPEPK");
  matches[0].match.qValue = 0.01F;
  matches[1].match.qValue = 0.02F;
  CHECK(kept().first == "PEPTIDEK");
}

TEST_CASE("as good peptides of a spectrum that differ in I and L alone are one, with the proteins of both",
          "[foreign]") {
  std::vector<Made> matches{linked(1, "PEPTIDEK", 3, "rev_P1"), linked(1, "PEPTLDEK", 3, "P2"),
                            linked(2, "PEPTIDEK", 2, "P3"), linked(3, "EDITPEPR", 1, "rev_P2")};
  const auto proteinsOfFirst = [&] {
    const auto accepted = acceptForeign({resultOf(matches)}, {}, {});
    const Identifications& ids = accepted.identifications;
    REQUIRE(ids.psms.size() == 3);
    CHECK(ids.psms[0].sequence == "PEPTIDEK");
    CHECK_FALSE(ids.psms[0].decoy);
    std::vector<std::string> accessions;
    for (const auto protein : ids.psms[0].proteins) accessions.push_back(ids.proteins[protein].accession);
    return std::pair(accessions, accepted.sentences[0]);
  };
  CHECK(proteinsOfFirst() ==
        std::pair(std::vector<std::string>{"P2", "P3"},
                  std::string("1 matches left out: their spectrum has the same peptide already, but for I and L, with "
                              "their proteins too (the first is PEPTLDEK at file:1)")));
  // A worse one is another peptide, unless it is the same to the letter.
  matches[1].match.score = 2;
  CHECK(proteinsOfFirst().first == std::vector<std::string>{"P3"});
  matches[1].peptide = "PEPTIDEK";
  CHECK(proteinsOfFirst().first == std::vector<std::string>{"P2", "P3"});
}

TEST_CASE("contaminants may have decoys of another mark", "[foreign]") {
  const std::vector<Made> matches{linked(1, "PEPTIDEK", 9, "P1"), linked(2, "EDITPEPK", 8, "CON__P2"),
                                  linked(3, "EDITPEPR", 3, "rev_P1"), linked(4, "EDITPEPKK", 2, "rev_P3"),
                                  linked(5, "EDITPEKP", 1, "REV__CON__P2")};
  const auto accepted = acceptForeign({resultOf(matches)}, {}, {});
  CHECK(accepted.sentences[0] == "decoys: prefix \"rev_\" and prefix \"REV__\", 3 of 5 matches");
  CHECK(accepted.identifications.psms[4].decoy);
  CHECK(accepted.identifications.proteins.front().accession == "CON__P2");
  CHECK(accepted.identifications.proteins[1].accession == "DECOY_CON__P2");
}

TEST_CASE("matches that cannot be trusted are refused", "[foreign]") {
  std::vector<Made> matches{linked(1, "PEPTIDEK", 3, "P1"), linked(2, "EDITPEPK", 9, "P2"),
                            linked(3, "EDITPEPR", 1, "rev_P2")};
  CHECK(errorOf([] { acceptForeign({resultOf({})}, {}, {}); }).starts_with("4|file: holds no match"));
  ForeignResult other = resultOf({linked(4, "AAAAK", 1, "P1")}, "Sage", "score");
  other.path = "b";
  CHECK(errorOf([&] {
          acceptForeign({resultOf(matches), other}, {}, {});
        }) == "11|b: holds score of Sage, but file expect of Comet; give the results of one engine for all runs");
  auto targets = matches;
  targets.pop_back();
  CHECK(errorOf([&] {
          acceptForeign({resultOf(targets)}, {}, {});
        }).starts_with("3|file: has neither q-values, posterior errors nor decoys"));
  auto heavy = matches;
  heavy[0].mass = 1038;
  const auto accepted = acceptForeign({resultOf(heavy)}, {}, {});
  CHECK(accepted.identifications.psms.size() == 2);
  CHECK(accepted.warnings[0].starts_with("1 of 3 matches are left out"));
  heavy[1].mass = 1038;
  CHECK(errorOf([&] { acceptForeign({resultOf(heavy)}, {}, {}); }).find("2 of 3 matches do not have the mass") !=
        std::string::npos);
}

TEST_CASE("without decoys q-values come from posterior errors", "[foreign]") {
  std::vector<Made> matches{linked(1, "PEPTIDEK", 0.99F, "P1"), linked(2, "EDITPEPK", 0.97F, "P2"),
                            linked(3, "AAAAK", 0.4F, "P3")};
  matches[0].match.posteriorError = 0.01F;
  matches[1].match.posteriorError = 0.03F;
  matches[2].match.posteriorError = 0.6F;
  const auto accepted = acceptForeign({resultOf(matches)}, {}, {});
  const auto& psms = accepted.identifications.psms;
  CHECK(psms[0].qValue == Approx(0.01).epsilon(1e-5).margin(0));
  CHECK(psms[1].qValue == Approx(0.02).epsilon(1e-5).margin(0));
  CHECK(psms[2].qValue == Approx(0.64 / 3).epsilon(1e-5).margin(0));
  CHECK(accepted.sentences.back().starts_with("q-values of matches by the mean of their posterior errors"));
}

TEST_CASE("a FASTA file without the proteins of the matches is not the one that was searched", "[foreign]") {
  const std::vector<Made> matches{linked(1, "PEPTIDEK", 3, "P1"), linked(2, "EDITPEPK", 9, "P2"),
                                  linked(3, "EDITPEPKK", 9, "P2"), linked(4, "EDITPEPR", 1, "rev_P2")};
  CHECK(errorOf([&] {
          acceptForeign({resultOf(matches)}, {{"P9", "", "", "AAA"}}, {});
        }) == "11|-fasta: has no protein of the 3 matches of -ids, e.g. \"P1\"; give the sequences that were searched");
  const auto few = acceptForeign({resultOf(matches)}, {{"P1", "", "", "AAA"}}, {});
  REQUIRE(few.warnings.size() == 1);
  CHECK(few.warnings[0].starts_with("-fasta has the proteins of 1 of 3 matches only (it lacks e.g. \"P2\")"));
  CHECK(acceptForeign({resultOf(matches)}, {{"P2", "", "", "AAA"}}, {}).warnings.empty());
}

TEST_CASE("a peptide has the proteins of all its matches, and is a target where one is", "[foreign]") {
  std::vector<Made> matches{linked(1, "PEPTIDEK", 3, "rev_P1"), linked(2, "PEPTIDEK", 2, "P2"),
                            linked(3, "EDITPEPK", 1, "rev_P3")};
  const auto accepted = acceptForeign({resultOf(matches)}, {}, {});
  const auto& psms = accepted.identifications.psms;
  CHECK_FALSE(psms[0].decoy);
  CHECK(psms[0].proteins == psms[1].proteins);
  CHECK(psms[0].proteins.size() == 1);
  CHECK(psms[2].decoy);
}

TEST_CASE("a protein that the file marks as a decoy is one, whatever it is called", "[foreign]") {
  std::vector<Made> matches{linked(1, "PEPTIDEK", 3, "P1"), linked(2, "EDITPEPK", 1, "zz|P3")};
  matches[0].accessions.emplace_back("zz|P3");
  ForeignResult result = resultOf(matches);
  result.decoys = {result.matches[1].proteins[0]};
  const auto accepted = acceptForeign({result}, {}, {});
  const Identifications& ids = accepted.identifications;
  REQUIRE(ids.proteins.size() == 2);
  CHECK(ids.proteins[0].accession == "DECOY_zz|P3");
  CHECK(ids.psms[0].proteins == std::vector<std::uint32_t>{1});
  CHECK(ids.psms[1].decoy);
}

TEST_CASE("of as good peptides that differ in I and L alone the target's spelling stays", "[foreign]") {
  const std::vector<Made> matches{linked(1, "PEPTIDEK", 3, "rev_P1"), linked(1, "PEPTLDEK", 3, "P2"),
                                  linked(2, "EDITPEPR", 1, "rev_P2")};
  const auto accepted = acceptForeign({resultOf(matches)}, {}, {});
  REQUIRE(accepted.identifications.psms.size() == 2);
  CHECK(accepted.identifications.psms[0].sequence == "PEPTLDEK");
  CHECK_FALSE(accepted.identifications.psms[0].decoy);
}

TEST_CASE("a name with ',' is several where the sequences that were searched have its parts, else it is told",
          "[foreign]") {
  const std::vector<Made> matches{linked(1, "PEPTIDEK", 3, "ENSP1.2,ENSP2.2"),
                                  linked(2, "EDITPEPR", 1, "DECOY_ENSP1.2")};
  const auto told = acceptForeign({resultOf(matches)}, {}, {});
  CHECK(told.identifications.proteins.size() == 2);
  REQUIRE(told.warnings.size() == 1);
  CHECK(told.warnings[0].starts_with("1 names of proteins have a ',' (e.g. \"ENSP1.2,ENSP2.2\"), and each is taken"));
  const auto parted = acceptForeign({resultOf(matches)}, {{"ENSP1.2", "", "", "AAA"}, {"ENSP2.2", "", "", "AAA"}}, {});
  CHECK(parted.identifications.proteins.size() == 3);
  CHECK(parted.warnings.empty());
  const auto one = acceptForeign({resultOf(matches)}, {{"ENSP1.2,ENSP2.2", "", "", "AAA"}}, {});
  CHECK(one.identifications.proteins.size() == 2);
  CHECK(one.warnings.empty());
}

TEST_CASE("a mass that is another's names a match that has it", "[foreign]") {
  std::vector<Made> matches{linked(1, "PEPTIDEK", 3, "P1"), linked(2, "EDITPEPK", 9, "P2"),
                            linked(3, "EDITPEPR", 1, "rev_P2")};
  matches[1].mass = matches[2].mass = 1038;
  CHECK(errorOf([&] { acceptForeign({resultOf(matches)}, {}, {}); }) ==
        "11|file:2: 2 of 3 matches do not have the mass of their precursor (the first is EDITPEPK); give the runs that "
        "were searched, and results that write all modifications, e.g. pepXML");
}

TEST_CASE("results of decoys alone are refused", "[foreign]") {
  CHECK(
      errorOf([] {
        acceptForeign({resultOf({linked(1, "PEPTIDEK", 3, "DECOY_P1"), linked(2, "EDITPEPK", 1, "DECOY_P2")})}, {}, {});
      }) == "4|file: holds decoys only (2 matches); give the matches of targets too");
}
