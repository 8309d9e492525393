#include "vescargo/confidence/rescore.h"

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>

#include "vescargo/confidence/folds.h"

namespace vescargo {

namespace {

constexpr int rounds = 5;
constexpr double trainingFdr = 0.01;
constexpr double ridge = 1;
constexpr double lightRidge = 0.1;
constexpr Eigen::Index featureCount = 18;

using Rows = std::vector<std::size_t>;

Eigen::RowVectorXd featuresOf(const Psm& psm) {
  const double length = static_cast<double>(psm.sequence.size());
  Eigen::RowVectorXd row(featureCount);
  row << startScore(psm), psm.hyperscore, psm.deltaScore, std::log1p(psm.matchedIons),
      psm.matchedIons / (2 * (length - 1)), psm.longestSeries, psm.longestSeries / length,
      std::sqrt(psm.explainedIntensity), std::abs(psm.precursorErrorPpm), std::log1p(psm.fragmentErrorPpm),
      psm.isotopeError != 0 ? 1 : 0, psm.charge <= 2 ? 1 : 0, psm.charge >= 4 ? 1 : 0, std::log(length),
      psm.missedCleavages, std::log1p(std::abs(psm.rtDeviationSeconds)), psm.ionSurprise, 1;
  return row;
}

/// Columns of mean 0 and variance 1, the last of ones.
Eigen::MatrixXd standardFeatures(const std::vector<Psm>& psms) {
  Eigen::MatrixXd features(static_cast<Eigen::Index>(psms.size()), featureCount);
  for (std::size_t i = 0; i < psms.size(); ++i) features.row(static_cast<Eigen::Index>(i)) = featuresOf(psms[i]);
  for (Eigen::Index c = 0; c + 1 < features.cols(); ++c) {
    const double mean = features.col(c).mean();
    features.col(c).array() -= mean;
    const double sd = std::sqrt(features.col(c).squaredNorm() / static_cast<double>(psms.size()));
    if (sd > 1e-9) {
      features.col(c) /= sd;
    } else {
      features.col(c).setZero();
    }
  }
  return features;
}

struct Threshold {
  double score = 0;
  double medianDecoy = 0;
  std::size_t targets = 0;  ///< at or above the score
};

/// Where decoys / targets is last at or below the training FDR. No +1 here: it
/// only chooses what to learn from.
Threshold thresholdOf(const std::vector<Psm>& psms, const Rows& rows, const std::vector<double>& scores) {
  Rows order = rows;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  Threshold threshold;
  std::vector<double> decoyScores;
  std::size_t targets = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (psms[order[i]].decoy) {
      decoyScores.push_back(scores[order[i]]);
    } else {
      ++targets;
    }
    const bool tied = i + 1 < order.size() && scores[order[i + 1]] == scores[order[i]];
    if (!tied && static_cast<double>(decoyScores.size()) <= trainingFdr * static_cast<double>(targets))
      threshold = {scores[order[i]], 0, targets};
  }
  if (!decoyScores.empty()) threshold.medianDecoy = decoyScores[decoyScores.size() / 2];
  return threshold;
}

/// Ridge logistic regression by Newton steps; both classes weigh the same.
Eigen::VectorXd learn(const Eigen::MatrixXd& features, const Rows& positives, const Rows& negatives) {
  const Eigen::Index columns = features.cols();
  Eigen::VectorXd weights = Eigen::VectorXd::Zero(columns);
  // The start score is hardly shrunk, so that few data leave the direction near it.
  Eigen::VectorXd penalty = Eigen::VectorXd::Constant(columns, ridge);
  penalty[0] = lightRidge;
  penalty[columns - 1] = lightRidge;
  const double half = 0.5 * static_cast<double>(positives.size() + negatives.size());
  for (int step = 0; step < 12; ++step) {
    Eigen::MatrixXd curvature = penalty.asDiagonal();
    Eigen::VectorXd gradient = -penalty.cwiseProduct(weights);
    const auto add = [&](const Rows& rows, double label) {
      const double weight = half / static_cast<double>(rows.size());
      for (const std::size_t i : rows) {
        const Eigen::VectorXd x = features.row(static_cast<Eigen::Index>(i)).transpose();
        const double p = 1 / (1 + std::exp(-std::clamp(x.dot(weights), -30.0, 30.0)));
        gradient += weight * (label - p) * x;
        curvature.selfadjointView<Eigen::Lower>().rankUpdate(x, weight * std::max(p * (1 - p), 1e-6));
      }
    };
    add(positives, 1);
    add(negatives, 0);
    const Eigen::VectorXd move = curvature.selfadjointView<Eigen::Lower>().ldlt().solve(gradient);
    weights += move;
    if (move.norm() < 1e-8 * (1 + weights.norm())) break;
  }
  return weights;
}

/// Scores of all matches by what the training rows teach.
std::vector<double> learnScores(const std::vector<Psm>& psms, const Eigen::MatrixXd& features, const Rows& training,
                                const std::vector<double>& start) {
  std::vector<double> best = start;
  std::size_t mostTargets = thresholdOf(psms, training, start).targets;
  std::vector<double> scores = start;
  for (int round = 0; round < rounds; ++round) {
    const auto threshold = thresholdOf(psms, training, scores);
    Rows positives;
    Rows negatives;
    for (const std::size_t i : training) {
      if (psms[i].decoy) {
        negatives.push_back(i);
      } else if (scores[i] >= threshold.score) {
        positives.push_back(i);
      }
    }
    if (threshold.targets < fewestTrainingTargets || negatives.empty()) break;
    const Eigen::VectorXd predicted = features * learn(features, positives, negatives);
    scores.assign(predicted.begin(), predicted.end());
    const auto reached = thresholdOf(psms, training, scores).targets;
    if (reached >= mostTargets) {
      best = scores;
      mostTargets = reached;
    }
  }
  return best;
}

}  // namespace

double startScore(const Psm& psm) {
  return static_cast<double>(psm.hyperscore) + static_cast<double>(psm.deltaScore) +
         static_cast<double>(psm.ionSurprise);
}

Rescored rescore(const std::vector<Psm>& psms, const std::vector<int>& folds) {
  Rescored result;
  for (const auto& psm : psms) result.scores.push_back(startScore(psm));
  if (psms.empty()) return result;
  const auto start = result.scores;
  std::array<Rows, foldCount> training;
  for (std::size_t i = 0; i < psms.size(); ++i) {
    for (int fold = 0; fold < foldCount; ++fold) {
      if (folds[i] != fold) training[static_cast<std::size_t>(fold)].push_back(i);
    }
  }
  result.trainingTargets = psms.size();
  std::size_t decoys = psms.size();
  for (const auto& rows : training) {
    result.trainingTargets = std::min(result.trainingTargets, thresholdOf(psms, rows, start).targets);
    decoys =
        std::min<std::size_t>(decoys, static_cast<std::size_t>(std::count_if(
                                          rows.begin(), rows.end(), [&](std::size_t i) { return psms[i].decoy; })));
  }
  if (result.trainingTargets < fewestTrainingTargets || decoys < fewestTrainingDecoys) return result;
  result.trained = true;
  const auto features = standardFeatures(psms);
  for (int fold = 0; fold < foldCount; ++fold) {
    const auto& rows = training[static_cast<std::size_t>(fold)];
    const auto scores = learnScores(psms, features, rows, start);
    const auto threshold = thresholdOf(psms, rows, scores);
    const double scale = std::max(threshold.score - threshold.medianDecoy, 1e-9);
    for (std::size_t i = 0; i < psms.size(); ++i) {
      if (folds[i] == fold) result.scores[i] = (scores[i] - threshold.score) / scale;
    }
  }
  return result;
}

}  // namespace vescargo
