#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "base/Scratch.h"
#include "base/source.h"
#include "vescargo/purity/MarkerPanel.h"

using namespace vescargo;

namespace {

const std::string folder = vescargo::test::inSource("params/panels");

std::set<std::string> usedGenes(const std::vector<MarkerPanel>& panels, std::string_view name) {
  const MarkerPanel* panel = findPanel(panels, name);
  INFO(name);
  REQUIRE(panel != nullptr);
  std::set<std::string> genes;
  for (const Marker& marker : panel->markers) {
    if (marker.use) genes.insert(marker.gene);
  }
  return genes;
}

}  // namespace

TEST_CASE("every panel file says what it is, from when and from where, and is called by its name") {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    INFO(entry.path());
    const MarkerPanel panel = readPanel(entry.path());
    CHECK(panel.name == entry.path().stem());
    CHECK_FALSE(panel.title.empty());
    CHECK_FALSE(panel.version.empty());
    CHECK(panel.date.size() == 10);
    CHECK_FALSE(panel.reference.empty());
    CHECK_FALSE(panel.description.empty());
    for (const Marker& marker : panel.markers) {
      INFO(marker.gene);
      CHECK_FALSE(marker.accession.empty());
      CHECK_FALSE(marker.role.empty());
      CHECK_FALSE(marker.citation.empty());
      CHECK((marker.use || !marker.reason.empty()));
    }
  }
}

TEST_CASE("the panels that scores are made of are there") {
  const auto panels = readPanels(folder);
  for (const auto name : {panelNames::plateletCore, panelNames::plateletMembrane, panelNames::plateletGranule,
                          panelNames::plateletCytosol, panelNames::classicPlatelet, panelNames::classicErythrocyte,
                          panelNames::classicCoagulation, panelNames::evPositive}) {
    INFO(name);
    CHECK(findPanel(panels, name) != nullptr);
  }
  std::set<std::string> core;
  for (const Marker& marker : findPanel(panels, panelNames::plateletCore)->markers) core.insert(marker.gene);
  CHECK(core == std::set<std::string>{"ITGA2B", "ITGB3", "GP1BA", "GP1BB", "GP9", "GP5", "GP6", "SELP", "CLEC1B",
                                      "TREML1", "PF4", "PPBP", "MMRN1", "TUBB1"});
}

TEST_CASE("plasma gelsolin is in no score and no index") {
  for (const MarkerPanel& panel : readPanels(folder)) {
    if (!panel.name.starts_with("platelet_")) continue;
    for (const Marker& marker : panel.markers) CHECK_FALSE((marker.gene == "GSN" && marker.use));
  }
}

TEST_CASE("a gene and an accession stand once in a panel") {
  for (const MarkerPanel& panel : readPanels(folder)) {
    std::set<std::string> genes, accessions;
    for (const Marker& marker : panel.markers) {
      INFO(panel.name << " " << marker.gene << " " << marker.accession);
      CHECK(genes.insert(marker.gene).second);
      CHECK(accessions.insert(marker.accession).second);
    }
  }
}

TEST_CASE("the other classic panels are the published ones: thirty red-cell proteins, fibrinogen alone for clotting") {
  const auto panels = readPanels(folder);
  CHECK(usedGenes(panels, panelNames::classicErythrocyte).size() == 30);
  CHECK(usedGenes(panels, panelNames::classicCoagulation) == std::set<std::string>{"FGA", "FGB", "FGG"});
}

TEST_CASE("a vesicle protein of the reference is no used platelet marker") {
  const auto panels = readPanels(folder);
  std::set<std::string> platelet;
  for (const auto name : {panelNames::plateletCore, panelNames::plateletMembrane, panelNames::plateletGranule,
                          panelNames::plateletCytosol})
    platelet.merge(usedGenes(panels, name));
  const MarkerPanel* vesicle = findPanel(panels, panelNames::evPositive);
  REQUIRE(vesicle != nullptr);
  std::size_t reference = 0;
  for (const Marker& marker : vesicle->markers) {
    if (marker.role.find("platelet-high") != std::string::npos) continue;
    INFO(marker.gene);
    CHECK_FALSE(platelet.contains(marker.gene));
    ++reference;
  }
  CHECK(reference >= 15);
}

TEST_CASE("a panel says a role of a category in misev, and of enrichment and a license in a tissue") {
  std::size_t tissues = 0;
  for (const MarkerPanel& panel : readPanels(folder)) {
    INFO(panel.name);
    for (const Marker& marker : panel.markers) {
      if (panel.name == "misev") CHECK(marker.role.starts_with("misev"));
      if (panel.name.starts_with("tissue_")) CHECK((marker.role == "enriched" || marker.role == "group_enriched"));
    }
    if (!panel.name.starts_with("tissue_")) continue;
    const std::string text = test::contentOf(folder + "/" + panel.name + ".tsv");
    CHECK(text.find("# license: derived from the Human Protein Atlas, CC BY-SA 3.0") != std::string::npos);
    ++tissues;
  }
  CHECK(tissues == 6);
}
