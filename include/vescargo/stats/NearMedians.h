#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

namespace vescargo {

/// Medians of vectors that change little from round to round. A median is looked for in a window about the expected
/// one: a pass counts what lies below and keeps what lies inside, and only that is ordered. Where the median is
/// elsewhere, all values are ordered, so that it is the exact one.
class NearMedians {
 public:
  NearMedians(Eigen::Index vectors, Eigen::Index longest)
      : halfWidths_(Eigen::VectorXd::Constant(vectors, -1)), kept_(static_cast<std::size_t>(longest) + 1) {}

  /// Median of the values of vector `at`; NaN values are passed over, NaN for none.
  double find(Eigen::Index at, const Eigen::VectorXd& values, double expected);

 private:
  double findAmongAll(Eigen::Index at, const Eigen::VectorXd& values);
  double middle(std::size_t count, std::size_t place, bool mean);

  Eigen::VectorXd halfWidths_;  ///< of the windows; not above 0 where none is known
  std::vector<double> kept_;
};

}  // namespace vescargo
