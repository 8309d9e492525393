#include "vescargo/purity/panelCoherence.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "vescargo/base/splitMix.h"

namespace vescargo {

namespace {

constexpr int shuffles = 199;
constexpr double fewestInCommon = 5;

/// Samples that a marker is measured in, and its centred ranks there; ties share their mean rank.
struct MarkerRanks {
  std::vector<Eigen::Index> samples;
  std::vector<double> ranks;
};

MarkerRanks ranksOf(const Eigen::MatrixXd& values, Eigen::Index marker) {
  MarkerRanks ranked;
  for (Eigen::Index sample = 0; sample < values.cols(); ++sample) {
    if (!std::isnan(values(marker, sample))) ranked.samples.push_back(sample);
  }
  std::vector<std::size_t> order(ranked.samples.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto at = [&](std::size_t i) { return values(marker, ranked.samples[i]); };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return at(a) < at(b); });
  ranked.ranks.resize(order.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first + 1;
    while (end < order.size() && at(order[end]) == at(order[first])) ++end;
    const double rank = static_cast<double>(first + end - 1) / 2 - static_cast<double>(order.size() - 1) / 2;
    for (; first < end; ++first) ranked.ranks[order[first]] = rank;
  }
  return ranked;
}

Eigen::MatrixXd asMatrix(const std::vector<MarkerRanks>& markers, Eigen::Index samples) {
  Eigen::MatrixXd ranks = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(markers.size()), samples);
  for (std::size_t i = 0; i < markers.size(); ++i) {
    for (std::size_t s = 0; s < markers[i].samples.size(); ++s)
      ranks(static_cast<Eigen::Index>(i), markers[i].samples[s]) = markers[i].ranks[s];
  }
  return ranks;
}

/// `common` counts the samples that two markers have.
double meanCorrelation(const Eigen::MatrixXd& ranks, const Eigen::MatrixXd& seen, const Eigen::MatrixXd& common) {
  const Eigen::MatrixXd products = ranks * ranks.transpose();
  const Eigen::MatrixXd squares = ranks.cwiseAbs2() * seen.transpose();
  double sum = 0, pairs = 0;
  for (Eigen::Index i = 0; i < ranks.rows(); ++i) {
    for (Eigen::Index j = 0; j < i; ++j) {
      const double scale = std::sqrt(squares(i, j) * squares(j, i));
      if (common(i, j) < fewestInCommon || !(scale > 0)) continue;
      sum += products(i, j) / scale;
      ++pairs;
    }
  }
  return pairs > 0 ? sum / pairs : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

Coherence panelCoherence(const Eigen::MatrixXd& values) {
  std::vector<MarkerRanks> markers;
  for (Eigen::Index i = 0; i < values.rows(); ++i) markers.push_back(ranksOf(values, i));
  const Eigen::MatrixXd seen = (!values.array().isNaN()).cast<double>();
  const Eigen::MatrixXd common = seen * seen.transpose();
  Coherence coherence;
  coherence.correlation = meanCorrelation(asMatrix(markers, values.cols()), seen, common);
  if (std::isnan(coherence.correlation)) return coherence;
  SplitMix random{1904};
  int asHigh = 0;
  for (int round = 0; round < shuffles; ++round) {
    for (MarkerRanks& marker : markers) {
      for (std::size_t i = marker.ranks.size(); i > 1; --i)
        std::swap(marker.ranks[i - 1], marker.ranks[random.below(i)]);
    }
    // Rounding must not make two equal means differ.
    asHigh += meanCorrelation(asMatrix(markers, values.cols()), seen, common) >= coherence.correlation - 1e-12 ? 1 : 0;
  }
  coherence.p = (1.0 + asHigh) / (1.0 + shuffles);
  return coherence;
}

}  // namespace vescargo
