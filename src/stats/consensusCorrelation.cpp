#include "vescargo/stats/consensusCorrelation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "vescargo/base/parallelFor.h"
#include "vescargo/stats/BlockNumbers.h"
#include "vescargo/stats/leastSquares.h"
#include "vescargo/stats/orthonormal.h"
#include "vescargo/stats/unitModel.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double highest = 0.99;
constexpr double trimmed = 0.15;  ///< at either end

/// Residual squares along eigenvectors that have an eigenvalue in common.
struct Squares {
  double eigenvalue;
  double count;
  double sum;
};

/// A row's measured units.
struct MeasuredRow {
  VectorXd y;
  MatrixXd design;
  BlockNumbers blocks;
};

MeasuredRow measuredRow(const Eigen::RowVectorXd& values, const MatrixXd& design, const std::vector<int>& blocks) {
  std::vector<Index> units;
  std::vector<int> own;
  for (Index unit = 0; unit < values.size(); ++unit) {
    if (!std::isfinite(values[unit])) continue;
    units.push_back(unit);
    own.push_back(blocks[static_cast<std::size_t>(unit)]);
  }
  return {values(units).transpose(), design(units, Eigen::all), BlockNumbers(own)};
}

/// What is told of blocks by sums over their units. Eigenvalues of the blocks in the residual space are those of
/// diag(sizes) - W W', W the sums of the design's orthonormal columns (blocks x rank). Blocks of one size whose
/// combination is at right angles to their part of W keep it as eigenvalue; only what W spans has to be decomposed.
struct ReducedBlocks {
  std::vector<Squares> whole;      ///< of the sizes
  std::vector<double> sizes, sum;  ///< of what is left: sizes and sums of the residuals, in the same turned blocks
  std::vector<VectorXd> design;    ///< W by turned block

  void keep(double size, double residual, const VectorXd& sums) {
    sizes.push_back(size);
    sum.push_back(residual);
    design.push_back(sums);
  }
};

void addSize(double size, const MatrixXd& sums, const VectorXd& residuals, ReducedBlocks& reduced) {
  const Index rank = sums.cols();
  if (rank > 0 && sums.rows() <= rank) {
    for (Index i = 0; i < sums.rows(); ++i) reduced.keep(size, residuals[i], sums.row(i).transpose());
    return;
  }
  VectorXd along = residuals;
  if (rank > 0) {
    const QrFactors qr = factorQr(sums);
    along = turned(qr, residuals);
    const MatrixXd upper = upperOf(qr);
    for (Index i = 0; i < rank; ++i) reduced.keep(size, along[i], upper.row(i).transpose());
  }
  const Index rest = sums.rows() - rank;
  reduced.whole.push_back({size, static_cast<double>(rest), along.tail(rest).squaredNorm() / size});
}

void decompose(const ReducedBlocks& reduced, std::vector<Squares>& squares) {
  const auto n = static_cast<Index>(reduced.sizes.size());
  if (n == 0) return;
  MatrixXd matrix(n, n);
  for (Index i = 0; i < n; ++i) {
    for (Index j = 0; j <= i; ++j) {
      matrix(i, j) = -reduced.design[static_cast<std::size_t>(i)].dot(reduced.design[static_cast<std::size_t>(j)]);
    }
    matrix(i, i) += reduced.sizes[static_cast<std::size_t>(i)];
  }
  const SymmetricEigen eigen = eigenOfSymmetric(matrix);
  const VectorXd along = eigen.vectors.transpose() * Eigen::Map<const VectorXd>(reduced.sum.data(), n);
  const double rounding = 1e-10 * *std::max_element(reduced.sizes.begin(), reduced.sizes.end());
  for (Index i = 0; i < n; ++i) {
    if (eigen.values[i] > rounding) squares.push_back({eigen.values[i], 1, along[i] * along[i] / eigen.values[i]});
  }
}

/// All residual squares of a row; none where nothing but rounding is left of it.
std::vector<Squares> residualSquares(const MeasuredRow& row) {
  const MatrixXd q = orthonormalBasis(row.design).vectors;
  VectorXd residuals = row.y;
  for (int pass = 0; pass < 2; ++pass) residuals -= q * (q.transpose() * residuals).eval();
  if (residuals.norm() <= 1e-12 * row.y.norm()) return {};
  const MatrixXd ofBasis = row.blocks.sums(q), ofResiduals = row.blocks.sums(residuals);
  std::map<double, std::vector<Index>> bySize;
  for (Index block = 0; block < row.blocks.count(); ++block) bySize[row.blocks.sizes[block]].push_back(block);
  ReducedBlocks reduced;
  for (const auto& [size, of] : bySize) addSize(size, ofBasis(of, Eigen::all), ofResiduals(of, 0), reduced);
  std::vector<Squares> squares = reduced.whole;
  decompose(reduced, squares);
  Squares others{0, static_cast<double>(row.y.size() - q.cols()), residuals.squaredNorm()};
  for (const Squares& some : squares) {
    others.count -= some.count;
    others.sum -= some.sum;
  }
  if (others.count > 0) squares.push_back({0, others.count, std::max(others.sum, 0.0)});
  return squares;
}

/// Residual and block variance.
struct Components {
  double residual = unknown, block = unknown;

  double mean(const Squares& squares) const { return residual + block * squares.eigenvalue; }
};

/// The gamma model's sums at some components.
struct GammaModel {
  const std::vector<Squares>& squares;

  /// But for a constant; infinite where a mean is below 0.
  double deviance(const Components& at) const {
    double sum = 0;
    for (const Squares& some : squares) {
      const double mean = at.mean(some);
      if (mean < 0) return infinity;
      sum += 2 * (some.sum / mean + some.count * (std::log(mean) - 1));
    }
    return sum;
  }
  double largestMean(const Components& at) const {
    double largest = 0;
    for (const Squares& some : squares) largest = std::max(largest, at.mean(some));
    return largest;
  }
};

/// Weighted sums for a line in the eigenvalue.
struct LineSums {
  double one = 0, eigenvalue = 0, square = 0;  ///< information
  double alongOne = 0, alongEigenvalue = 0;    ///< with what is to be told

  void add(const Squares& some, double weight, double value) {
    one += weight * some.count;
    eigenvalue += weight * some.count * some.eigenvalue;
    square += weight * some.count * some.eigenvalue * some.eigenvalue;
    alongOne += weight * value;
    alongEigenvalue += weight * value * some.eigenvalue;
  }
  Components solve(double damping) const {
    const double a = one + damping, b = square + damping, determinant = a * b - eigenvalue * eigenvalue;
    return {(b * alongOne - eigenvalue * alongEigenvalue) / determinant,
            (a * alongEigenvalue - eigenvalue * alongOne) / determinant};
  }
};

Components fitLine(const std::vector<Squares>& squares) {
  LineSums sums;
  for (const Squares& some : squares) sums.add(some, 1, some.sum);
  return sums.solve(0);
}

/// Information and score of the gamma model. Means whose square is small beside the largest one's are not trusted
/// beyond a thousandth of it.
LineSums scoresAt(const GammaModel& model, const Components& at) {
  const double largest = model.largestMean(at), least = largest * largest / 1e3;
  LineSums sums;
  for (const Squares& some : model.squares) {
    const double mean = at.mean(some);
    sums.add(some, 1 / std::max(mean * mean, least), some.sum - some.count * mean);
  }
  return sums;
}

Components fitGamma(const std::vector<Squares>& squares, const Components& start) {
  constexpr int mostIterations = 21;
  constexpr double tolerance = 1e-6, mostDamping = 1e15;
  const GammaModel model{squares};
  Components at = start;
  double deviance = model.deviance(at), damping = 0;
  for (int iteration = 0; iteration < mostIterations; ++iteration) {
    const LineSums sums = scoresAt(model, at);
    if (iteration == 0) damping = (sums.one + sums.square) / 4;
    const double limit = mostDamping * std::max(sums.one, sums.square);
    bool atOnce = true;
    Components step = sums.solve(damping), next{at.residual + step.residual, at.block + step.block};
    while (!(model.deviance(next) <= deviance)) {
      if (damping > limit) return at;
      atOnce = false;
      damping *= 2;
      step = sums.solve(damping);
      next = {at.residual + step.residual, at.block + step.block};
    }
    at = next;
    deviance = model.deviance(at);
    if (atOnce) damping /= 10;
    if (sums.alongOne * step.residual + sums.alongEigenvalue * step.block < tolerance) break;
  }
  return at;
}

Components fitComponents(const std::vector<Squares>& squares) {
  double count = 0, nonZero = 0, sum = 0, mean = 0, spread = 0;
  for (const Squares& some : squares) {
    count += some.count;
    nonZero += some.eigenvalue > 0 ? some.count : 0;
    sum += some.sum;
    mean += some.count * some.eigenvalue;
  }
  mean /= count;
  for (const Squares& some : squares) spread += some.count * (some.eigenvalue - mean) * (some.eigenvalue - mean);
  if (!(spread > 1e-10) || !(sum > 0)) return {};
  const Components line = fitLine(squares);
  if (count <= 2 || nonZero < 2) return line;
  const bool positive =
      std::all_of(squares.begin(), squares.end(), [&](const Squares& some) { return line.mean(some) >= 0; });
  return fitGamma(squares, positive ? line : Components{sum / count, 0});
}

double correlationOf(const MeasuredRow& row) {
  const auto units = row.y.size();
  const Index blocks = row.blocks.count();
  if (units <= row.design.cols() + 2 || blocks < 2 || blocks >= units - 1) return unknown;
  const auto squares = residualSquares(row);
  if (squares.empty()) return unknown;
  const Components components = fitComponents(squares);
  return components.block / (components.residual + components.block);
}

}  // namespace

VectorXd blockCorrelations(const MatrixXd& values, const MatrixXd& design, const std::vector<int>& blocks,
                           const VectorXd& weights) {
  VectorXd correlations = VectorXd::Constant(values.rows(), unknown);
  const double largest = blocks.empty() ? 0 : BlockNumbers(blocks).sizes.maxCoeff();
  if (largest < 2) return correlations;
  const double lowest = 1.0 / (1 - largest) + 0.01;
  const VectorXd roots = rootWeights(weights, values.cols());
  const MatrixXd scaled = roots.asDiagonal() * design;
  parallelFor(values.rows(), 16, [&](Index row) {
    const double correlation = correlationOf(measuredRow(values.row(row) * roots.asDiagonal(), scaled, blocks));
    if (!std::isnan(correlation)) correlations[row] = std::clamp(correlation, lowest, highest);
  });
  return correlations;
}

double consensusCorrelation(const MatrixXd& values, const MatrixXd& design, const std::vector<int>& blocks,
                            const VectorXd& weights) {
  std::vector<double> deviates;
  for (const double correlation : blockCorrelations(values, design, blocks, weights)) {
    if (!std::isnan(correlation)) deviates.push_back(std::atanh(correlation));
  }
  if (deviates.empty()) return 0;
  std::sort(deviates.begin(), deviates.end());
  const auto cut = static_cast<std::ptrdiff_t>(trimmed * static_cast<double>(deviates.size()));
  const double sum = std::accumulate(deviates.begin() + cut, deviates.end() - cut, 0.0);
  return std::tanh(sum / static_cast<double>(static_cast<std::ptrdiff_t>(deviates.size()) - 2 * cut));
}

}  // namespace vescargo
