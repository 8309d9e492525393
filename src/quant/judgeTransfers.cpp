#include "vescargo/quant/judgeTransfers.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <tuple>

#include "samePeak.h"
#include "vescargo/confidence/learnScores.h"
#include "vescargo/confidence/qValues.h"
#include "vescargo/stats/logistic.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

constexpr int features = static_cast<int>(FoundTransfer::featureCount);

/// Where learning starts, an intercept last.
Eigen::VectorXd fixedWeights() {
  Eigen::VectorXd weights(features + 1);
  weights << 0.5, 0.3, 0.6, -0.5, 0.3, -0.2, 1.5, 0.5, 0.5, 0.5, 1, 0;
  return weights;
}

/// Targets that share their peak with one of a higher score.
std::vector<bool> outdone(const std::vector<FoundTransfer>& found, const std::vector<double>& scores) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i].kind == TransferKind::Target) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tuple(found[a].run, found[a].mz, found[a].ion) < std::tuple(found[b].run, found[b].mz, found[b].ion);
  });
  std::vector<bool> lost(found.size(), false);
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = i + 1; j < order.size(); ++j) {
      const FoundTransfer& a = found[order[i]];
      const FoundTransfer& b = found[order[j]];
      if (a.run != b.run || b.mz > a.mz + samePeakWindow(a.mz)) break;
      if (!isSamePeak({a.mz, a.apexRtSeconds, a.widthSeconds}, {b.mz, b.apexRtSeconds, b.widthSeconds})) continue;
      lost[scores[order[i]] < scores[order[j]] ? order[i] : order[j]] = true;
    }
  }
  return lost;
}

std::vector<double> signalScores(const std::vector<FoundTransfer>& found) {
  LearningRows rows;
  rows.features.resize(static_cast<Eigen::Index>(found.size()), features + 1);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    for (int k = 0; k < features; ++k)
      rows.features(row, k) = static_cast<double>(found[i].features[static_cast<std::size_t>(k)]);
    rows.features(row, features) = 1;
    rows.decoy.push_back(found[i].kind == TransferKind::WrongMass);
    rows.folds.push_back(found[i].fold);
  }
  return learnScores(rows, fixedWeights()).scores;
}

/// Posterior errors of `running`, by a logistic curve through the scores of targets and decoys of one kind.
std::vector<double> errorsOf(const std::vector<FoundTransfer>& found, const std::vector<std::size_t>& running,
                             const std::vector<double>& scores, TransferKind kind) {
  constexpr double least = 1e-6;  // keeps the other error's ranks where there is no decoy
  std::vector<double> errors(running.size(), least);
  std::vector<double> targets, decoys;
  for (const std::size_t i : running) {
    if (found[i].kind == TransferKind::Target) targets.push_back(scores[i]);
    if (found[i].kind == kind) decoys.push_back(scores[i]);
  }
  if (targets.empty() || decoys.empty()) return errors;
  const double centre = (median(targets) + median(decoys)) / 2;
  const double spread = std::max(std::abs(median(targets) - median(decoys)) / 2, 1e-9);
  const auto rows = [&](const std::vector<double>& values) {
    Eigen::MatrixXd matrix(static_cast<Eigen::Index>(values.size()), 2);
    for (std::size_t i = 0; i < values.size(); ++i)
      matrix.row(static_cast<Eigen::Index>(i)) << (values[i] - centre) / spread, 1;
    return matrix;
  };
  const LogisticPrior prior{Eigen::Vector2d(1, 0), Eigen::Vector2d(1, 0.01)};
  const Eigen::VectorXd line = logisticRegression(rows(targets), rows(decoys), prior, Eigen::Vector2d::Zero());
  const double share = static_cast<double>(decoys.size()) / static_cast<double>(targets.size());
  for (std::size_t r = 0; r < running.size(); ++r)
    errors[r] += share * std::exp(-(line[0] * (scores[running[r]] - centre) / spread + line[1]));
  return errors;
}

}  // namespace

std::array<float, FoundTransfer::featureCount> transferFeatures(const IonTarget& target, const IonTrace& trace,
                                                                const RunQuality& run) {
  constexpr float mostSquare = 16;
  constexpr float mostExcess = 3;
  constexpr double leastMassSpreadPpm = 0.3;
  const auto square = [&](double deviation, double spread) {
    return std::isnan(deviation / spread)
               ? 0
               : -std::min(mostSquare, static_cast<float>(deviation * deviation / (spread * spread)));
  };
  const auto excess = [&](float log2) { return std::isnan(log2) ? 0 : -std::min(mostExcess, std::abs(log2)); };
  const double rtDeviation = static_cast<double>(trace.apexRtSeconds) - static_cast<double>(target.rtSeconds);
  const double rtSpread = std::max(static_cast<double>(target.rtSpreadSeconds), run.cycleSeconds);
  return {square(rtDeviation, rtSpread),
          square(static_cast<double>(trace.massErrorPpm), std::max(run.massSpreadPpm, leastMassSpreadPpm)),
          excess(trace.isotopeExcess[0]),
          std::isnan(trace.isotopeExcess[0]) ? 1.0F : 0.0F,
          excess(trace.isotopeExcess[1]),
          std::isnan(trace.isotopeExcess[1]) ? 1.0F : 0.0F,
          trace.shape,
          static_cast<float>(std::log10(static_cast<double>(trace.apexIntensity)) - run.log10Apex),
          std::log2(static_cast<float>(std::max(1U, trace.points))) -
              static_cast<float>(std::log2(std::max(1.0, run.pointsPerPeak))),
          -std::min(mostExcess, std::log2(1 + trace.leadingShare)),
          trace.isotopeAgreement};
}

IonTarget wrongMass(const IonTarget& target, const std::vector<Lane>& lanes) {
  constexpr double shiftDa = 11 * 1.000508;
  const double shift = shiftDa / target.charge;
  const bool beyond =
      lanes.size() > 1 && target.lane < lanes.size() && !covers(lanes[target.lane].kind, target.mz + shift);
  IonTarget wrong = target;
  wrong.mz += beyond ? -shift : shift;
  return wrong;
}

std::vector<double> judgeTransfers(const std::vector<FoundTransfer>& found) {
  const auto signal = signalScores(found);
  const auto lost = outdone(found, signal);
  std::vector<std::size_t> running;
  std::vector<double> peptide;
  for (std::size_t i = 0; i < found.size(); ++i) {
    peptide.push_back(static_cast<double>(found[i].peptideScore));
    if (!lost[i]) running.push_back(i);
  }
  const auto wrongSignal = errorsOf(found, running, signal, TransferKind::WrongMass);
  const auto wrongPeptide = errorsOf(found, running, peptide, TransferKind::DecoyPeptide);
  std::vector<double> score;
  std::vector<bool> decoy;
  for (std::size_t r = 0; r < running.size(); ++r) {
    score.push_back(-std::log(wrongSignal[r] + wrongPeptide[r]));
    decoy.push_back(found[running[r]].kind != TransferKind::Target);
  }
  const auto q = qValues(score, decoy);
  std::vector<double> result(found.size(), 1);
  for (std::size_t r = 0; r < running.size(); ++r) {
    if (!decoy[r]) result[running[r]] = q[r];
  }
  return result;
}

}  // namespace vescargo
