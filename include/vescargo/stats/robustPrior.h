#pragma once

#include <vector>

namespace vescargo {

/// A prior that rows whose variance stands out share less.
struct RobustPrior {
  double df = 0;                  ///< of the rows that do not stand out
  std::vector<double> dfs;        ///< by row
  std::vector<double> variances;  ///< by row; NaN where the covariate is not finite
};

/// Robust empirical Bayes (Phipson, Lee, Majewski, Alexander & Smyth 2016) as limma's fitFDistRobustly has it: the
/// moments of log variances are taken after the lowest 5 % and the highest 10 % are drawn in, and a variance that is
/// too high for that prior gets fewer prior df, by the probability that it is an outlier. Not robust for less than 3
/// rows, for rows so few that none is drawn in, and where half of the variances are 0.
/// With a `covariate` (a value a row; empty for none) the trend is fitPriorTrend's spline; limma has a lowess there.
/// Rows that fitPrior passes over have the shared prior. Throws DoNotFit as fitPriorTrend does.
RobustPrior fitRobustPrior(const std::vector<double>& variances, const std::vector<double>& df,
                           const std::vector<double>& covariate = {});

}  // namespace vescargo
