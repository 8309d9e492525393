#include "vescargo/compare/responseSlopes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "vescargo/base/Random.h"
#include "vescargo/base/parallelFor.h"
#include "vescargo/stats/SequentialP.h"
#include "vescargo/stats/distributions.h"
#include "vescargo/stats/moderate.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int chunk = 128;
constexpr int chunksOfRound = 4;

/// Of each protein over some subjects.
struct Moments {
  VectorXd count, mean, squares;  ///< squares about the mean; 0 for none
};

Moments momentsOf(const MatrixXd& differences) {
  const VectorXd none = VectorXd::Zero(differences.rows());
  Moments moments{none, none, none};
  for (const auto subject : differences.colwise()) {
    for (Index g = 0; g < subject.size(); ++g) {
      if (std::isnan(subject[g])) continue;
      // Welford's update.
      moments.count[g] += 1;
      const double step = subject[g] - moments.mean[g];
      moments.mean[g] += step / moments.count[g];
      moments.squares[g] += step * (subject[g] - moments.mean[g]);
    }
  }
  return moments;
}

/// Takes back the update of a subject, as if it had been the last one.
void takeOut(const VectorXd& subject, Moments& moments) {
  for (Index g = 0; g < subject.size(); ++g) {
    if (std::isnan(subject[g])) continue;
    moments.count[g] -= 1;
    const double step = subject[g] - moments.mean[g];
    moments.mean[g] = moments.count[g] > 0 ? moments.mean[g] - step / moments.count[g] : 0;
    moments.squares[g] = std::max(0.0, moments.squares[g] - step * (subject[g] - moments.mean[g]));
  }
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

/// Of the proteins that a subject has and `fewest` others, by the others' moments.
Direction directionOf(const Moments& moments, const VectorXd& subject, double fewest) {
  std::vector<Index> some;
  std::vector<double> variances, df;
  for (Index g = 0; g < subject.size(); ++g) {
    if (std::isnan(subject[g]) || moments.count[g] < fewest) continue;
    some.push_back(g);
    df.push_back(moments.count[g] - 1);
    variances.push_back(moments.squares[g] / df.back());
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

/// `moments` are those of all subjects.
ResponseSlope slopeOf(const MatrixXd& differences, Moments moments, Index subject, int minOthers) {
  const auto others = othersOf(subject, differences.cols());
  takeOut(differences.col(subject), moments);
  const Direction direction = directionOf(moments, differences.col(subject), std::max(minOthers, 2));
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

/// Random signs: `count` patterns x `length`, the same for a chunk whatever the threads.
MatrixXd randomSigns(const char* purpose, int number, int count, Index length) {
  Random random(1, purpose, std::to_string(number));
  MatrixXd signs(count, length);
  for (Index i = 0; i < count; ++i) {
    for (Index j = 0; j < length; ++j) signs(i, j) = (random.bits() >> 63U) != 0 ? -1 : 1;
  }
  return signs;
}

/// The patterns from number * chunk on, whose last sign stays: a pattern and its opposite are alike.
MatrixXd allSigns(int number, int count, Index length) {
  MatrixXd signs = MatrixXd::Ones(count, length);
  for (Index i = 0; i < count; ++i) {
    const auto pattern = static_cast<unsigned>(Index{number} * chunk + i);
    for (Index j = 0; j + 1 < length; ++j) signs(i, j) = (pattern >> static_cast<unsigned>(j) & 1U) != 0 ? -1 : 1;
  }
  return signs;
}

/// Changes of proteins about 0, with a prior of their mean squares, which no flip of a subject alters.
struct AboutZero {
  MatrixXd values;  ///< subjects x proteins, 0 where not measured
  VectorXd counts, squares;
  VariancePrior prior;

  /// Sum of squared moderated t, a pattern of signs a row.
  VectorXd lengths(const MatrixXd& signs) const {
    const MatrixXd sums = signs * values;
    Eigen::ArrayXd lengths = Eigen::ArrayXd::Zero(signs.rows());
    for (Index g = 0; g < sums.cols(); ++g) {
      // The moderated variance is a line in the residual squares.
      const double df = counts[g] - 1, endless = std::numeric_limits<double>::infinity();
      const double none = moderateVariance(0, df, prior, endless).variance;
      const double slope = (moderateVariance(1, df, prior, endless).variance - none) / df;
      const Eigen::ArrayXd explained = sums.col(g).array().square() / counts[g];
      lengths += explained / (none + slope * (squares[g] - explained).max(0.0));
    }
    return lengths;
  }
};

AboutZero aboutZero(const MatrixXd& differences) {
  std::vector<Index> some;
  std::vector<double> counts, squares, means;
  for (Index g = 0; g < differences.rows(); ++g) {
    const Eigen::ArrayXd row = differences.row(g).transpose().array();
    const auto count = static_cast<double>((!row.isNaN()).count());
    const double sum = row.isNaN().select(0, row).square().sum();
    if (count < 2 || !(sum > 0)) continue;
    some.push_back(g);
    counts.push_back(count);
    squares.push_back(sum);
    means.push_back(sum / count);
  }
  const MatrixXd rows = differences(some, Eigen::all).transpose();
  const auto n = static_cast<Index>(some.size());
  return {rows.array().isNaN().select(0, rows), Eigen::Map<const VectorXd>(counts.data(), n),
          Eigen::Map<const VectorXd>(squares.data(), n), fitPrior(means, counts)};
}

/// Sums of squared moderated t of consecutive chunks of `patterns` patterns, from chunk `first` on; `signsOf(chunk
/// number, patterns in it)`.
template <class Signs>
std::vector<VectorXd> lengthsOfRound(const AboutZero& changes, int first, int patterns, const Signs& signsOf) {
  const int chunks = std::min(chunksOfRound, (patterns + chunk - 1) / chunk - first);
  std::vector<VectorXd> lengths(static_cast<std::size_t>(chunks));
  parallelFor(chunks, 1, [&](int i) {
    lengths[static_cast<std::size_t>(i)] =
        changes.lengths(signsOf(first + i, std::min(chunk, patterns - (first + i) * chunk)));
  });
  return lengths;
}

ResponseTest flipSubjects(const AboutZero& changes, int flips) {
  const Index n = changes.values.rows();
  const double bar = changes.lengths(MatrixXd::Ones(1, n))[0] * (1 - 1e-10);
  const bool every = n <= 16;
  const int patterns = every ? 1 << static_cast<int>(n - 1) : flips;
  const auto signsOf = [&](int number, int count) {
    return every ? allSigns(number, count, n) : randomSigns("sign flips of subjects", number, count, n);
  };
  Index reached = 0;
  SequentialP random;
  for (int first = 0; first * chunk < patterns && (every || !random.isOver()); first += chunksOfRound) {
    for (const VectorXd& lengths : lengthsOfRound(changes, first, patterns, signsOf)) {
      reached += (lengths.array() >= bar).count();
      for (Index i = 0; i < lengths.size() && !random.isOver(); ++i) random.add(lengths[i] >= bar);
    }
  }
  if (every) return {static_cast<double>(reached) / patterns, 1.0 / patterns};
  return {random.value(), 1.0 / (flips + 1)};
}

}  // namespace

std::vector<ResponseSlope> responseSlopes(const MatrixXd& differences, int minOthers) {
  std::vector<ResponseSlope> slopes(static_cast<std::size_t>(differences.cols()));
  if (differences.cols() < 3) return slopes;
  const Moments moments = momentsOf(differences);
  parallelFor(differences.cols(), 64, [&](Index subject) {
    slopes[static_cast<std::size_t>(subject)] = slopeOf(differences, moments, subject, minOthers);
  });
  return slopes;
}

ResponseTest testResponse(const MatrixXd& differences, int flips) {
  if (differences.cols() < 3) return {};
  return flipSubjects(aboutZero(differences), flips);
}

}  // namespace vescargo
