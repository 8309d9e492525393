#include "vescargo/stats/NearMedians.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vescargo {

using Eigen::Index;
using Eigen::VectorXd;

double NearMedians::find(Index at, const VectorXd& values, double expected) {
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

double NearMedians::findAmongAll(Index at, const VectorXd& values) {
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
double NearMedians::middle(std::size_t count, std::size_t place, bool mean) {
  const auto at = kept_.begin() + static_cast<std::ptrdiff_t>(place);
  std::nth_element(kept_.begin(), at, kept_.begin() + static_cast<std::ptrdiff_t>(count));
  return mean ? (*at + *std::max_element(kept_.begin(), at)) / 2 : *at;
}

}  // namespace vescargo
