#pragma once

#include <cstddef>
#include <vector>

namespace vescargo {

/// Scaled inverse chi-square prior of the proteins' variances; df may be infinite, or 0 for none.
struct VariancePrior {
  double df = 0;
  double variance = 0;
};

/// Inverse of the trigamma function by Newton's method (Smyth 2004, appendix).
double trigammaInverse(double x);

/// Smyth 2004, section 6.2: moments of log variances. Entries whose df is not above 0 or whose variance is not finite
/// are passed over: so rows are left out that shall not shape the prior, such as one of an imputation's floor, which
/// has a variance of 0 that is none.
VariancePrior fitPrior(const std::vector<double>& variances, const std::vector<double>& df);

/// A prior whose variance follows a covariate.
struct PriorTrend {
  double df = 0;                  ///< may be infinite, or 0 for none
  std::vector<double> variances;  ///< by row; NaN where the covariate is not finite
};

/// The same moments about a natural spline of `covariate` (mean log2 intensity, say) through the log variances, as
/// limma's fitFDist takes them (limma-trend: Law et al. 2014): 4 df, 3 for less than 30 rows, 2 for less than 6, never
/// more than the covariate has values; without a trend for less than 3 rows. Rows that fitPrior passes over, and those
/// whose covariate is not finite, do not count; the former get the spline's value all the same. The three have a value
/// a row; throws DoNotFit otherwise.
PriorTrend fitPriorTrend(const std::vector<double>& variances, const std::vector<double>& df,
                         const std::vector<double>& covariate);

/// Values of the spline that fitPriorTrend puts through `y` at `covariate`; the mean of `y` where it has no trend.
std::vector<double> fitTrend(const std::vector<double>& y, const std::vector<double>& covariate);

/// What a prior stands on. Its df are infinite where log variances spread no more than sampling makes them: the rows
/// are then taken to have one variance, known without error, and p can be very small with few residual df.
struct PriorEvidence {
  std::size_t rows = 0;  ///< that shape it
  double spread = 0;     ///< variance of the log variances, with a covariate about the trend; NaN for less than 2 rows
  double sampling = 0;   ///< what sampling alone gives, on average

  bool infinite() const { return spread <= sampling; }
};

/// Of fitPrior or, with a covariate (a value a row; empty for none), fitPriorTrend. Throws as that.
PriorEvidence priorEvidence(const std::vector<double>& variances, const std::vector<double>& df,
                            const std::vector<double>& covariate = {});

/// Posterior variance and its df (never above the pooled df, as in limma).
VariancePrior moderateVariance(double variance, double df, const VariancePrior& prior, double pooledDf);

/// Benjamini & Hochberg 1995; NaN stays NaN and does not count.
std::vector<double> adjustBenjaminiHochberg(const std::vector<double>& p);

}  // namespace vescargo
