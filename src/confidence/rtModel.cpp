#include "vescargo/confidence/rtModel.h"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "vescargo/base/parallelFor.h"
#include "vescargo/confidence/folds.h"
#include "vescargo/confidence/startScore.h"
#include "vescargo/search/peptideHash.h"
#include "vescargo/stats/leastSquares.h"

namespace vescargo {

namespace {

constexpr std::string_view residues = "ACDEFGHKLMNPQRSTVWY";
constexpr Eigen::Index residueCount = static_cast<Eigen::Index>(residues.size());
/// Residues, modifications, bend of the gradient; slope on hydrophobicity; 1.
constexpr Eigen::Index columns = residueCount + 4;
constexpr double ridge = 10;
constexpr double confidentFdr = 0.01;

using Rows = Eigen::Matrix<double, Eigen::Dynamic, columns, Eigen::RowMajor>;
using Model = Eigen::Matrix<double, columns, 1>;
using Matches = std::vector<std::size_t>;

/// Retention coefficient (Krokhin 2004, table 1), of no residue 0.
constexpr double retentionCoefficient(char letter) {
  constexpr std::string_view letters = "WFLIMVYATPEDCSQGNRHK";
  constexpr std::array<double, letters.size()> values{11.0, 10.5, 9.6,  8.4,  5.8,  5.0,  4.0,  0.8,  0.4,  0.2,
                                                      0.0,  -0.5, -0.8, -0.8, -0.9, -0.9, -1.2, -1.3, -1.3, -1.9};
  const auto at = letters.find(letter);
  return at == std::string_view::npos ? 0 : values[at];
}

/// Sum of retention coefficients, for length and for what is very hydrophobic corrected as there.
double hydrophobicity(std::string_view sequence) {
  double sum = 0;
  for (const char letter : sequence) sum += retentionCoefficient(letter);
  const auto length = static_cast<double>(sequence.size());
  sum *= length < 10 ? 1 - 0.027 * (10 - length) : length > 20 ? 1 / (1 + 0.015 * (length - 20)) : 1;
  return sum < 38 ? sum : sum - 0.3 * (sum - 38);
}

Eigen::Matrix<double, 1, columns> describe(const Psm& psm) {
  Eigen::Matrix<double, 1, columns> row = Eigen::Matrix<double, 1, columns>::Zero();
  for (const char letter : psm.sequence) {
    const auto at = residues.find(letter == 'I' ? 'L' : letter);
    if (at != std::string_view::npos) row[static_cast<Eigen::Index>(at)] += 1;
  }
  const double tenths = hydrophobicity(psm.sequence) / 10;
  row[residueCount] = static_cast<double>(std::count(psm.modifiedSequence.begin(), psm.modifiedSequence.end(), '('));
  row[residueCount + 1] = tenths * tenths;
  row[residueCount + 2] = tenths;
  row[residueCount + 3] = 1;
  return row;
}

/// Matches of each run.
std::vector<Matches> matchesOfRuns(const std::vector<Psm>& psms) {
  std::vector<Matches> runs;
  for (std::size_t i = 0; i < psms.size(); ++i) {
    if (psms[i].run >= runs.size()) runs.resize(psms[i].run + 1);
    runs[psms[i].run].push_back(i);
  }
  return runs;
}

/// The best confident match of each peptide.
Matches confidentPeptides(const std::vector<Psm>& psms, const Matches& run, const std::vector<bool>& confident) {
  struct Peptide {
    std::uint64_t hash;
    double score;
    std::size_t match;
  };
  std::vector<Peptide> peptides;
  for (const std::size_t i : run) {
    if (confident[i]) peptides.push_back({peptideHash(psms[i].sequence), startScore(psms[i]), i});
  }
  std::sort(peptides.begin(), peptides.end(), [](const Peptide& a, const Peptide& b) {
    if (a.hash != b.hash) return a.hash < b.hash;
    return a.score != b.score ? a.score > b.score : a.match < b.match;
  });
  Matches chosen;
  for (std::size_t i = 0; i < peptides.size(); ++i) {
    if (i == 0 || peptides[i].hash != peptides[i - 1].hash) chosen.push_back(peptides[i].match);
  }
  return chosen;
}

Model fit(const std::vector<Psm>& psms, const Matches& chosen, const std::vector<int>& folds, int heldOut) {
  Eigen::Matrix<double, columns, columns> normal = Eigen::Matrix<double, columns, columns>::Zero();
  normal.diagonal().setConstant(ridge);
  normal.diagonal().tail<2>().setConstant(1e-6);
  Model right = Model::Zero();
  for (const std::size_t i : chosen) {
    if (folds[i] == heldOut) continue;
    const auto row = describe(psms[i]);
    normal += row.transpose() * row;
    right += row.transpose() * static_cast<double>(psms[i].rtSeconds);
  }
  return solveSymmetric(normal, right);
}

/// Whether the deviations of the chosen vary clearly less than their times.
bool explainsTimes(const std::vector<Psm>& psms, const Matches& chosen) {
  double mean = 0;
  for (const std::size_t i : chosen)
    mean += static_cast<double>(psms[i].rtSeconds) / static_cast<double>(chosen.size());
  double all = 0;
  double left = 0;
  for (const std::size_t i : chosen) {
    all += std::pow(static_cast<double>(psms[i].rtSeconds) - mean, 2);
    left += std::pow(static_cast<double>(psms[i].rtDeviationSeconds), 2);
  }
  return left < mostRtUnexplained * all;
}

void setOfRun(std::vector<Psm>& psms, const Matches& run, const Matches& chosen, const std::vector<int>& folds) {
  std::array<Model, foldCount> models;
  for (int fold = 0; fold < foldCount; ++fold) models[static_cast<std::size_t>(fold)] = fit(psms, chosen, folds, fold);
  for (const std::size_t i : run) {
    const double predicted = describe(psms[i]) * models[static_cast<std::size_t>(folds[i])];
    psms[i].rtDeviationSeconds = static_cast<float>(static_cast<double>(psms[i].rtSeconds) - predicted);
  }
  if (explainsTimes(psms, chosen)) return;
  for (const std::size_t i : run) psms[i].rtDeviationSeconds = 0;
}

}  // namespace

void setRtDeviations(std::vector<Psm>& psms, const std::vector<int>& folds) {
  for (auto& psm : psms) psm.rtDeviationSeconds = 0;
  const auto confident = confidentTargets(psms, confidentFdr);
  const auto runs = matchesOfRuns(psms);
  parallelFor(runs.size(), 1, [&](std::size_t r) {
    const auto chosen = confidentPeptides(psms, runs[r], confident);
    if (chosen.size() >= fewestRtPeptides) setOfRun(psms, runs[r], chosen, folds);
  });
}

}  // namespace vescargo
