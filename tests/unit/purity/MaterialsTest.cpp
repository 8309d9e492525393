#include <catch2/catch.hpp>
#include <cmath>

#include "vescargo/purity/materials.h"

using namespace vescargo;

namespace {

const double na = std::nan("");

MarkerPanel panelOf(const std::string& material, int precedence, const std::string& name,
                    const std::vector<std::string>& accessions) {
  MarkerPanel panel;
  panel.name = name;
  panel.material = material;
  panel.materialPrecedence = precedence;
  for (const auto& accession : accessions) panel.markers.push_back({accession, accession, "", true, "", ""});
  return panel;
}

std::vector<MarkerPanel> panels() {
  return {panelOf("vesicle", 8, "ev_positive", {"E1", "E2", "E3"}),
          panelOf("platelet", 1, "platelet_core", {"P1", "P2", "X"}),
          panelOf("platelet", 1, "platelet_membrane", {"P1", "P3"}),
          panelOf("plasma", 7, "soluble_plasma", {"A1", "A2", "X", "A3"}),
          panelOf("lipoprotein", 5, "lipoprotein", {"L1"})};
}

/// Two vesicle, platelet and plasma proteins each: amounts by sample times own levels.
QuantTable mixture(const std::vector<double>& vesicle, const std::vector<double>& platelet,
                   const std::vector<double>& plasma) {
  QuantTable table;
  const std::vector<std::pair<std::string, double>> proteins{{"E1", 4},  {"E2", 8},  {"E3", 2},   {"P1", 1},
                                                             {"P2", 3},  {"P3", 2},  {"A1", 100}, {"A2", 50},
                                                             {"A3", 10}, {"N1", 500}};
  table.log2.resize(static_cast<Eigen::Index>(proteins.size()), static_cast<Eigen::Index>(vesicle.size()));
  for (std::size_t r = 0; r < proteins.size(); ++r) {
    const auto& [name, level] = proteins[r];
    table.rows.push_back({name, name, name, 2});
    for (std::size_t s = 0; s < vesicle.size(); ++s) {
      const double amount = name[0] == 'E' ? vesicle[s] : name[0] == 'P' ? platelet[s] : name[0] == 'A' ? plasma[s] : 1;
      table.log2(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(s)) = std::log2(level * amount);
    }
  }
  for (std::size_t s = 0; s < vesicle.size(); ++s) table.samples.push_back("S" + std::to_string(s));
  return table;
}

constexpr std::size_t platelet = 0, lipoprotein = 1, plasma = 2, vesicle = 3;

}  // namespace

TEST_CASE("a mixture is taken apart into the shares that it was made of") {
  const auto materials = decompose(mixture({1, 2, 1}, {1, 1, 7}, {1, 3, 2}), panels(), 3);
  // Sums of the proteins' levels: 14 vesicle, 6 platelet, 160 plasma.
  const std::vector<std::array<double, 3>> expected{{14, 6, 160}, {28, 6, 480}, {14, 42, 320}};
  for (std::size_t s = 0; s < 3; ++s) {
    const double sum = expected[s][0] + expected[s][1] + expected[s][2];
    CHECK(materials.shares[s][vesicle] == Approx(expected[s][0] / sum).epsilon(0).margin(1e-6));
    CHECK(materials.shares[s][platelet] == Approx(expected[s][1] / sum).epsilon(0).margin(1e-6));
    CHECK(materials.shares[s][plasma] == Approx(expected[s][2] / sum).epsilon(0).margin(1e-6));
    CHECK(std::isnan(materials.shares[s][lipoprotein]));
    CHECK(materials.covered[s] == Approx(sum / (sum + 500)).epsilon(0).margin(1e-6));
  }
}

TEST_CASE("a constant added to a sample, a missing protein and another order of samples leave the shares") {
  const QuantTable table = mixture({1, 2, 1, 3}, {1, 1, 7, 2}, {1, 3, 2, 1});
  const auto whole = decompose(table, panels(), 2);
  QuantTable changed = table;
  changed.log2.col(1).array() += 5;
  changed.log2(0, 2) = na;
  changed.log2.col(0).swap(changed.log2.col(3));
  const auto other = decompose(changed, panels(), 2);
  for (const std::size_t k : {platelet, plasma, vesicle}) {
    CHECK(other.shares[0][k] == Approx(whole.shares[3][k]).epsilon(0).margin(2e-6));
    CHECK(other.shares[1][k] == Approx(whole.shares[1][k]).epsilon(0).margin(2e-6));
    CHECK(other.shares[2][k] == Approx(whole.shares[2][k]).epsilon(0).margin(2e-6));
  }
}

TEST_CASE("a protein of several materials counts for the first, and that is told") {
  QuantTable table = mixture({1, 1, 1}, {1, 1, 1}, {1, 1, 1});
  table.rows.push_back({"X", "X", "X", 2});
  table.log2.conservativeResize(11, Eigen::NoChange);
  table.log2.row(10).setConstant(std::log2(6));
  const auto materials = decompose(table, panels(), 3);
  CHECK(materials.notes == std::vector<std::string>{"X counts for platelet alone, and is plasma too"});
  CHECK(materials.shares[0][platelet] == Approx(12.0 / 186).epsilon(0).margin(1e-6));
}

TEST_CASE("without measured proteins, or panels, nothing is known") {
  QuantTable table = mixture({1, 2}, {1, 1}, {1, 3});
  table.log2.col(1).setConstant(na);
  const auto materials = decompose(table, panels(), 3);
  for (const double share : materials.shares[1]) CHECK(std::isnan(share));
  CHECK(std::isnan(materials.covered[1]));
  const auto empty = decompose(table, {}, 3);
  CHECK(empty.names.empty());
  CHECK(empty.shares[0].empty());
  CHECK(empty.covered[0] == 0);
}

TEST_CASE("classes of material are the panels' own, by the least precedence of their panels") {
  CHECK(materialNames(panels()) == std::vector<std::string>{"platelet", "lipoprotein", "plasma", "vesicle"});
  auto changed = panels();
  changed[0].materialPrecedence = 3;
  changed.push_back(panelOf("plasma", 2, "other", {"A9"}));
  CHECK(materialNames(changed) == std::vector<std::string>{"platelet", "plasma", "vesicle", "lipoprotein"});
  CHECK(materialNames({}).empty());
}

TEST_CASE("a vesicle protein that platelets have as well counts for no material") {
  auto high = panels();
  high[0].markers[1].role = "platelet-high";
  const auto materials = decompose(mixture({1, 2, 1}, {1, 1, 7}, {1, 3, 2}), high, 2);
  CHECK(materials.shares[0][vesicle] == Approx(6.0 / 172).epsilon(0).margin(1e-6));
}
