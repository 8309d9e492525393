#include "vescargo/purity/materials.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "vescargo/base/Tsv.h"
#include "vescargo/stats/medianPolish.h"
#include "vescargo/stats/nonNegativeLeastSquares.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

/// The class that each row counts for, `none` for most rows.
std::vector<std::size_t> assign(const QuantTable& cargo, const std::vector<MarkerPanel>& panels, Materials& materials) {
  std::vector<std::size_t> material(cargo.rows.size(), none);
  std::vector<std::vector<std::string>> others(cargo.rows.size());
  const TableIndex index(cargo);
  for (std::size_t k = 0; k < materials.names.size(); ++k) {
    for (const MarkerPanel& panel : panels) {
      if (panel.material != materials.names[k]) continue;
      for (const auto& match : index.match(panel)) {
        if (isPlateletHigh(panel.markers[match.marker])) continue;
        if (material[match.row] == none) material[match.row] = k;
        if (material[match.row] != k) others[match.row].push_back(materials.names[k]);
      }
    }
  }
  for (std::size_t row = 0; row < cargo.rows.size(); ++row) {
    if (others[row].empty()) continue;
    const QuantRow& protein = cargo.rows[row];
    materials.notes.push_back((protein.genes.empty() ? protein.id : protein.genes) + " counts for " +
                              materials.names[material[row]] + " alone, and is " + join(others[row], " and ") + " too");
  }
  return material;
}

/// Own levels of the rows of each class, linear; 0 for rows of no class.
Eigen::VectorXd signaturesOf(const QuantTable& cargo, const std::vector<std::size_t>& material, std::size_t classes) {
  Eigen::VectorXd signature = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(cargo.rows.size()));
  for (std::size_t k = 0; k < classes; ++k) {
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

/// Proteins of each class and their levels, linear.
struct Signatures {
  std::vector<std::size_t> material;  ///< by row
  Eigen::VectorXd level;              ///< by row
  std::size_t classes;
};

/// Amounts of the classes that have `minMarkers` proteins in the sample; the others are not known.
std::vector<double> fitSample(const Eigen::VectorXd& log2, const Signatures& signatures, int minMarkers) {
  const auto& material = signatures.material;
  std::vector<double> amounts(signatures.classes, std::nan(""));
  std::vector<int> seen(signatures.classes, 0);
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < material.size(); ++row) {
    if (material[row] == none || std::isnan(log2[static_cast<Eigen::Index>(row)])) continue;
    rows.push_back(row);
    ++seen[material[row]];
  }
  Eigen::MatrixXd a =
      Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(signatures.classes));
  Eigen::VectorXd b(static_cast<Eigen::Index>(rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto at = static_cast<Eigen::Index>(i), row = static_cast<Eigen::Index>(rows[i]);
    // Divided by the signature: errors of intensities grow with them.
    a(at, static_cast<Eigen::Index>(material[rows[i]])) = 1;
    b[at] = std::exp2(log2[row]) / signatures.level[row];
  }
  if (rows.empty()) return amounts;
  const Eigen::VectorXd fitted = nonNegativeLeastSquares(a, b);
  for (std::size_t k = 0; k < amounts.size(); ++k) {
    if (seen[k] >= minMarkers) amounts[k] = fitted[static_cast<Eigen::Index>(k)];
  }
  return amounts;
}

}  // namespace

std::vector<std::string> materialNames(const std::vector<MarkerPanel>& panels) {
  std::map<std::string, int> precedence;
  for (const MarkerPanel& panel : panels) {
    if (panel.material.empty()) continue;
    const auto [at, isNew] = precedence.emplace(panel.material, panel.materialPrecedence);
    at->second = std::min(at->second, panel.materialPrecedence);
  }
  std::vector<std::string> names;
  for (const auto& [name, order] : precedence) names.push_back(name);
  std::stable_sort(names.begin(), names.end(),
                   [&](const auto& a, const auto& b) { return precedence.at(a) < precedence.at(b); });
  return names;
}

Materials decompose(const QuantTable& cargo, const std::vector<MarkerPanel>& panels, int minMarkers) {
  Materials materials;
  materials.names = materialNames(panels);
  const std::size_t classes = materials.names.size();
  auto material = assign(cargo, panels, materials);
  Eigen::VectorXd level = signaturesOf(cargo, material, classes);
  const Signatures signatures{std::move(material), std::move(level), classes};
  std::vector<double> whole(classes, 0);
  for (std::size_t row = 0; row < signatures.material.size(); ++row) {
    if (signatures.material[row] != none)
      whole[signatures.material[row]] += signatures.level[static_cast<Eigen::Index>(row)];
  }
  for (Eigen::Index sample = 0; sample < cargo.log2.cols(); ++sample) {
    std::vector<double> shares = fitSample(cargo.log2.col(sample), signatures, minMarkers);
    double sum = 0, all = 0, counted = 0;
    for (std::size_t k = 0; k < classes; ++k) {
      shares[k] *= whole[k];
      sum += std::isnan(shares[k]) ? 0 : shares[k];
    }
    for (double& share : shares) share = sum > 0 ? roundDecimals(share / sum, 6) : std::nan("");
    for (std::size_t row = 0; row < signatures.material.size(); ++row) {
      const double value = cargo.log2(static_cast<Eigen::Index>(row), sample);
      if (std::isnan(value)) continue;
      all += std::exp2(value);
      counted += signatures.material[row] == none ? 0 : std::exp2(value);
    }
    materials.shares.push_back(std::move(shares));
    materials.covered.push_back(all > 0 ? roundDecimals(counted / all, 6) : std::nan(""));
  }
  return materials;
}

}  // namespace vescargo
