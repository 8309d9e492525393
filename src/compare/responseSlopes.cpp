#include "vescargo/compare/responseSlopes.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>

#include "vescargo/compare/moderate.h"
#include "vescargo/table/Random.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int chunk = 128;

/// Of each protein over some subjects.
struct Moments {
  VectorXd count, mean, variance;  ///< mean and variance NaN for none, 0 deviation for one
};

Moments momentsOf(const MatrixXd& differences, const std::vector<Index>& subjects) {
  Moments moments{VectorXd::Zero(differences.rows()), VectorXd::Zero(differences.rows()),
                  VectorXd::Zero(differences.rows())};
  for (const Index subject : subjects) {
    for (Index g = 0; g < differences.rows(); ++g) {
      const double value = differences(g, subject);
      if (std::isnan(value)) continue;
      // Welford's update.
      moments.count[g] += 1;
      const double step = value - moments.mean[g];
      moments.mean[g] += step / moments.count[g];
      moments.variance[g] += step * (value - moments.mean[g]);
    }
  }
  moments.variance = moments.variance.array() / (moments.count.array() - 1);
  return moments;
}

/// Moderated variances of chosen proteins.
struct Moderated {
  std::vector<double> variance, df;
};

Moderated moderated(const std::vector<double>& variances, const std::vector<double>& df) {
  const VariancePrior prior = fitPrior(variances, df);
  const double pooled = std::accumulate(df.begin(), df.end(), 0.0);
  Moderated result;
  for (std::size_t i = 0; i < df.size(); ++i) {
    const VariancePrior posterior = moderateVariance(variances[i], df[i], prior, pooled);
    result.variance.push_back(posterior.variance);
    result.df.push_back(posterior.df);
  }
  return result;
}

/// Proteins that tell a response of some subjects: a mean each, and the weight of the protein along it.
struct Direction {
  std::vector<Index> proteins;
  VectorXd mean, weight, variance;
  double length = 0;  ///< sum of mean squared over variance, less what noise adds to it
};

Direction directionOf(const MatrixXd& differences, const std::vector<Index>& subjects, const std::vector<bool>& taken,
                      double fewest) {
  const Moments moments = momentsOf(differences, subjects);
  std::vector<Index> some;
  std::vector<double> variances, df;
  for (Index g = 0; g < differences.rows(); ++g) {
    if (!taken[static_cast<std::size_t>(g)] || moments.count[g] < fewest) continue;
    some.push_back(g);
    variances.push_back(moments.variance[g]);
    df.push_back(moments.count[g] - 1);
  }
  const Moderated posterior = moderated(variances, df);
  Direction direction;
  std::vector<double> mean, weight, variance;
  for (std::size_t i = 0; i < some.size(); ++i) {
    const double f = posterior.df[i], s2 = posterior.variance[i], m = moments.mean[some[i]];
    if (!(f > 2) || !(s2 > 0)) continue;
    direction.proteins.push_back(some[i]);
    mean.push_back(m);
    weight.push_back(m / s2);
    variance.push_back(s2);
    direction.length += m * m / s2 - f / (f - 2) / moments.count[some[i]];
  }
  const auto n = static_cast<Index>(mean.size());
  direction.mean = Eigen::Map<const VectorXd>(mean.data(), n);
  direction.weight = Eigen::Map<const VectorXd>(weight.data(), n);
  direction.variance = Eigen::Map<const VectorXd>(variance.data(), n);
  return direction;
}

/// Variance of a subject along the direction: that of some subjects about their mean. A subject that lacks proteins
/// is scaled up by what they would add to independent noise.
double scatterAlong(const MatrixXd& differences, const Direction& direction, const std::vector<Index>& subjects) {
  const VectorXd noise = direction.weight.cwiseAbs2().cwiseProduct(direction.variance);
  double sum = 0, counted = 0;
  for (const Index subject : subjects) {
    double along = 0, seen = 0;
    for (Index i = 0; i < direction.mean.size(); ++i) {
      const double value = differences(direction.proteins[static_cast<std::size_t>(i)], subject);
      if (std::isnan(value)) continue;
      along += direction.weight[i] * (value - direction.mean[i]);
      seen += noise[i];
    }
    if (!(seen > 0)) continue;
    sum += along * along * noise.sum() / seen;
    counted += 1;
  }
  return sum / (counted - 1);
}

std::vector<Index> othersOf(Index subject, Index subjects) {
  std::vector<Index> others;
  for (Index i = 0; i < subjects; ++i) {
    if (i != subject) others.push_back(i);
  }
  return others;
}

ResponseSlope slopeOf(const MatrixXd& differences, Index subject, int minOthers) {
  const auto others = othersOf(subject, differences.cols());
  std::vector<bool> taken;
  for (const double value : differences.col(subject)) taken.push_back(!std::isnan(value));
  const Direction direction = directionOf(differences, others, taken, std::max(minOthers, 2));
  ResponseSlope result;
  result.proteins = static_cast<int>(direction.proteins.size());
  if (!(direction.length > 0)) return result;
  result.slope = differences.col(subject)(direction.proteins).dot(direction.weight) / direction.length;
  const auto n = static_cast<double>(others.size());
  // The lower sum errs too: by that variance over n in what is linear in the others' noise, by at most twice that in
  // its square.
  const double deviation = std::sqrt(scatterAlong(differences, direction, others) * (1 + 2 / n)) / direction.length;
  const double half = deviation * studentQuantile(0.975, n - 1);
  result.low = result.slope - half;
  result.high = result.slope + half;
  return result;
}

/// Part of the patterns whose statistic reaches the observed one, which is the pattern of all ones.
struct Reached {
  double p, floor;
};

/// Squared length of the subjects' signed sum, by their inner products.
Reached flipSubjects(const MatrixXd& products, int flips) {
  const Index n = products.rows();
  const auto lengthOf = [&](const VectorXd& signs) { return signs.dot(products * signs); };
  const double bar = lengthOf(VectorXd::Ones(n)) * (1 - 1e-10);
  VectorXd signs = VectorXd::Ones(n);
  if (n <= 16) {
    // A pattern and its opposite are equally long, so the last sign stays.
    const std::uint64_t patterns = std::uint64_t{1} << static_cast<unsigned>(n - 1);
    double reached = 0;
    for (std::uint64_t pattern = 0; pattern < patterns; ++pattern) {
      for (Index i = 0; i + 1 < n; ++i) signs[i] = (pattern >> static_cast<unsigned>(i) & 1U) != 0 ? -1 : 1;
      reached += lengthOf(signs) >= bar ? 1 : 0;
    }
    return {reached / static_cast<double>(patterns), 1 / static_cast<double>(patterns)};
  }
  Random random(1, "sign flips of subjects");
  int reached = 0;
  for (int flip = 0; flip < flips; ++flip) {
    for (double& sign : signs) sign = (random.bits() >> 63U) != 0 ? -1 : 1;
    reached += lengthOf(signs) >= bar ? 1 : 0;
  }
  return {(reached + 1.0) / (flips + 1), 1.0 / (flips + 1)};
}

/// Squared length of the sum of signed rows.
Reached flipRows(const MatrixXd& rows, int flips) {
  const double bar = rows.colwise().sum().squaredNorm() * (1 - 1e-10);
  const int chunks = (flips + chunk - 1) / chunk;
  std::vector<Index> reached(static_cast<std::size_t>(chunks));
#pragma omp parallel for schedule(dynamic)
  for (int number = 0; number < chunks; ++number) {
    Random random(1, "sign flips of proteins", std::to_string(number));
    MatrixXd signs(std::min(chunk, flips - number * chunk), rows.rows());
    for (Index i = 0; i < signs.rows(); ++i) {
      for (Index j = 0; j < signs.cols(); ++j) signs(i, j) = (random.bits() >> 63U) != 0 ? -1 : 1;
    }
    const MatrixXd sums = signs * rows;
    reached[static_cast<std::size_t>(number)] = (sums.rowwise().squaredNorm().array() >= bar).count();
  }
  const auto sum = static_cast<double>(std::accumulate(reached.begin(), reached.end(), Index{0}));
  return {(sum + 1) / (flips + 1), 1.0 / (flips + 1)};
}

/// Inner products of the subjects' changes in standard deviations about 0, which no flip of a subject alters.
MatrixXd productsOf(const MatrixXd& differences) {
  std::vector<double> squares, counts;
  for (Index g = 0; g < differences.rows(); ++g) {
    const auto row = differences.row(g).array();
    counts.push_back(static_cast<double>((!row.isNaN()).count()));
    squares.push_back(row.isNaN().select(0, row).square().sum() / std::max(counts.back(), 1.0));
  }
  const Moderated posterior = moderated(squares, counts);
  MatrixXd scaled = differences.array().isNaN().select(0, differences);
  for (Index g = 0; g < scaled.rows(); ++g) {
    const double n = counts[static_cast<std::size_t>(g)], variance = posterior.variance[static_cast<std::size_t>(g)];
    scaled.row(g) *= n > 0 && variance > 0 ? 1 / std::sqrt(variance * n) : 0;
  }
  return scaled.transpose() * scaled;
}

}  // namespace

std::vector<ResponseSlope> responseSlopes(const MatrixXd& differences, int minOthers) {
  std::vector<ResponseSlope> slopes(static_cast<std::size_t>(differences.cols()));
  if (differences.cols() < 3) return slopes;
#pragma omp parallel for
  for (Index subject = 0; subject < differences.cols(); ++subject)
    slopes[static_cast<std::size_t>(subject)] = slopeOf(differences, subject, minOthers);
  return slopes;
}

ResponseTests testResponse(const MatrixXd& differences, int flips) {
  ResponseTests tests;
  if (differences.cols() < 3) return tests;
  const Reached common = flipSubjects(productsOf(differences), flips);
  tests.commonP = common.p;
  tests.commonFloor = common.floor;
  const Direction direction = directionOf(differences, othersOf(-1, differences.cols()),
                                          std::vector<bool>(static_cast<std::size_t>(differences.rows()), true), 3);
  if (direction.proteins.empty()) return tests;
  MatrixXd deviations = differences(direction.proteins, Eigen::all).colwise() - direction.mean;
  deviations = direction.weight.asDiagonal() * MatrixXd(deviations.array().isNaN().select(0, deviations));
  const Reached differ = flipRows(deviations, flips);
  tests.differP = differ.p;
  tests.differFloor = differ.floor;
  tests.differPart = std::max(0.0, 1 - deviations.squaredNorm() / deviations.colwise().sum().squaredNorm());
  return tests;
}

}  // namespace vescargo
