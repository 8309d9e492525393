#include "vescargo/confidence/rtModel.h"

#include <Eigen/Dense>
#include <map>
#include <string_view>

#include "vescargo/confidence/folds.h"
#include "vescargo/confidence/qValues.h"

namespace vescargo {

namespace {

constexpr std::string_view residues = "ACDEFGHKLMNPQRSTVWY";
constexpr Eigen::Index columns = static_cast<Eigen::Index>(residues.size()) + 1;
constexpr double ridge = 1;
constexpr double confidentFdr = 0.05;

/// Counts of residues (I = L), and 1.
Eigen::VectorXd composition(const Psm& psm) {
  Eigen::VectorXd row = Eigen::VectorXd::Zero(columns);
  for (const char letter : psm.sequence) {
    const auto at = residues.find(letter == 'I' ? 'L' : letter);
    if (at != std::string_view::npos) row[static_cast<Eigen::Index>(at)] += 1;
  }
  row[columns - 1] = 1;
  return row;
}

/// The best confident match of each peptide of a run.
std::vector<std::size_t> confidentPeptides(const std::vector<Psm>& psms, const std::vector<bool>& confident,
                                           std::uint32_t run) {
  std::map<std::string, std::size_t> best;
  for (std::size_t i = 0; i < psms.size(); ++i) {
    if (psms[i].run != run || !confident[i]) continue;
    const auto [known, fresh] = best.emplace(peptideKey(psms[i].sequence), i);
    if (!fresh && psms[i].hyperscore > psms[known->second].hyperscore) known->second = i;
  }
  std::vector<std::size_t> chosen;
  for (const auto& [key, i] : best) chosen.push_back(i);
  return chosen;
}

Eigen::VectorXd fit(const std::vector<Psm>& psms, const std::vector<std::size_t>& chosen, const std::vector<int>& folds,
                    int heldOut) {
  Eigen::MatrixXd normal = Eigen::MatrixXd::Identity(columns, columns) * ridge;
  normal(columns - 1, columns - 1) = 1e-6;
  Eigen::VectorXd right = Eigen::VectorXd::Zero(columns);
  for (const std::size_t i : chosen) {
    if (folds[i] == heldOut) continue;
    const auto row = composition(psms[i]);
    normal += row * row.transpose();
    right += row * static_cast<double>(psms[i].rtSeconds);
  }
  return normal.ldlt().solve(right);
}

}  // namespace

void setRtDeviations(std::vector<Psm>& psms, const std::vector<int>& folds) {
  std::vector<double> scores;
  std::vector<bool> decoy;
  std::uint32_t runs = 0;
  for (auto& psm : psms) {
    scores.push_back(static_cast<double>(psm.hyperscore));
    decoy.push_back(psm.decoy);
    runs = std::max(runs, psm.run + 1);
    psm.rtDeviationSeconds = 0;
  }
  const auto q = qValues(scores, decoy);
  std::vector<bool> confident(psms.size());
  for (std::size_t i = 0; i < psms.size(); ++i) confident[i] = !decoy[i] && q[i] <= confidentFdr;
  for (std::uint32_t run = 0; run < runs; ++run) {
    const auto chosen = confidentPeptides(psms, confident, run);
    if (chosen.size() < fewestRtPeptides) continue;
    for (int fold = 0; fold < foldCount; ++fold) {
      const auto model = fit(psms, chosen, folds, fold);
      for (std::size_t i = 0; i < psms.size(); ++i) {
        if (psms[i].run != run || folds[i] != fold) continue;
        psms[i].rtDeviationSeconds =
            static_cast<float>(static_cast<double>(psms[i].rtSeconds) - model.dot(composition(psms[i])));
      }
    }
  }
}

}  // namespace vescargo
