#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "vescargo/purity/MarkerPanel.h"

using namespace vescargo;

namespace {

const std::string folder = std::string(VESCARGO_SOURCE_DIR) + "/params/panels";

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
