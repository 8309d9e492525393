#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "base/Scratch.h"
#include "simulate/SimulatedPanels.h"
#include "vescargo/base/Error.h"
#include "vescargo/simulate/StudyDesign.h"
#include "vescargo/simulate/truthTables.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// 300 proteins of vesicles, some on panels of red cells and skin too, and markers of each contaminant.
std::vector<MarkerPanel> contaminantPanels() {
  return {panelOf("ev_positive", geneNames('C', 300)),
          panelOf("platelet_core", {"P1", "P2", "P3", "P4", "P5", "GP1BA", "PF4", "PPBP", "GP5", "GP6"}),
          panelOf("erythrocyte_core", geneNames('E', 10)), panelOf("erythrocyte_classic", {"C1"}),
          panelOf("keratin", {"K1", "K2", "K3", "C2"})};
}

StudyDesign designOf(const SimulatorOptions& options) {
  return designStudy(makeProteome(contaminantPanels(), options), options);
}

/// Both contaminants, and nothing else that moves a protein but 0.15 log2 of its own.
SimulatorOptions dirty(int subjects) {
  SimulatorOptions options;
  options.subjects = subjects;
  options.absentProteins = options.unlistedProteins = 0;
  options.changedShare = options.subjectSpread = options.batchSpread = 0;
  options.erythrocyteContamination = 0.06;
  options.keratinContamination = 0.03;
  return options;
}

struct Moments {
  double mean = 0, deviation = 0;
};

Moments momentsOf(const std::vector<double>& values) {
  Moments moments;
  for (const double value : values) moments.mean += value / static_cast<double>(values.size());
  for (const double value : values) moments.deviation += std::pow(value - moments.mean, 2);
  moments.deviation = std::sqrt(moments.deviation / static_cast<double>(values.size() - 1));
  return moments;
}

const SimulatedProtein& named(const StudyDesign& design, const std::string& gene) {
  for (const SimulatedProtein& protein : design.proteome)
    if (protein.protein.gene == gene) return protein;
  throw std::runtime_error("no " + gene);
}

std::size_t indexOf(const StudyDesign& design, const std::string& gene) {
  return static_cast<std::size_t>(&named(design, gene) - design.proteome.data());
}

/// log2 of a protein in each tube, without what moves all proteins.
std::vector<double> levels(const StudyDesign& design, const std::string& gene) {
  std::vector<double> found;
  for (std::size_t tube = 0; tube < design.tubes.size(); ++tube)
    found.push_back(std::log2(design.abundances[indexOf(design, gene)][tube] /
                              (design.tubes[tube].loading * design.tubes[tube].injection)));
  return found;
}

/// SD of the difference of two proteins over the tubes.
double apart(const StudyDesign& design, const std::string& one, const std::string& another) {
  auto difference = levels(design, one);
  const auto other = levels(design, another);
  for (std::size_t i = 0; i < difference.size(); ++i) difference[i] -= other[i];
  return momentsOf(difference).deviation;
}

}  // namespace

TEST_CASE("red cells and skin have the median, spread and rise that were asked for, and platelets do not notice") {
  SimulatorOptions options = dirty(200);
  options.erythrocyteSpread = 0;
  options.keratinSpread = 2;
  options.keratinRise = 1.5;
  const StudyDesign design = designOf(options);
  options.erythrocyteContamination = options.keratinContamination = options.keratinRise = 0;
  const StudyDesign off = designOf(options);
  std::vector<double> skin, rises;
  int spills = 0;
  for (std::size_t i = 0; i < design.tubes.size(); ++i) {
    const SimulatedTube& tube = design.tubes[i];
    const double fold = tube.redCellContamination / 0.06;
    CHECK((fold == Approx(1).epsilon(1e-9) || fold == Approx(8).epsilon(1e-9)));
    spills += fold > 4 ? 1 : 0;
    CHECK(tube.redCells == Approx(tube.redCellContamination / 0.03).epsilon(1e-12));
    CHECK(tube.skin == Approx(tube.keratinContamination / 0.03).epsilon(1e-12));
    CHECK(tube.plateletContamination == off.tubes[i].plateletContamination);
    CHECK(tube.loading == off.tubes[i].loading);
    CHECK(off.tubes[i].redCellContamination == 0);
    skin.push_back(std::log2(tube.keratinContamination) - (i % 2 == 1 ? 1.5 : 0));
    if (i % 2 == 1) rises.push_back(std::log2(tube.keratinContamination / design.tubes[i - 1].keratinContamination));
  }
  CHECK(spills > 25);
  CHECK(spills < 80);
  // A spill of 3 in one of eight adds 0.375 to the mean, and 0.98 to the variance.
  CHECK(momentsOf(skin).mean == Approx(std::log2(0.03) + 0.375).margin(0.4));
  CHECK(momentsOf(skin).deviation == Approx(std::sqrt(4.98)).epsilon(0.1));
  CHECK(momentsOf(rises).mean == Approx(1.5).margin(3 * momentsOf(rises).deviation / std::sqrt(200)));
}

TEST_CASE("red-cell and skin proteins follow their material; some vesicle proteins are of both") {
  const StudyDesign design = designOf(dirty(20));
  for (const SimulatedTube& tube : design.tubes) CHECK(tube.redCells != tube.skin);
  int ofRedCells = 0, ofSkin = 0;
  for (std::size_t i = 0; i < design.proteome.size(); ++i) {
    const SimulatedProtein& protein = design.proteome[i];
    if (protein.fromVesicles == 0) CHECK(protein.fromRedCells + protein.fromSkin == 0);
    ofRedCells += protein.fromRedCells > 0 ? 1 : 0;
    ofSkin += protein.fromSkin > 0 ? 1 : 0;
    for (std::size_t t = 0; t < design.tubes.size(); ++t) {
      const SimulatedTube& tube = design.tubes[t];
      const double expected =
          protein.kind == ProteinClass::Erythrocyte ? protein.fromElsewhere * tube.redCells
          : protein.kind == ProteinClass::Keratin   ? protein.fromElsewhere * tube.skin
          : protein.kind == ProteinClass::Cargo
              ? protein.fromVesicles + protein.fromRedCells * tube.redCells + protein.fromSkin * tube.skin
              : 0;
      if (expected > 0) CHECK(std::abs(std::log2(design.abundances[i][t] / (expected * tube.loading))) < 5 * 0.15);
    }
  }
  CHECK(named(design, "C1").fromRedCells > 0);
  CHECK(named(design, "C2").fromSkin > 0);
  CHECK(ofRedCells > 25);
  CHECK(ofRedCells < 70);
  CHECK(ofSkin > 5);
  CHECK(ofSkin < 30);
}

TEST_CASE("without red cells and skin no vesicle protein is of both") {
  SimulatorOptions options = dirty(3);
  options.erythrocyteContamination = options.keratinContamination = 0;
  for (const SimulatedProtein& protein : designOf(options).proteome)
    CHECK(protein.fromRedCells + protein.fromSkin == 0);
}

TEST_CASE("shed platelet proteins have a level of their own, released ones one together, the known ones first") {
  SimulatorOptions options = dirty(100);
  options.shedShare = 0.5;
  const StudyDesign design = designOf(options);
  CHECK(named(design, "GP1BA").fate == PlateletFate::Shed);
  CHECK(named(design, "GP6").fate == PlateletFate::Shed);
  CHECK(named(design, "PF4").fate == PlateletFate::Released);
  CHECK(named(design, "PPBP").fate == PlateletFate::Released);
  CHECK(named(design, "P1").fate == PlateletFate::Stays);
  const double own = 0.15 * std::sqrt(2);
  CHECK(apart(design, "P1", "P2") == Approx(own).epsilon(0.15));
  CHECK(apart(design, "PF4", "PPBP") == Approx(own).epsilon(0.15));
  CHECK(apart(design, "GP1BA", "GP5") == Approx(std::sqrt(2 * (0.49 + 0.0225))).epsilon(0.15));
  CHECK(momentsOf(levels(design, "GP1BA")).deviation == Approx(std::sqrt(0.49 + 0.0225)).epsilon(0.15));
  CHECK(momentsOf(levels(design, "PF4")).deviation == Approx(std::sqrt(0.49 + 0.0225)).epsilon(0.15));

  options.shedShare = 0.2;
  const StudyDesign two = designOf(options);
  CHECK(named(two, "PF4").fate == PlateletFate::Released);
  CHECK(named(two, "PPBP").fate == PlateletFate::Stays);
  options.shedShare = 1;
  for (const SimulatedProtein& protein : designOf(options).proteome)
    CHECK((protein.fate == PlateletFate::Stays) == (protein.kind != ProteinClass::Platelet));
}

TEST_CASE("an error of injection moves all proteins of a run alike, as wide as asked, in studies and mixtures") {
  SimulatorOptions options = dirty(200);
  const StudyDesign none = designOf(options);
  options.injectionSpread = 0.6;
  const StudyDesign design = designOf(options);
  std::vector<double> injected;
  for (std::size_t t = 0; t < design.tubes.size(); ++t) {
    injected.push_back(std::log2(design.tubes[t].injection));
    CHECK(none.tubes[t].injection == 1);
    for (std::size_t i = 0; i < design.proteome.size(); i += 20)
      CHECK(design.abundances[i][t] == Approx(none.abundances[i][t] * design.tubes[t].injection).epsilon(1e-12));
  }
  CHECK(momentsOf(injected).deviation == Approx(0.6).epsilon(0.1));
  CHECK(std::abs(momentsOf(injected).mean) < 0.1);

  options.subjects = 2;
  auto proteome = makeProteome(contaminantPanels(), options);
  addForeign(proteome, foreignProteins(9), options);
  const StudyDesign mixture = designMixture(std::move(proteome), options);
  CHECK(mixture.abundances[0][0] / mixture.tubes[0].injection ==
        Approx(mixture.abundances[0][2] / mixture.tubes[2].injection).epsilon(1e-12));
  CHECK(mixture.tubes[0].injection != mixture.tubes[2].injection);
}

TEST_CASE("what is not there cannot rise") {
  SimulatorOptions options = dirty(1);
  options.erythrocyteContamination = 0;
  options.erythrocyteRise = 1;
  CHECK_THROWS_WITH(designOf(options), Catch::Contains("-erythrocyte_rise") && Catch::Contains("_contamination too"));
  options = dirty(1);
  options.keratinContamination = 0;
  options.keratinRise = 1;
  CHECK_THROWS_WITH(designOf(options), Catch::Contains("-keratin_rise"));
}

TEST_CASE("the truth names origins, fates and the material of each tube, where there is more than platelets") {
  SimulatorOptions options = dirty(1);
  options.shedShare = 0.1;
  options.injectionSpread = 0.5;
  const StudyDesign design = designOf(options);
  const Scratch scratch;
  const TsvFile proteins = readTsv(scratch.file("proteins.tsv", proteinTruth(design)));
  std::map<std::string, std::vector<std::string>> byGene;
  for (const TsvFile::Row& row : proteins.rows) {
    std::vector<std::string>& cells = byGene[std::string(row.cells[proteins.requiredColumn("gene")])];
    for (const char* name : {"origins", "platelet_share", "red_cell_share", "skin_share", "platelet_fate"})
      cells.emplace_back(row.cells[proteins.requiredColumn(name)]);
  }
  CHECK(byGene.at("E1") == std::vector<std::string>{"red_cells", "0", "1", "0", "NA"});
  CHECK(byGene.at("K1") == std::vector<std::string>{"skin", "0", "0", "1", "NA"});
  CHECK(byGene.at("P1") == std::vector<std::string>{"platelets", "1", "0", "0", "stays"});
  CHECK(byGene.at("GP1BA") == std::vector<std::string>{"platelets", "1", "0", "0", "shed"});
  CHECK(byGene.at("C1")[0].starts_with("vesicles;red_cells"));
  const SimulatedProtein& both = named(design, "C1");
  CHECK(std::stod(byGene.at("C1")[2]) == Approx(both.fromRedCells / both.amount()).margin(6e-5));

  const TsvFile samples = readTsv(scratch.file("samples.tsv", sampleTruth(design)));
  for (std::size_t i = 0; i < design.tubes.size(); ++i) {
    const auto cell = [&](const char* name) {
      return std::stod(std::string(samples.rows[i].cells[samples.requiredColumn(name)]));
    };
    CHECK(cell("red_cell_contamination") == Approx(design.tubes[i].redCellContamination).epsilon(1e-5));
    CHECK(cell("keratin_contamination") == Approx(design.tubes[i].keratinContamination).epsilon(1e-5));
    CHECK(cell("red_cells") == Approx(design.tubes[i].redCells).epsilon(1e-5));
    CHECK(cell("released") == Approx(design.tubes[i].released).epsilon(1e-5));
    CHECK(cell("injection") == Approx(design.tubes[i].injection).epsilon(1e-5));
  }
  CHECK(proteinTruth(designOf(SimulatorOptions{})).find("origins") == std::string::npos);
  CHECK(sampleTruth(designOf(SimulatorOptions{})).find("injection") == std::string::npos);
}
