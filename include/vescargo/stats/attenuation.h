#pragma once

#include <Eigen/Core>
#include <vector>

namespace vescargo {

struct BootstrapInterval {
  double low, high;  ///< 2.5 % and 97.5 %; NaN where less than half of the resamplings can be fitted
};

/// Interval of the attenuation 1 - adjusted / unadjusted by resampling units, each side by itself (`side` 0 or 1 by
/// unit; empty: one side): percentiles (Efron & Tibshirani 1993, section 13.3) with a fixed seed, so that a row's
/// interval hangs on no other row. `design` is that of the adjusted model, its last column the score, without which it
/// is the unadjusted one; `tested` are the coefficients of the adjusted model.
BootstrapInterval attenuationInterval(const Eigen::VectorXd& y, const Eigen::MatrixXd& design,
                                      const Eigen::VectorXd& tested, const std::vector<int>& side, int bootstraps);

}  // namespace vescargo
