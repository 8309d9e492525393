#include <catch2/catch.hpp>

#include "search/Chemistry.h"
#include "vescargo/search/Mass.h"
#include "vescargo/search/peptideHash.h"

using namespace vescargo;

namespace {

std::vector<std::string> peptidesOf(const std::string& protein, std::uint32_t missed, std::uint32_t shortest = 1) {
  std::vector<PeptideSpan> spans;
  digest(protein, {Enzyme{}, missed, shortest, 40}, spans);
  std::vector<std::string> peptides;
  for (const auto& span : spans) peptides.push_back(protein.substr(span.start, span.length));
  return peptides;
}

double massOf(const std::string& peptide) { return PeptideForms({}, 0).fixedMass(peptide, {}); }

}  // namespace

TEST_CASE("trypsin cuts behind K and R but not before P") {
  CHECK(peptidesOf("AAKCCRPDDKEE", 0) == std::vector<std::string>{"AAK", "CCRPDDK", "EE"});
  CHECK(peptidesOf("AAKCCRDD", 1) == std::vector<std::string>{"AAK", "AAKCCR", "CCR", "CCRDD", "DD"});
  CHECK(peptidesOf("AAKCCRDD", 2, 5) == std::vector<std::string>{"AAKCCR", "AAKCCRDD", "CCRDD"});
  CHECK(missedCleavages("AAKCCRPDDK", Enzyme{}) == 1);
}

TEST_CASE("the initiator methionine is kept and taken off, and both are the protein's N-terminus") {
  std::vector<PeptideSpan> spans;
  digest("MAAKCCK", {Enzyme{}, 0, 3, 40}, spans);
  CHECK(spans == std::vector<PeptideSpan>{{0, 4, true, false}, {4, 3, false, true}, {1, 3, true, false}});
}

TEST_CASE("peptides with a letter without a residue mass are left out, selenocysteine is kept") {
  CHECK(peptidesOf("AAKCXKDDKEBKZZKJJKOOKUUK*GK", 0) == std::vector<std::string>{"AAK", "DDK", "UUK"});
}

TEST_CASE("peptide masses are those of the tables") {
  // Monoisotopic [M+H]+ of bradykinin, angiotensin I and Glu1-fibrinopeptide B, as calibrants are listed.
  CHECK(ionMz(massOf("RPPGFSPFR"), 1) == Approx(1060.5687).epsilon(1e-7).margin(0));
  CHECK(ionMz(massOf("DRVYIHPFHL"), 1) == Approx(1296.6848).epsilon(1e-7).margin(0));
  CHECK(ionMz(massOf("EGVNDNEEGFFSAR"), 1) == Approx(1570.6768).epsilon(1e-7).margin(0));
  CHECK(ionMz(massOf("EGVNDNEEGFFSAR"), 2) == Approx(785.8421).epsilon(1e-7).margin(0));
  CHECK(neutralMass(785.8421, 2) == Approx(1569.6696).epsilon(1e-7).margin(0));
}

TEST_CASE("a decoy is the peptide reversed but for its last residue") {
  CHECK(decoySequence("PEPTIDEK") == "EDITPEPK");
  CHECK(decoySequence("K") == "K");
}

TEST_CASE("hashes of stretches are those of their sequences, I = L") {
  const std::string protein = "MILKPEPTIDEKWWR";
  StretchHash hash;
  hash.assign(protein);
  for (std::uint32_t start = 0; start < protein.size(); ++start) {
    for (std::uint32_t length = 1; start + length <= protein.size(); ++length) {
      const auto part = protein.substr(start, length);
      CHECK(hash.target(start, length) == peptideHash(part));
      CHECK(hash.decoy(start, length) == peptideHash(decoySequence(part)));
    }
  }
  CHECK(peptideHash("AILK") == peptideHash("ALIK"));
  CHECK(peptideHash("ALK") != peptideHash("LAK"));
}
