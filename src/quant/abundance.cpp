#include "vescargo/quant/abundance.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "vescargo/quant/maxLfq.h"

namespace vescargo {

namespace {

using Eigen::Index;

constexpr double notMeasured = std::numeric_limits<double>::quiet_NaN();

/// Positions, the highest value first; NaN is left out.
std::vector<Index> descending(const Eigen::VectorXd& values) {
  std::vector<Index> order;
  for (Index i = 0; i < values.size(); ++i) {
    if (!std::isnan(values(i))) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return values(a) > values(b); });
  return order;
}

}  // namespace

std::vector<Index> topThreeRows(const Eigen::MatrixXd& peptides) {
  std::vector<Index> order = descending(summedIntensity(peptides.transpose()));
  order.resize(std::min<std::size_t>(order.size(), 3));
  std::sort(order.begin(), order.end());
  return order;
}

Eigen::VectorXd topThree(const Eigen::MatrixXd& peptides) {
  const Eigen::MatrixXd rows = peptides(topThreeRows(peptides), Eigen::all);
  const Eigen::ArrayXd measured = (rows.array() == rows.array()).cast<double>().colwise().sum().transpose();
  return summedIntensity(rows).array() - measured.max(1).log() / std::log(2.0);
}

int observablePeptides(std::string_view sequence, const CutRule& cuts) {
  constexpr std::size_t shortest = 6;
  constexpr std::size_t longest = 30;
  std::set<std::string_view> peptides;
  std::size_t start = 0;
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    const bool last = i + 1 == sequence.size();
    if (!last && !cuts.cuts(i == 0 ? '\0' : sequence[i - 1], sequence[i], sequence[i + 1])) continue;
    const std::size_t length = i + 1 - start;
    if (length >= shortest && length <= longest) peptides.insert(sequence.substr(start, length));
    start = i + 1;
  }
  return std::max(1, static_cast<int>(peptides.size()));
}

Eigen::MatrixXd sharesOfSamples(const Eigen::MatrixXd& proteins) {
  const Eigen::VectorXd totals = summedIntensity(proteins);
  Eigen::MatrixXd shares = proteins.rowwise() - totals.transpose();
  return shares.unaryExpr([](double log2) { return std::isnan(log2) ? notMeasured : std::exp2(log2); });
}

Eigen::MatrixXi ranksInSamples(const Eigen::MatrixXd& proteins) {
  Eigen::MatrixXi ranks = Eigen::MatrixXi::Zero(proteins.rows(), proteins.cols());
  for (Index s = 0; s < proteins.cols(); ++s) {
    int rank = 0;
    for (const Index row : descending(proteins.col(s))) ranks(row, s) = ++rank;
  }
  return ranks;
}

}  // namespace vescargo
