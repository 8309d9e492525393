#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "base/Scratch.h"
#include "simulate/SimulatedPanels.h"
#include "vescargo/simulate/Proteome.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

std::map<std::string, SimulatedProtein> byGene(const std::vector<SimulatedProtein>& proteome) {
  std::map<std::string, SimulatedProtein> proteins;
  for (const SimulatedProtein& protein : proteome) proteins[protein.protein.gene] = protein;
  return proteins;
}

int countOf(const std::vector<SimulatedProtein>& proteome, ProteinClass kind) {
  int count = 0;
  for (const SimulatedProtein& protein : proteome) count += protein.kind == kind ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("the synthetic proteome has accessions and genes of the panels and says that it is synthetic") {
  SimulatorOptions options;
  options.absentProteins = 7;
  options.unlistedProteins = 3;
  const auto proteome = makeProteome(smallPanels(), options);
  CHECK(countOf(proteome, ProteinClass::Absent) == 7);
  CHECK(countOf(proteome, ProteinClass::Unlisted) == 3);
  CHECK(proteome.size() == 90 + 7 + 3);

  const Scratch scratch;
  const auto listed = readFastas({scratch.file("p.fasta", fastaText(proteome))}).proteins;
  CHECK(listed.size() == 90 + 7);
  std::set<std::string> genes;
  for (const Protein& protein : listed) {
    genes.insert(protein.gene);
    CHECK(protein.description.find("Synthetic sequence") != std::string::npos);
    CHECK(protein.sequence == byGene(proteome).at(protein.gene).protein.sequence);
  }
  CHECK(genes.contains("P10"));
  CHECK(fastaText(proteome).find(">sp|ACCP10|P10_SYNTH ") != std::string::npos);
}

TEST_CASE("random sequences have human amino-acid composition") {
  std::map<char, double> seen;
  double total = 0;
  SimulatorOptions options;
  options.absentProteins = 400;
  for (const SimulatedProtein& protein : makeProteome(smallPanels(), options)) {
    CHECK(protein.protein.sequence.front() == 'M');
    for (const char letter : protein.protein.sequence) ++seen[letter];
    total += static_cast<double>(protein.protein.sequence.size());
  }
  CHECK(seen.size() == 20);
  CHECK(seen['L'] / total == Approx(0.100).epsilon(0.03));
  CHECK(seen['K'] / total == Approx(0.057).epsilon(0.03));
  CHECK(seen['W'] / total == Approx(0.012).epsilon(0.06));
}

TEST_CASE("panels say what a protein is and where it comes from; the narrower panel decides") {
  const std::vector<MarkerPanel> panels{
      panelOf("platelet_core", {"ITGA2B"}),  panelOf("platelet_membrane", {"ITGA2B", "CD9", "FLNA"}),
      panelOf("platelet_classic", {"FLNA"}), panelOf("ev_positive", {"CD81", "CD9"}),
      panelOf("soluble_plasma", {"ALB"}),    panelOf("lipoprotein", {"APOB"}),
      panelOf("erythrocyte_core", {"HBB"}),  panelOf("keratin", {"KRT1"})};
  const auto proteins = byGene(makeProteome(panels, {}));
  CHECK(proteins.at("ITGA2B").kind == ProteinClass::Platelet);
  CHECK(proteins.at("ITGA2B").fromPlatelets > 0);
  CHECK(proteins.at("ITGA2B").fromVesicles == 0);
  CHECK(proteins.at("CD9").kind == ProteinClass::Shared);
  CHECK(proteins.at("CD9").fromPlatelets > 0);
  CHECK(proteins.at("CD9").fromVesicles > 0);
  CHECK(proteins.at("FLNA").kind == ProteinClass::Shared);
  CHECK(proteins.at("CD81").kind == ProteinClass::Cargo);
  CHECK(proteins.at("ALB").kind == ProteinClass::SolublePlasma);
  CHECK(proteins.at("APOB").kind == ProteinClass::Lipoprotein);
  CHECK(proteins.at("HBB").kind == ProteinClass::Erythrocyte);
  CHECK(proteins.at("KRT1").kind == ProteinClass::Keratin);
  CHECK(proteins.at("KRT1").fromElsewhere > 0);
}

TEST_CASE("a protein is the same whatever else is on the panels, and another with another seed") {
  SimulatorOptions options;
  const auto sequence = [&] { return byGene(makeProteome(smallPanels(), options)).at("C7").protein.sequence; };
  const std::string first = sequence();
  CHECK(byGene(makeProteome({panelOf("ev_positive", {"C7"})}, options)).at("C7").protein.sequence == first);
  options.seed = 2;
  CHECK(sequence() != first);
}

TEST_CASE("a given FASTA keeps its sequences: markers by accession or gene, some others as cargo, the rest absent") {
  std::vector<Protein> fasta{{"ACCP1", "", "", "MAAK"}, {"Q00000", "S2", "", "MCCK"}};
  for (int i = 0; i < 250; ++i) fasta.push_back({"X" + std::to_string(i), "", "", "MPEPTIDEK"});
  SimulatorOptions options;
  options.unlistedProteins = 4;
  const auto proteome = adoptProteome(fasta, smallPanels(), options);
  REQUIRE(proteome.size() == 256);
  CHECK(proteome[0].kind == ProteinClass::Platelet);
  CHECK(proteome[0].protein.sequence == "MAAK");
  CHECK(proteome[1].kind == ProteinClass::SolublePlasma);
  CHECK(countOf(proteome, ProteinClass::Cargo) == 200);
  CHECK(countOf(proteome, ProteinClass::Absent) == 50);
  CHECK(countOf(proteome, ProteinClass::Unlisted) == 4);
}
