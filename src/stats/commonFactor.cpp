#include "vescargo/stats/commonFactor.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "vescargo/base/parallelFor.h"
#include "vescargo/stats/NearMedians.h"
#include "vescargo/stats/blockProducts.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double fewestDf = 4;      ///< within blocks, of all columns
constexpr double fewestPairDf = 2;  ///< a correlation of 1 df is 1 or -1
constexpr double usual = 0.5;       ///< correlation of a marker with the others where nothing is known
constexpr double usualDf = 4;       ///< that `usual` counts as
constexpr double mostCorrelation = 0.95;
constexpr double huber = 1.345;       ///< 95 % efficient for normal errors
constexpr double leastWeight = 0.25;  ///< of all, for a column to have a level
constexpr int mostRounds = 200;
constexpr double settled = 1e-9;

/// How rows vary and go together.
struct RowPairs {
  MatrixXd correlation, df;
  VectorXd variance, ownDf;  ///< variance NaN without df
  VectorXd measured;         ///< 1 for a row with any value, else 0
};

RowPairs pairRows(const MatrixXd& values, const std::vector<int>& blocks) {
  const Index rows = values.rows();
  RowPairs pairs{MatrixXd::Identity(rows, rows), MatrixXd::Zero(rows, rows), VectorXd(rows), VectorXd(rows),
                 (!values.array().isNaN()).rowwise().any().cast<double>()};
  for (Index a = 0; a < rows; ++a) {
    for (Index b = 0; b <= a; ++b) {
      const BlockProducts products = blockProducts(values.row(a), values.row(b), blocks);
      if (a == b) {
        pairs.ownDf[a] = products.df;
        pairs.variance[a] = products.df > 0 ? products.aa / products.df : unknown;
      }
      pairs.df(a, b) = pairs.df(b, a) = products.df;
      if (a == b) continue;
      double correlation = products.df < fewestPairDf ? usual : 0;
      if (products.df >= fewestPairDf && products.vary())
        correlation = std::clamp(products.ab / std::sqrt(products.aa * products.bb), -1.0, 1.0);
      pairs.correlation(a, b) = pairs.correlation(b, a) = correlation;
    }
  }
  return pairs;
}

RowPairs withoutRow(const RowPairs& pairs, Index row) {
  std::vector<Index> kept(static_cast<std::size_t>(pairs.variance.size()));
  std::iota(kept.begin(), kept.end(), Index{0});
  kept.erase(kept.begin() + row);
  return {pairs.correlation(kept, kept), pairs.df(kept, kept), pairs.variance(kept), pairs.ownDf(kept),
          pairs.measured(kept)};
}

/// Leading eigenvector by the power method, its sign that of its sum.
VectorXd leadingVector(const MatrixXd& correlation) {
  // The shift makes the largest eigenvalue the one of largest size; pairs with gaps can have negative ones.
  const MatrixXd shifted = correlation + static_cast<double>(correlation.rows()) *
                                             MatrixXd::Identity(correlation.rows(), correlation.rows());
  VectorXd vector = VectorXd::Ones(correlation.rows()).normalized();
  // Not along any eigenvector that symmetry would give.
  for (Index i = 0; i < vector.size(); ++i) vector[i] *= 1 + 1e-3 * static_cast<double>(i % 7);
  for (int round = 0; round < mostRounds; ++round) {
    const VectorXd next = (shifted * vector).normalized();
    const double step = (next - vector).cwiseAbs().maxCoeff();
    vector = next;
    if (step < settled) break;
  }
  return vector.sum() < 0 ? VectorXd(-vector) : vector;
}

/// Correlation of each row with the weighted sum of the others, and its df.
struct RestCorrelations {
  VectorXd r, df;
};

RestCorrelations correlateWithRest(const RowPairs& pairs, const VectorXd& weights) {
  const VectorXd sums = pairs.correlation * weights;
  const double whole = weights.dot(sums);
  RestCorrelations rest{VectorXd::Constant(weights.size(), unknown), VectorXd::Zero(weights.size())};
  for (Index i = 0; i < weights.size(); ++i) {
    const double variance = whole - 2 * weights[i] * sums[i] + weights[i] * weights[i];
    const double others = weights.sum() - weights[i];
    if (others <= 0) continue;
    rest.df[i] = (pairs.df.row(i).dot(weights) - pairs.df(i, i) * weights[i]) / others;
    // Rows that cancel each other out have no factor that another could follow.
    rest.r[i] =
        variance > settled * others * others ? std::clamp((sums[i] - weights[i]) / std::sqrt(variance), -1.0, 1.0) : 0;
  }
  return rest;
}

/// Whether rows have others with a weight to follow.
bool haveCompany(const VectorXd& weights) {
  return (weights.array() > 0).count() >= std::min<Index>(2, weights.size());
}

/// Weights of rows scaled to SD 1.
VectorXd standardWeights(const RowPairs& pairs) {
  const Index rows = pairs.variance.size();
  VectorXd weights = leadingVector(pairs.correlation).cwiseMax(0).cwiseProduct(pairs.measured);
  if (!haveCompany(weights)) weights.setOnes();
  for (int round = 0; round < mostRounds; ++round) {
    const RestCorrelations rest = correlateWithRest(pairs, weights);
    VectorXd next(rows);
    for (Index i = 0; i < rows; ++i) {
      // A row without others to follow leads them.
      const double r = std::isnan(rest.r[i]) ? usual : rest.r[i];
      const double drawn = std::min(mostCorrelation, (rest.df[i] * r + usualDf * usual) / (rest.df[i] + usualDf));
      next[i] = drawn > 0 ? pairs.measured[i] * drawn / (1 - drawn * drawn) : 0;
    }
    if (!haveCompany(next)) return VectorXd::Constant(rows, 1.0 / static_cast<double>(rows));
    next /= next.sum();
    const double step = (next - weights / weights.sum()).cwiseAbs().maxCoeff();
    // Half steps keep rows that hang on each other from taking turns.
    weights = round == 0 ? next : VectorXd((next + weights) / 2);
    if (step < settled) break;
  }
  return weights;
}

/// Weights of the rows as they are, sum 1.
VectorXd rowWeights(const RowPairs& pairs, const VectorXd& standard) {
  const double typical = median({pairs.variance.begin(), pairs.variance.end()});
  VectorXd weights = pairs.measured.sum() > 0 ? VectorXd(standard.cwiseProduct(pairs.measured)) : standard;
  for (Index i = 0; i < weights.size(); ++i) {
    if (!(typical > 0)) continue;
    const double own = std::isnan(pairs.variance[i]) ? 0 : pairs.ownDf[i] * pairs.variance[i];
    weights[i] /= std::sqrt((own + usualDf * typical) / (pairs.ownDf[i] + usualDf));
  }
  return weights / weights.sum();
}

/// Weighted means of the columns; largest step.
double stepColumns(const MatrixXd& parts, const MatrixXd& counts, VectorXd& levels) {
  double largest = 0;
  for (Index c = 0; c < parts.cols(); ++c) {
    double sum = 0, weight = 0;
    for (Index r = 0; r < parts.rows(); ++r) {
      if (counts(r, c) <= 0) continue;
      sum += counts(r, c) * parts(r, c);
      weight += counts(r, c);
    }
    const double level = weight > 0 ? sum / weight : unknown;
    if (!std::isnan(level)) largest = std::max(largest, std::isnan(levels[c]) ? 1 : std::abs(level - levels[c]));
    levels[c] = level;
  }
  return largest;
}

/// Row levels, column levels and how much each value counts for both.
struct Fit {
  VectorXd row, column;
  MatrixXd counts;  ///< 0 where not measured, below 1 for a value far off
};

/// Weighted means of the columns, then of the rows; largest step.
double stepFit(const MatrixXd& values, const VectorXd& weights, Fit& fit) {
  const double largest =
      stepColumns(values.colwise() - fit.row, fit.counts.array().colwise() * weights.array(), fit.column);
  for (Index r = 0; r < values.rows(); ++r) {
    double sum = 0, weight = 0;
    for (Index c = 0; c < values.cols(); ++c) {
      if (fit.counts(r, c) <= 0 || std::isnan(fit.column[c])) continue;
      sum += fit.counts(r, c) * (values(r, c) - fit.column[c]);
      weight += fit.counts(r, c);
    }
    if (weight > 0) fit.row[r] = sum / weight;
  }
  return largest;
}

/// Draws in what lies far off for its row.
class Outlying {
 public:
  explicit Outlying(const MatrixXd& values)
      : byRow_(values.transpose()),
        centres_(VectorXd::Zero(values.rows())),
        distances_(centres_),
        nearCentres_(values.rows(), values.cols()),
        nearDistances_(values.rows(), values.cols()) {}

  void drawIn(Fit& fit) {
    // Of a row that fits exactly nearly all may be rounding, log2.
    constexpr double leastSd = 1e-6;
    VectorXd residuals, away;
    for (Index r = 0; r < byRow_.cols(); ++r) {
      residuals = (byRow_.col(r).array() - fit.row[r]).matrix() - fit.column;
      centres_[r] = nearCentres_.find(r, residuals, centres_[r]);
      away = (residuals.array() - centres_[r]).abs();
      distances_[r] = nearDistances_.find(r, away, distances_[r]);
      const double bar = huber * std::max(sdPerMedianDistance * distances_[r], leastSd);
      for (Index c = 0; c < residuals.size(); ++c) {
        const double residual = std::abs(residuals[c]);
        if (!std::isnan(residual)) fit.counts(r, c) = residual > bar ? bar / residual : 1;
      }
    }
  }

 private:
  MatrixXd byRow_;
  VectorXd centres_, distances_;
  NearMedians nearCentres_, nearDistances_;
};

/// Levels of the columns with what they are means of.
void fitLevels(const MatrixXd& values, std::size_t fewest, CommonFactor& factor) {
  const MatrixXd measured = (!values.array().isNaN()).cast<double>();
  const VectorXd& weights = factor.weights;
  Fit fit{VectorXd(values.rows()), VectorXd::Constant(values.cols(), unknown), measured};
  for (Index r = 0; r < values.rows(); ++r) {
    const VectorXd row = values.row(r);
    const double middle = median({row.begin(), row.end()});
    fit.row[r] = std::isnan(middle) ? 0 : middle;
  }
  Outlying outlying(values);
  for (int round = 0; round < mostRounds; ++round) {
    const double step = stepFit(values, weights, fit);
    if (step < settled) break;
    outlying.drawIn(fit);
  }
  factor.counts = fit.counts.array().colwise() * weights.array();
  factor.parts = values.colwise() - fit.row;
  // The rows were fitted last: a column's level is what its parts give.
  stepColumns(factor.parts, factor.counts, fit.column);
  factor.levels.assign(fit.column.begin(), fit.column.end());
  for (Index c = 0; c < values.cols(); ++c) {
    if (measured.col(c).sum() < static_cast<double>(fewest) || measured.col(c).dot(weights) < leastWeight)
      factor.levels[static_cast<std::size_t>(c)] = unknown;
  }
  const double middle = median(factor.levels);
  if (std::isnan(middle)) return;
  for (double& level : factor.levels) level -= middle;
  factor.parts.array() -= middle;
}

}  // namespace

std::vector<int> tellingBlocks(const std::vector<int>& blocks) {
  std::map<int, int> numbers;
  for (const int block : blocks) numbers.emplace(block, static_cast<int>(numbers.size()));
  if (static_cast<double>(blocks.size() - numbers.size()) < fewestDf) return std::vector<int>(blocks.size(), 0);
  std::vector<int> used;
  for (const int block : blocks) used.push_back(numbers[block]);
  return used;
}

CommonFactor commonFactor(const MatrixXd& values, const std::vector<int>& blocks, std::size_t fewest) {
  CommonFactor factor;
  factor.levels.assign(static_cast<std::size_t>(values.cols()), unknown);
  if (values.size() == 0) return factor;
  const RowPairs pairs = pairRows(values, tellingBlocks(blocks));
  const VectorXd standard = standardWeights(pairs);
  const RestCorrelations rest = correlateWithRest(pairs, standard);
  factor.agreement = rest.r;
  factor.df = rest.df;
  for (Index i = 0; i < rest.r.size(); ++i) {
    if (rest.df[i] < fewestPairDf) factor.agreement[i] = unknown;
  }
  factor.weights = rowWeights(pairs, standard);
  for (Index i = 0; i < factor.agreement.size(); ++i) {
    if (!std::isnan(factor.agreement[i])) factor.coherence += factor.weights[i] * factor.agreement[i];
  }
  fitLevels(values, fewest, factor);
  return factor;
}

std::vector<std::vector<double>> levelsWithoutEach(const MatrixXd& values, const std::vector<int>& blocks,
                                                   std::size_t fewest) {
  std::vector<std::vector<double>> levels(static_cast<std::size_t>(values.rows()),
                                          std::vector<double>(static_cast<std::size_t>(values.cols()), unknown));
  if (values.rows() < 2 || values.cols() == 0) return levels;
  const RowPairs pairs = pairRows(values, tellingBlocks(blocks));
  parallelFor(values.rows(), 1, [&](Index i) {
    const RowPairs others = withoutRow(pairs, i);
    MatrixXd left(values.rows() - 1, values.cols());
    left << values.topRows(i), values.bottomRows(values.rows() - 1 - i);
    CommonFactor factor;
    factor.weights = rowWeights(others, standardWeights(others));
    fitLevels(left, fewest, factor);
    levels[static_cast<std::size_t>(i)] = std::move(factor.levels);
  });
  return levels;
}

}  // namespace vescargo
