#include "vescargo/purity/materials.h"

#include <algorithm>
#include <cmath>

#include "vescargo/base/Tsv.h"
#include "vescargo/stats/medianPolish.h"
#include "vescargo/stats/nonNegativeLeastSquares.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

constexpr std::size_t none = materialNames.size();

/// Panels of each class, in the order of materialNames.
const std::array<std::vector<std::string_view>, materialNames.size()>& panelsOfMaterials() {
  static const std::array<std::vector<std::string_view>, materialNames.size()> panels{
      {{panelNames::plateletCore, panelNames::plateletMembrane, panelNames::plateletGranule,
        panelNames::plateletCytosol},
       {panelNames::erythrocyteCore},
       {panelNames::leukocyte},
       {panelNames::keratin},
       {panelNames::lipoprotein},
       {panelNames::classicCoagulation},
       {panelNames::solublePlasma},
       {panelNames::evPositive}}};
  return panels;
}

/// The class that each row counts for, `none` for most rows.
std::vector<std::size_t> assign(const QuantTable& cargo, const std::vector<MarkerPanel>& panels,
                                std::vector<std::string>& notes) {
  std::vector<std::size_t> material(cargo.rows.size(), none);
  std::vector<std::vector<std::string>> others(cargo.rows.size());
  for (std::size_t k = 0; k < materialNames.size(); ++k) {
    for (const std::string_view name : panelsOfMaterials()[k]) {
      const MarkerPanel* panel = findPanel(panels, name);
      if (panel == nullptr) continue;
      for (const auto& match : matchPanel(cargo, *panel)) {
        if (isPlateletHigh(panel->markers[match.marker])) continue;
        if (material[match.row] == none) material[match.row] = k;
        if (material[match.row] != k) others[match.row].emplace_back(materialNames[k]);
      }
    }
  }
  for (std::size_t row = 0; row < cargo.rows.size(); ++row) {
    if (others[row].empty()) continue;
    const QuantRow& protein = cargo.rows[row];
    notes.push_back((protein.genes.empty() ? protein.id : protein.genes) + " counts for " +
                    std::string(materialNames[material[row]]) + " alone, and is " + join(others[row], " and ") +
                    " too");
  }
  return material;
}

/// Own levels of the rows of each class, linear; 0 for rows of no class.
Eigen::VectorXd signaturesOf(const QuantTable& cargo, const std::vector<std::size_t>& material) {
  Eigen::VectorXd signature = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(cargo.rows.size()));
  for (std::size_t k = 0; k < materialNames.size(); ++k) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < material.size(); ++row) {
      if (material[row] == k) rows.push_back(row);
    }
    const Eigen::MatrixXd polished = withoutRowEffects(cargo.log2, rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto at = static_cast<Eigen::Index>(rows[i]);
      const Eigen::VectorXd level = cargo.log2.row(at) - polished.row(static_cast<Eigen::Index>(i));
      const double effect = median({level.begin(), level.end()});
      if (!std::isnan(effect)) signature[at] = std::exp2(effect);
    }
  }
  return signature;
}

/// Amounts of the classes that have `minMarkers` proteins in the sample; the others are not known.
MaterialShares fitSample(const Eigen::VectorXd& log2, const std::vector<std::size_t>& material,
                         const Eigen::VectorXd& signature, int minMarkers) {
  MaterialShares amounts = unknownMaterials();
  std::array<int, materialNames.size()> seen{};
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < material.size(); ++row) {
    if (material[row] == none || std::isnan(log2[static_cast<Eigen::Index>(row)])) continue;
    rows.push_back(row);
    ++seen[material[row]];
  }
  Eigen::MatrixXd a = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(rows.size()), materialNames.size());
  Eigen::VectorXd b(static_cast<Eigen::Index>(rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto at = static_cast<Eigen::Index>(i), row = static_cast<Eigen::Index>(rows[i]);
    // Divided by the signature: errors of intensities grow with them.
    a(at, static_cast<Eigen::Index>(material[rows[i]])) = 1;
    b[at] = std::exp2(log2[row]) / signature[row];
  }
  const Eigen::VectorXd fitted = nonNegativeLeastSquares(a, b);
  for (std::size_t k = 0; k < amounts.size(); ++k) {
    if (seen[k] >= minMarkers) amounts[k] = fitted[static_cast<Eigen::Index>(k)];
  }
  return amounts;
}

}  // namespace

Materials decompose(const QuantTable& cargo, const std::vector<MarkerPanel>& panels, int minMarkers) {
  Materials materials;
  const auto material = assign(cargo, panels, materials.notes);
  const Eigen::VectorXd signature = signaturesOf(cargo, material);
  MaterialShares whole{};
  for (std::size_t row = 0; row < material.size(); ++row) {
    if (material[row] != none) whole[material[row]] += signature[static_cast<Eigen::Index>(row)];
  }
  for (Eigen::Index sample = 0; sample < cargo.log2.cols(); ++sample) {
    MaterialShares shares = fitSample(cargo.log2.col(sample), material, signature, minMarkers);
    double sum = 0, all = 0, counted = 0;
    for (std::size_t k = 0; k < shares.size(); ++k) {
      shares[k] *= whole[k];
      sum += std::isnan(shares[k]) ? 0 : shares[k];
    }
    for (double& share : shares) share = sum > 0 ? roundDecimals(share / sum, 6) : std::nan("");
    for (std::size_t row = 0; row < material.size(); ++row) {
      const double value = cargo.log2(static_cast<Eigen::Index>(row), sample);
      if (std::isnan(value)) continue;
      all += std::exp2(value);
      counted += material[row] == none ? 0 : std::exp2(value);
    }
    materials.shares.push_back(shares);
    materials.covered.push_back(all > 0 ? roundDecimals(counted / all, 6) : std::nan(""));
  }
  return materials;
}

}  // namespace vescargo
