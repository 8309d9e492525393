#include <catch2/catch.hpp>
#include <set>

#include "search/Chemistry.h"
#include "vescargo/search/Mass.h"
#include "vescargo/search/decoyOrder.h"
#include "vescargo/search/digest.h"
#include "vescargo/search/peptideHash.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

std::vector<std::string> peptidesOf(const std::string& protein, std::uint32_t missed, std::uint32_t shortest = 1) {
  std::vector<PeptideSpan> spans;
  digest(protein, {CutRule::behind("KR", "P"), Specificity::Full, missed, shortest, 40}, spans);
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
  CHECK(missedCleavages("AAKCCRPDDK", Enzyme{}.rule) == 1);
}

TEST_CASE("the initiator methionine is kept and taken off, and both are the protein's N-terminus") {
  std::vector<PeptideSpan> spans;
  digest("MAAKCCK", {CutRule::behind("KR", "P"), Specificity::Full, 0, 3, 40}, spans);
  CHECK(spans == std::vector<PeptideSpan>{{0, 4, true, false}, {4, 3, false, true}, {1, 3, true, false}});
}

TEST_CASE("semi-specific peptides have one end at a cut, and each stands once") {
  // Cuts: AAAK|CCR|DD.
  std::vector<PeptideSpan> spans;
  const std::string protein = "AAAKCCRDD";
  digest(protein, {CutRule::behind("KR", "P"), Specificity::Semi, 0, 2, 4}, spans);
  std::multiset<std::string> peptides;
  for (const auto& span : spans) peptides.insert(protein.substr(span.start, span.length));
  CHECK(peptides == std::multiset<std::string>{"AA", "AAA", "AAAK", "AAK", "AK", "CC", "CCR", "CR", "DD"});
  digest(protein, {CutRule::behind("KR", "P"), Specificity::Semi, 1, 4, 4}, spans);
  peptides.clear();
  for (const auto& span : spans) peptides.insert(protein.substr(span.start, span.length));
  CHECK(peptides == std::multiset<std::string>{"AAAK", "CCRD", "KCCR", "CRDD"});
}

TEST_CASE("without specificity every stretch is a peptide, and one behind the first methionine begins the protein") {
  std::vector<PeptideSpan> spans;
  digest("MACD", {CutRule::behind("KR", "P"), Specificity::None, 0, 2, 3}, spans);
  CHECK(spans ==
        std::vector<PeptideSpan>{
            {0, 2, true, false}, {0, 3, true, false}, {1, 2, true, false}, {1, 3, true, true}, {2, 2, false, true}});
  Chemistry everywhere;
  everywhere.enzyme.rule = CutRule::tabulate([](char, char, char) { return true; });
  CHECK(digestRules(everywhere, {}).specificity == Specificity::None);
}

TEST_CASE("a semi-specific digest agrees with a plain count on random proteins") {
  Dice dice(5);
  const CutRule rule = CutRule::behind("KR", "P");
  for (int trial = 0; trial < 50; ++trial) {
    const std::string protein = (trial % 2 == 0 ? "M" : "") + randomSequence(dice, 60);
    std::set<std::pair<std::uint32_t, std::uint32_t>> expected;
    for (std::uint32_t start = 0; start < protein.size(); ++start) {
      for (std::uint32_t end = start + 3; end <= std::min<std::size_t>(start + 20, protein.size()); ++end) {
        const auto cutAt = [&](std::uint32_t i) {
          return i == 0 || i == protein.size() || rule.cuts('A', protein[i - 1], protein[i]);
        };
        int missed = 0;
        for (std::uint32_t i = start + 1; i < end; ++i) missed += cutAt(i) ? 1 : 0;
        const bool starts = cutAt(start) || (start == 1 && protein[0] == 'M');
        if (missed <= 1 && (starts || cutAt(end))) expected.emplace(start, end - start);
      }
    }
    std::vector<PeptideSpan> spans;
    digest(protein, {rule, Specificity::Semi, 1, 3, 20}, spans);
    std::set<std::pair<std::uint32_t, std::uint32_t>> found;
    for (const auto& span : spans) found.emplace(span.start, span.length);
    CHECK(found.size() == spans.size());
    CHECK(found == expected);
  }
}

TEST_CASE("rules may look one residue back and cut before a residue") {
  const CutRule proline = CutRule::tabulate(
      [](char previous, char letter, char next) { return letter == 'P' && previous == 'H' && next != 'P'; });
  CHECK(missedCleavages("AHPAAPAHPP", proline) == 1);
  const CutRule aspN = CutRule::tabulate([](char, char, char next) { return next == 'D'; });
  CHECK(aspN.looksBehindOnly());
  CHECK_FALSE(aspN.cutsEverywhere());
  CHECK_FALSE(CutRule::behind("KR", "P").looksBehindOnly());
  std::vector<PeptideSpan> spans;
  digest("AADCCDEE", {aspN, Specificity::Full, 0, 2, 9}, spans);
  CHECK(spans == std::vector<PeptideSpan>{{0, 2, true, false}, {2, 3, false, false}, {5, 3, false, true}});
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
  CHECK(decoySequence("PEPTIDEK", {}) == "EDITPEPK");
  CHECK(decoySequence("K", {}) == "K");
  CHECK(decoySequence("DPEPTIEK", {DecoyMethod::Reversed, true}) == "DEITPEPK");
  const std::string shuffled = decoySequence("PEPTIDESAREK", {DecoyMethod::Shuffled, false});
  CHECK(shuffled != "PEPTIDESAREK");
  CHECK(shuffled != decoySequence("PEPTIDESAREK", {}));
  CHECK(shuffled == decoySequence("PEPTIDESAREK", {DecoyMethod::Shuffled, false}));
  CHECK(shuffled.back() == 'K');
  CHECK(std::is_permutation(shuffled.begin(), shuffled.end(), std::string("PEPTIDESAREK").begin()));
}

TEST_CASE("hashes of stretches are those of their sequences, I = L") {
  const std::string protein = "MILKPEPTIDEKWWR";
  StretchHash hash;
  hash.assign(protein);
  for (std::uint32_t start = 0; start < protein.size(); ++start) {
    for (std::uint32_t length = 1; start + length <= protein.size(); ++length) {
      const auto part = protein.substr(start, length);
      CHECK(hash.of(start, length) == peptideHash(part));
      CHECK(peptideHash(part, decoyOrder(part, {})) == peptideHash(decoySequence(part, {})));
    }
  }
  CHECK(peptideHash("AILK") == peptideHash("ALIK"));
  CHECK(peptideHash("ALK") != peptideHash("LAK"));
}
