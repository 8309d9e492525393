#include "vescargo/quant/maxLfq.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "vescargo/stats/leastSquares.h"

namespace vescargo {

namespace {

using Eigen::Index;

constexpr double notMeasured = std::numeric_limits<double>::quiet_NaN();

/// For few values faster than any other way.
void insertionSort(std::vector<double>& values) {
  for (std::size_t i = 1; i < values.size(); ++i) {
    const double value = values[i];
    std::size_t place = i;
    for (; place > 0 && values[place - 1] > value; --place) values[place] = values[place - 1];
    values[place] = value;
  }
}

/// Median of what is in the buffer, whose order changes; at least one value.
double medianOf(std::vector<double>& values) {
  constexpr std::size_t few = 16;
  if (values.size() <= few) {
    insertionSort(values);
    return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
  }
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return values.size() % 2 == 1 ? *middle : (*middle + *std::max_element(values.begin(), middle)) / 2;
}

Eigen::VectorXd measuredCounts(const Eigen::MatrixXd& peptides) {
  return (peptides.array() == peptides.array()).cast<double>().colwise().sum().transpose();
}

/// How far a ratio is that of the sums, 0 to 1, by the numbers of peptides in its two samples.
double shareOfSums(double one, double other) {
  constexpr double begin = 2.5;
  constexpr double end = 10;
  return std::clamp((std::max(one, other) / std::min(one, other) - begin) / (end - begin), 0.0, 1.0);
}

/// log2 ratio of b to a for each two samples; NaN where no peptide is shared.
Eigen::MatrixXd pairRatios(const Eigen::MatrixXd& peptides, const Eigen::VectorXd& sums) {
  const Eigen::VectorXd counts = measuredCounts(peptides);
  Eigen::MatrixXd ratios = Eigen::MatrixXd::Constant(peptides.cols(), peptides.cols(), notMeasured);
  std::vector<double> differences;
  differences.reserve(static_cast<std::size_t>(peptides.rows()));
  for (Index b = 0; b < peptides.cols(); ++b) {
    for (Index a = 0; a < b; ++a) {
      differences.clear();
      for (Index p = 0; p < peptides.rows(); ++p) {
        const double difference = peptides(p, b) - peptides(p, a);
        if (!std::isnan(difference)) differences.push_back(difference);
      }
      if (differences.empty()) continue;
      const double share = shareOfSums(counts(a), counts(b));
      ratios(a, b) = (1 - share) * medianOf(differences) + share * (sums(b) - sums(a));
      ratios(b, a) = -ratios(a, b);
    }
  }
  return ratios;
}

/// Samples that chains of ratios join to `seed`, ascending; they are marked as placed.
std::vector<Index> joined(const Eigen::MatrixXd& ratios, Index seed, std::vector<bool>& placed) {
  std::vector<Index> reached{seed};
  placed[static_cast<std::size_t>(seed)] = true;
  for (std::size_t i = 0; i < reached.size(); ++i) {
    for (Index b = 0; b < ratios.cols(); ++b) {
      if (placed[static_cast<std::size_t>(b)] || std::isnan(ratios(b, reached[i]))) continue;
      placed[static_cast<std::size_t>(b)] = true;
      reached.push_back(b);
    }
  }
  std::sort(reached.begin(), reached.end());
  return reached;
}

/// Least-squares profile of the samples, with a mean of 0.
Eigen::VectorXd fitProfile(const Eigen::MatrixXd& ratios, const std::vector<Index>& samples) {
  const auto size = static_cast<Index>(samples.size());
  const Eigen::MatrixXd between = ratios(samples, samples);
  // With all ratios there, the solution is each sample's mean log2 ratio to all of them.
  if ((between.array() != between.array()).count() == size)
    return (between.array() == between.array()).select(between, 0).colwise().sum().transpose() / size;
  // The ratios leave the level open; a constant added to the normal equations sets the mean to 0, and makes them
  // positive definite, since the samples are joined.
  Eigen::MatrixXd normal = Eigen::MatrixXd::Constant(size, size, 1.0 / static_cast<double>(size));
  Eigen::VectorXd right = Eigen::VectorXd::Zero(size);
  for (Index j = 0; j < size; ++j) {
    for (Index i = 0; i < size; ++i) {
      if (std::isnan(between(i, j))) continue;
      normal(j, j) += 1;
      normal(i, j) -= 1;
      right(j) += between(i, j);
    }
  }
  return solvePositive(normal, right).value();
}

}  // namespace

Eigen::VectorXd summedIntensity(const Eigen::MatrixXd& peptides) {
  Eigen::VectorXd log2 = Eigen::VectorXd::Constant(peptides.cols(), notMeasured);
  for (Index s = 0; s < peptides.cols(); ++s) {
    double sum = 0;
    for (Index p = 0; p < peptides.rows(); ++p) {
      if (!std::isnan(peptides(p, s))) sum += std::exp2(peptides(p, s));
    }
    if (sum > 0) log2(s) = std::log2(sum);
  }
  return log2;
}

Eigen::VectorXd maxLfq(const Eigen::MatrixXd& peptides) {
  Eigen::VectorXd log2 = summedIntensity(peptides);
  if (peptides.rows() == 1) return log2;
  const Eigen::MatrixXd ratios = pairRatios(peptides, log2);
  std::vector<bool> placed(static_cast<std::size_t>(peptides.cols()), false);
  for (Index seed = 0; seed < peptides.cols(); ++seed) {
    if (placed[static_cast<std::size_t>(seed)] || std::isnan(log2(seed))) continue;
    const auto samples = joined(ratios, seed, placed);
    if (samples.size() == 1) continue;
    const Eigen::VectorXd profile = fitProfile(ratios, samples);
    double measured = 0;
    double fitted = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      measured += std::exp2(log2(samples[i]));
      fitted += std::exp2(profile(static_cast<Index>(i)));
    }
    const double level = std::log2(measured / fitted);
    for (std::size_t i = 0; i < samples.size(); ++i) log2(samples[i]) = profile(static_cast<Index>(i)) + level;
  }
  return log2;
}

}  // namespace vescargo
