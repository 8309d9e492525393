#include "vescargo/stats/medianPolish.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int mostRounds = 50;

/// Medians of vectors that change little from round to round. A median is looked for in a window about the expected
/// one: a pass counts what lies below and keeps what lies inside, and only that is ordered. Where the median is
/// elsewhere, all values are ordered, so that it is the exact one.
class NearMedians {
 public:
  NearMedians(Index vectors, Index longest)
      : halfWidths_(VectorXd::Constant(vectors, -1)), kept_(static_cast<std::size_t>(longest) + 1) {}

  /// Median of the values of vector `at`; NaN values are passed over, NaN for none.
  double find(Index at, const VectorXd& values, double expected) {
    if (halfWidths_[at] > 0) {
      const double low = expected - halfWidths_[at], high = expected + halfWidths_[at];
      std::size_t below = 0, inside = 0, above = 0;
      for (const double value : values) {
        kept_[inside] = value;
        inside += static_cast<std::size_t>(value >= low) & static_cast<std::size_t>(value <= high);
        below += static_cast<std::size_t>(value < low);
        above += static_cast<std::size_t>(value > high);
      }
      const std::size_t known = below + inside + above, upper = known / 2, lower = (known - 1) / 2;
      if (known > 0 && lower >= below && upper < below + inside) {
        if (4 * inside > known) halfWidths_[at] /= 2;
        return middle(inside, upper - below, known % 2 == 0);
      }
    }
    return findAmongAll(at, values);
  }

 private:
  double findAmongAll(Index at, const VectorXd& values) {
    std::size_t known = 0;
    for (const double value : values) {
      kept_[known] = value;
      known += static_cast<std::size_t>(!std::isnan(value));
    }
    if (known == 0) return std::numeric_limits<double>::quiet_NaN();
    const double found = middle(known, known / 2, known % 2 == 0);
    const auto upper = kept_.begin() + static_cast<std::ptrdiff_t>(known / 2);
    const auto tenth = static_cast<std::ptrdiff_t>(known / 10);
    std::nth_element(upper, upper + tenth, kept_.begin() + static_cast<std::ptrdiff_t>(known));
    halfWidths_[at] = *(upper + tenth) - *upper;
    return found;
  }

  /// The value at `place` of the first `count` that are kept, or its mean with the one before.
  double middle(std::size_t count, std::size_t place, bool mean) {
    const auto at = kept_.begin() + static_cast<std::ptrdiff_t>(place);
    std::nth_element(kept_.begin(), at, kept_.begin() + static_cast<std::ptrdiff_t>(count));
    return mean ? (*at + *std::max_element(kept_.begin(), at)) / 2 : *at;
  }

  VectorXd halfWidths_;  ///< of the windows; not above 0 where none is known
  std::vector<double> kept_;
};

}  // namespace

MatrixXd withoutRowEffects(const MatrixXd& log2, const std::vector<std::size_t>& rows, double settled) {
  MatrixXd values = log2(rows, Eigen::all);
  // Rows are read as often as columns, so they lie in a copy of their own.
  const MatrixXd byRow = values.transpose();
  VectorXd effects = VectorXd::Zero(values.rows()), levels = VectorXd::Zero(values.cols());
  VectorXd column(values.rows()), row(values.cols());
  NearMedians ofColumns(values.cols(), values.rows()), ofRows(values.rows(), values.cols());
  for (int round = 0; round < mostRounds; ++round) {
    for (Index c = 0; c < values.cols(); ++c) {
      column = values.col(c) - effects;
      levels[c] = ofColumns.find(c, column, levels[c]);
    }
    double largest = 0;
    for (Index i = 0; i < values.rows(); ++i) {
      row = (byRow.col(i).array() - effects[i]).matrix() - levels;
      const double step = ofRows.find(i, row, 0);
      // A row that is measured nowhere has no effect.
      if (std::isnan(step)) continue;
      effects[i] += step;
      largest = std::max(largest, std::abs(step));
    }
    if (largest < settled) break;
  }
  if (effects.size() > 0) effects.array() -= median({effects.begin(), effects.end()});
  values.colwise() -= effects;
  return values;
}

}  // namespace vescargo
