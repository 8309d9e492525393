#include "vescargo/confidence/fragmentModel.h"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "vescargo/base/parallelFor.h"
#include "vescargo/confidence/bondFeatures.h"
#include "vescargo/confidence/folds.h"
#include "vescargo/confidence/startScore.h"
#include "vescargo/stats/leastSquares.h"

namespace vescargo {

namespace {

constexpr double trainingFdr = 0.01;
constexpr double ridge = 3;
constexpr std::size_t chunkCount = 8;  ///< of a fold's training spectra; fixed, so that threads change no sum
constexpr Eigen::Index mostBonds = 64;
constexpr Eigen::Index blockRows = 512;  ///< added at once

using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Roots = Eigen::Matrix<double, Eigen::Dynamic, 2>;  ///< of b, of y ions

struct Normal {
  Eigen::MatrixXd left = Eigen::MatrixXd::Zero(bondFeatureCount, bondFeatureCount);
  Roots right = Roots::Zero(bondFeatureCount, 2);
};

bool hasIons(const Psm& psm) {
  return psm.sequence.size() >= 2 && psm.fragmentIntensity.size() == 2 * (psm.sequence.size() - 1);
}

/// Roots of the intensities, together of length 1.
Roots rootsOf(const Psm& psm) {
  Roots roots(static_cast<Eigen::Index>(psm.fragmentIntensity.size() / 2), 2);
  for (Eigen::Index i = 0; i < roots.size(); ++i)
    roots.data()[i] = std::sqrt(static_cast<double>(psm.fragmentIntensity[static_cast<std::size_t>(i)]));
  const double norm = roots.norm();
  if (norm > 0) roots /= norm;
  return roots;
}

/// The spectra that teach, of each fold: one match an ion, the best.
std::array<std::vector<std::size_t>, foldCount> trainingSpectra(const std::vector<Psm>& psms,
                                                                const std::vector<int>& folds) {
  const auto confident = confidentTargets(psms, trainingFdr);
  struct Ion {
    std::size_t hash;
    double score;
    std::size_t match;
  };
  std::vector<Ion> ions;
  for (std::size_t i = 0; i < psms.size(); ++i) {
    if (!confident[i] || !hasIons(psms[i])) continue;
    const std::size_t hash =
        std::hash<std::string>{}(psms[i].modifiedSequence) * 31 + static_cast<std::size_t>(psms[i].charge);
    ions.push_back({hash, startScore(psms[i]), i});
  }
  std::sort(ions.begin(), ions.end(), [](const Ion& a, const Ion& b) {
    if (a.hash != b.hash) return a.hash < b.hash;
    return a.score != b.score ? a.score > b.score : a.match < b.match;
  });
  ions.erase(std::unique(ions.begin(), ions.end(), [](const Ion& a, const Ion& b) { return a.hash == b.hash; }),
             ions.end());
  if (ions.size() > mostModelSpectra) ions.resize(mostModelSpectra);
  std::array<std::vector<std::size_t>, foldCount> chosen;
  for (const Ion& ion : ions) chosen[static_cast<std::size_t>(folds[ion.match])].push_back(ion.match);
  return chosen;
}

Normal sumOf(const std::vector<Psm>& psms, const std::vector<std::size_t>& chosen, std::size_t begin, std::size_t end) {
  Normal normal;
  Rows rows(blockRows, bondFeatureCount);
  Roots roots(blockRows, 2);
  Eigen::Index filled = 0;
  const auto add = [&] {
    if (filled == 0) return;
    normal.left.selfadjointView<Eigen::Lower>().rankUpdate(rows.topRows(filled).transpose());
    normal.right.noalias() += rows.topRows(filled).transpose() * roots.topRows(filled);
    filled = 0;
  };
  for (std::size_t i = begin; i < end; ++i) {
    const Psm& psm = psms[chosen[i]];
    const auto bonds = static_cast<Eigen::Index>(psm.sequence.size() - 1);
    if (filled + bonds > blockRows) add();
    bondFeatures(psm, rows.middleRows(filled, bonds));
    roots.middleRows(filled, bonds) = rootsOf(psm);
    filled += bonds;
  }
  add();
  return normal;
}

/// The sums of each fold's spectra.
std::array<Normal, foldCount> foldSums(const std::vector<Psm>& psms,
                                       const std::array<std::vector<std::size_t>, foldCount>& chosen) {
  std::array<Normal, foldCount * chunkCount> parts;
  parallelFor(parts.size(), 1, [&](std::size_t part) {
    const auto& spectra = chosen[part / chunkCount];
    const std::size_t chunk = part % chunkCount;
    parts[part] = sumOf(psms, spectra, spectra.size() * chunk / chunkCount, spectra.size() * (chunk + 1) / chunkCount);
  });
  std::array<Normal, foldCount> sums;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    sums[part / chunkCount].left += parts[part].left;
    sums[part / chunkCount].right += parts[part].right;
  }
  return sums;
}

Roots solve(const std::array<Normal, foldCount>& sums, std::size_t heldOut) {
  Normal normal;
  normal.left.diagonal().setConstant(ridge);
  for (std::size_t fold = 0; fold < sums.size(); ++fold) {
    if (fold == heldOut) continue;
    normal.left += sums[fold].left;
    normal.right += sums[fold].right;
  }
  return solveSymmetricColumns(normal.left, normal.right);
}

double agreement(const Roots& predicted, const Roots& observed) {
  const auto p = predicted.reshaped().array().max(0.0);
  const auto o = observed.reshaped().array();
  if (!(o.abs().maxCoeff() > 0)) return 0;
  const Eigen::ArrayXd a = p - p.mean();
  const Eigen::ArrayXd b = o - o.mean();
  const double norm = std::sqrt(a.square().sum() * b.square().sum());
  return norm > 0 ? (a * b).sum() / norm : 0;
}

}  // namespace

void setIntensityAgreement(std::vector<Psm>& psms, const std::vector<int>& folds) {
  for (auto& psm : psms) psm.intensityAgreement = 0;
  const auto chosen = trainingSpectra(psms, folds);
  const std::size_t all = chosen[0].size() + chosen[1].size() + chosen[2].size();
  for (const auto& spectra : chosen) {
    if (all - spectra.size() < fewestModelSpectra) return;
  }
  const auto sums = foldSums(psms, chosen);
  std::array<Roots, foldCount> models;
  for (std::size_t fold = 0; fold < models.size(); ++fold) models[fold] = solve(sums, fold);
  const auto makeRows = [&] { return std::make_unique<Rows>(mostBonds, bondFeatureCount); };
  parallelForWith(psms.size(), 64, makeRows, [&](Rows& rows, std::size_t i) {
    if (!hasIons(psms[i])) return;
    const auto bonds = static_cast<Eigen::Index>(psms[i].sequence.size() - 1);
    bondFeatures(psms[i], rows.topRows(bonds));
    const Roots predicted = rows.topRows(bonds) * models[static_cast<std::size_t>(folds[i])];
    psms[i].intensityAgreement = static_cast<float>(agreement(predicted, rootsOf(psms[i])));
  });
}

}  // namespace vescargo
