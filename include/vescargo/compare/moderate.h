#pragma once

#include <vector>

namespace vescargo {

/// Scaled inverse chi-square prior of the proteins' variances; df may be infinite, or 0 for none.
struct VariancePrior {
  double df = 0;
  double variance = 0;
};

/// Inverse of the trigamma function by Newton's method (Smyth 2004, appendix).
double trigammaInverse(double x);

/// Smyth 2004, section 6.2: moments of log variances. Entries whose df is not above 0 or
/// whose variance is not finite are passed over.
VariancePrior fitPrior(const std::vector<double>& variances, const std::vector<double>& df);

/// Posterior variance and its df (never above the pooled df, as in limma).
VariancePrior moderateVariance(double variance, double df, const VariancePrior& prior, double pooledDf);

/// Two-sided p of Student's t; df may be infinite. NaN in, NaN out.
double studentP(double t, double df);
/// Quantile of Student's t; df may be infinite.
double studentQuantile(double p, double df);

/// Benjamini & Hochberg 1995; NaN stays NaN and does not count.
std::vector<double> adjustBenjaminiHochberg(const std::vector<double>& p);

}  // namespace vescargo
