#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "simulate/SimulatedPanels.h"
#include "vescargo/search/Mass.h"
#include "vescargo/simulate/Elution.h"
#include "vescargo/simulate/Fragments.h"
#include "vescargo/simulate/Peptides.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// Peptides of one protein, all of them kept.
std::map<std::string, SimulatedPeptide> peptidesOf(const std::string& sequence, const SimulatorOptions& options = {}) {
  StudyDesign design;
  design.proteome.push_back({{"P", "P", "", sequence}, ProteinClass::Cargo, 1e9, 0, 0});
  design.tubes.resize(2);
  design.abundances = {{1e9, 2e9}};
  design.trueChange = {0};
  std::map<std::string, SimulatedPeptide> peptides;
  for (auto& peptide : makePeptides(design, options, 0)) peptides[peptide.modifiedSequence] = peptide;
  return peptides;
}

double ionsOf(const std::map<std::string, SimulatedPeptide>& peptides, const std::string& name) {
  return peptides.at(name).ions[0];
}

double shareOf(const std::vector<Fragment>& fragments, double mass) {
  double share = 0;
  for (const Fragment& fragment : fragments) share += std::abs(fragment.neutralMass - mass) < 1e-4 ? fragment.share : 0;
  return share;
}

/// Neutral masses of the b and the y ion at a bond.
std::pair<double, double> bAndY(const std::string& sequence, std::size_t bond) {
  double b = 0;
  double y = waterMass;
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    const double mass = residueMass(sequence[i]) + (sequence[i] == 'C' ? 57.021464 : 0);
    (i < bond ? b : y) += mass;
  }
  return {b, y};
}

double bondShare(const std::string& sequence, std::size_t bond, int charge) {
  const auto peptides = peptidesOf(sequence);
  const auto fragments = fragmentsOf(peptides.at(sequence), charge);
  const auto [b, y] = bAndY(sequence, bond);
  return shareOf(fragments, b) + shareOf(fragments, y);
}

}  // namespace

TEST_CASE("masses from elements agree with those of the search") {
  for (const char letter : std::string("ADEFGHIKLMNPQRSTVWY"))
    CHECK(monoisotopicMass(residueComposition(letter)) == Approx(residueMass(letter)).epsilon(1e-8).margin(0));
  CHECK(monoisotopicMass(residueComposition('C')) == Approx(residueMass('C') + 57.021463735).epsilon(1e-8).margin(0));
  CHECK_FALSE(isResidue('X'));
  CHECK_FALSE(isResidue('*'));
  CHECK(monoisotopicMass(peptideComposition("PEPTIDE", 0)) == Approx(799.35996).epsilon(1e-7).margin(0));
  CHECK(monoisotopicMass(peptideComposition("PEPTIDEM", 1)) - monoisotopicMass(peptideComposition("PEPTIDEM", 0)) ==
        Approx(15.9949146).epsilon(1e-7).margin(0));
}

TEST_CASE("proteins are cut behind K and R, not before P; missed cleavages are the smaller part") {
  const auto peptides = peptidesOf("MLLLLLLLKAAAAAAAKPGGGGGGR");
  CHECK(peptides.contains("MLLLLLLLK"));
  CHECK(peptides.contains("AAAAAAAKPGGGGGGR"));
  CHECK_FALSE(peptides.contains("AAAAAAAK"));
  REQUIRE(peptides.contains("MLLLLLLLKAAAAAAAKPGGGGGGR"));
  const auto three = peptidesOf("LLLLLLLKAAAAAAAKGGGGGGGKTTTTTTTKVVVVVVV");
  CHECK(three.contains("LLLLLLLKAAAAAAAKGGGGGGGK"));
  CHECK_FALSE(three.contains("LLLLLLLKAAAAAAAKGGGGGGGKTTTTTTTK"));
}

TEST_CASE("acidic neighbours make a missed cleavage more likely") {
  // The same two peptides by composition and ionisation cannot be had, so the copies that give them are compared.
  SimulatorOptions options;
  const auto missedShare = [&](const std::string& sequence, const std::string& missed) {
    double cutCopies = 0;
    double missedCopies = 0;
    for (int seed = 1; seed <= 60; ++seed) {
      options.seed = seed;
      const auto peptides = peptidesOf(sequence, options);
      missedCopies += std::log(ionsOf(peptides, missed)) / 60;
      cutCopies += std::log(ionsOf(peptides, sequence.substr(0, 8))) / 60;
    }
    return missedCopies - cutCopies;
  };
  CHECK(missedShare("LLLLLLLKDAAAAAAK", "LLLLLLLKDAAAAAAK") >
        missedShare("LLLLLLLKGAAAAAAK", "LLLLLLLKGAAAAAAK") + 0.3);
}

TEST_CASE("some methionine is oxidised, and all the peptide's copies add up") {
  const auto peptides = peptidesOf("GGMLLMLLLK");
  REQUIRE(peptides.size() == 4);
  const double plain = ionsOf(peptides, "GGMLLMLLLK");
  const double once = ionsOf(peptides, "GGM(Oxidation)LLMLLLK");
  const double twice = ionsOf(peptides, "GGM(Oxidation)LLM(Oxidation)LLLK");
  CHECK(once / plain == Approx(0.06 / 0.94).epsilon(1e-9).margin(0));
  CHECK(twice / plain == Approx(std::pow(0.06 / 0.94, 2)).epsilon(1e-9).margin(0));
  CHECK(peptides.at("GGM(Oxidation)LLMLLLK").mass - peptides.at("GGMLLMLLLK").mass ==
        Approx(15.9949146).epsilon(1e-7).margin(0));
}

TEST_CASE("cysteine is carbamidomethylated and the initiator methionine goes before a small residue") {
  const auto peptides = peptidesOf("MACLLLLLK");
  CHECK(peptides.contains("AC(Carbamidomethyl)LLLLLK"));
  CHECK(peptidesOf("MLCLLLLLK").contains("MLC(Carbamidomethyl)LLLLLK"));
}

TEST_CASE("charges add up to one and rise with basic residues") {
  const auto mean = [](const SimulatedPeptide& peptide) {
    double sum = 0;
    double weighted = 0;
    for (std::size_t z = 0; z < peptide.chargeShare.size(); ++z) {
      sum += peptide.chargeShare[z];
      weighted += peptide.chargeShare[z] * static_cast<double>(z + 1);
    }
    CHECK(sum == Approx(1).epsilon(1e-12).margin(0));
    return weighted;
  };
  const double plain = mean(peptidesOf("LLLGGAALLLK").at("LLLGGAALLLK"));
  const double basic = mean(peptidesOf("LLHGGHALLLK").at("LLHGGHALLLK"));
  CHECK(plain == Approx(2).epsilon(0.1));
  CHECK(basic > plain + 0.8);
}

TEST_CASE("every peptide ionises in its own way, over more than an order of magnitude") {
  double least = 1e300;
  double most = 0;
  for (int i = 0; i < 40; ++i) {
    std::string sequence = "GASTGVLGASK";
    std::rotate(sequence.begin(), sequence.begin() + i % 10, sequence.begin() + 10);
    sequence.insert(5, std::string(1, "AGSTVLIPFD"[i / 4]));
    const double ions = ionsOf(peptidesOf(sequence), sequence);
    least = std::min(least, ions);
    most = std::max(most, ions);
  }
  CHECK(most / least > 10);
}

TEST_CASE("hydrophobic peptides elute later") {
  CHECK(hydrophobicity("LLLLFFIVK") > hydrophobicity("GASTGSAEK") + 20);
  const SimulatorOptions options;
  const auto early = peptidesOf("GASTGSAEK").at("GASTGSAEK");
  const auto late = peptidesOf("LLVGFFIVK").at("LLVGFFIVK");
  CHECK(early.rtSeconds > 0);
  CHECK(late.rtSeconds > early.rtSeconds + 150);
  CHECK(late.rtSeconds < options.runSeconds);
}

TEST_CASE("a peptide of two proteins has the ions of both") {
  StudyDesign design;
  design.tubes.resize(1);
  for (const char* name : {"A", "B"}) {
    design.proteome.push_back({{name, name, "", "PEPTIDELVAK"}, ProteinClass::Cargo, 1, 0, 0});
    design.abundances.push_back({1e8});
  }
  const auto both = makePeptides(design, {}, 0);
  design.proteome.pop_back();
  design.abundances.pop_back();
  const auto one = makePeptides(design, {}, 0);
  REQUIRE(both.size() == 1);
  CHECK(both[0].proteins == std::vector<std::size_t>{0, 1});
  CHECK(both[0].ions[0] == Approx(2 * one[0].ions[0]).epsilon(1e-12).margin(0));
}

TEST_CASE("a chromatographic peak has area one and a tail") {
  const Elution peak{100, 2.5, 3};
  double area = 0;
  double before = 0;
  double apex = 0;
  double apexAt = 0;
  for (double t = peak.begin(); t < peak.end(); t += 0.01) {
    area += 0.01 * peak.at(t);
    if (peak.at(t) > apex) {
      apex = peak.at(t);
      apexAt = t;
    }
  }
  CHECK(area == Approx(1).epsilon(1e-3));
  CHECK(peak.at(apexAt + 6) > 2 * peak.at(apexAt - 6));
  for (double t = peak.begin(); t < apexAt; t += 0.01) before += 0.01 * peak.at(t);
  CHECK(before < 0.45);
  CHECK(peak.at(peak.begin() - 1) == 0);
}

TEST_CASE("fragments are b and y ions with shares that add up to one") {
  const std::string sequence = "AGCLNSTEFVLK";
  const auto peptide = peptidesOf(sequence).begin()->second;
  const auto fragments = fragmentsOf(peptide, 2);
  double sum = 0;
  for (const Fragment& fragment : fragments) sum += fragment.share;
  CHECK(sum == Approx(1).epsilon(1e-12).margin(0));
  for (std::size_t bond = 2; bond < sequence.size(); ++bond) {
    CHECK(shareOf(fragments, bAndY(sequence, bond).first) > 0);
    CHECK(shareOf(fragments, bAndY(sequence, bond).second) > 0);
  }
  CHECK(shareOf(fragments, bAndY(sequence, 1).first) == 0);
  CHECK(shareOf(fragments, bAndY(sequence, 5).second) > shareOf(fragments, bAndY(sequence, 5).first));
}

TEST_CASE("a bond breaks more before proline and, without a mobile proton, behind aspartate") {
  CHECK(bondShare("LAGVGPLATVK", 5, 2) > 3 * bondShare("LAGVGPLATVK", 6, 2));
  CHECK(bondShare("LAGVDGLRTVR", 5, 2) > 1.5 * bondShare("LAGVDGLRTVR", 5, 3));
}

TEST_CASE("oxidised methionine loses methanesulfenic acid") {
  const auto peptides = peptidesOf("LLAMGVLLEK");
  const auto lossOf = [&](const std::string& name) {
    const SimulatedPeptide& peptide = peptides.at(name);
    const double y8 = peptide.mass - 2 * residueMass('L');
    return shareOf(fragmentsOf(peptide, 2), y8 - 63.998286);
  };
  CHECK(lossOf("LLAM(Oxidation)GVLLEK") > 0);
  CHECK(lossOf("LLAMGVLLEK") == 0);
}

TEST_CASE("precursors of three charges give doubly charged fragments, those of two do not") {
  const auto peptide = peptidesOf("LLHAMGVHLLEK").at("LLHAMGVHLLEK");
  const auto doubly = [&](int charge) {
    const auto fragments = fragmentsOf(peptide, charge);
    return std::any_of(fragments.begin(), fragments.end(), [&](const Fragment& fragment) {
      return fragment.charge == 2 && fragment.neutralMass < peptide.mass - 1;
    });
  };
  CHECK(doubly(3));
  CHECK_FALSE(doubly(2));
}
