#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace vescargo {

struct BootstrapInterval {
  double low, high;  ///< 2.5 % and 97.5 %; NaN where less than half of the resamplings can be fitted
};

/// A row's values on its (whitened) design, and the contrast of its coefficients.
struct RowModel {
  Eigen::VectorXd y;
  Eigen::MatrixXd design;
  Eigen::VectorXd tested;
};

/// Interval of the attenuation 1 - adjusted / unadjusted by resampling groups of units (subjects; `groups` by unit,
/// from 0), each side by itself (`side` 0 or 1 by unit; empty: one side): percentiles (Efron & Tibshirani 1993,
/// section 13.3) with a fixed seed, so that a row's interval hangs on no other row. `row` is of the adjusted model, its
/// last `scores` columns the scores, without which it is the unadjusted one.
BootstrapInterval attenuationInterval(const RowModel& row, Eigen::Index scores, const std::vector<int>& groups,
                                      const std::vector<int>& side, int bootstraps);

/// attenuationInterval of many rows, whose random numbers are drawn once.
class AttenuationBootstrap {
 public:
  AttenuationBootstrap(int bootstraps, std::size_t mostUnits);  ///< that a row will have
  BootstrapInterval interval(const RowModel& row, Eigen::Index scores, const std::vector<int>& groups,
                             const std::vector<int>& side) const;

 private:
  std::size_t bootstraps_;
  std::vector<std::uint32_t> numbers_;
};

}  // namespace vescargo
