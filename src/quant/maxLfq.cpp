#include "vescargo/quant/maxLfq.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "vescargo/table/robust.h"

namespace vescargo {

namespace {

using Eigen::Index;

constexpr double notMeasured = std::numeric_limits<double>::quiet_NaN();

/// Median log2 ratio of b to a for each two samples; NaN where no peptide is shared.
Eigen::MatrixXd pairRatios(const Eigen::MatrixXd& peptides) {
  Eigen::MatrixXd ratios = Eigen::MatrixXd::Constant(peptides.cols(), peptides.cols(), notMeasured);
  std::vector<double> differences;
  for (Index a = 0; a < peptides.cols(); ++a) {
    for (Index b = a + 1; b < peptides.cols(); ++b) {
      differences.clear();
      for (Index p = 0; p < peptides.rows(); ++p) differences.push_back(peptides(p, b) - peptides(p, a));
      ratios(a, b) = median(differences);
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
      if (placed[static_cast<std::size_t>(b)] || std::isnan(ratios(reached[i], b))) continue;
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
  // The ratios leave the level open; a constant added to the normal equations sets the mean to 0.
  Eigen::MatrixXd normal = Eigen::MatrixXd::Constant(size, size, 1.0 / static_cast<double>(size));
  Eigen::VectorXd right = Eigen::VectorXd::Zero(size);
  for (Index i = 0; i < size; ++i) {
    for (Index j = 0; j < size; ++j) {
      const double ratio = ratios(samples[static_cast<std::size_t>(i)], samples[static_cast<std::size_t>(j)]);
      if (i == j || std::isnan(ratio)) continue;
      normal(i, i) += 1;
      normal(i, j) -= 1;
      right(i) -= ratio;
    }
  }
  return normal.ldlt().solve(right);
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
  const Eigen::MatrixXd ratios = pairRatios(peptides);
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
