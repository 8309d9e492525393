#include "vescargo/compare/moderate.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <limits>
#include <numeric>

namespace vescargo {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double trigammaInverse(double x) {
  if (x > 1e7) return 1 / std::sqrt(x);
  if (x < 1e-6) return 1 / x;
  double y = 0.5 + 1 / x;
  for (int i = 0; i < 50; ++i) {
    const double value = boost::math::trigamma(y);
    const double step = value * (1 - value / x) / boost::math::polygamma(2, y);
    y += step;
    if (-step / y < 1e-8) break;
  }
  return y;
}

VariancePrior fitPrior(const std::vector<double>& variances, const std::vector<double>& df) {
  std::vector<double> x, d;
  for (std::size_t i = 0; i < variances.size(); ++i) {
    if (!(df[i] > 0) || !std::isfinite(variances[i])) continue;
    x.push_back(std::max(variances[i], 0.0));
    d.push_back(df[i]);
  }
  if (x.empty()) return {0, unknown};
  if (x.size() == 1) return {0, x.front()};
  std::vector<double> sorted = x;
  std::sort(sorted.begin(), sorted.end());
  const std::size_t half = sorted.size() / 2;
  double middle = sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  if (middle == 0) middle = 1;
  const auto n = static_cast<double>(x.size());
  double mean = 0, spread = 0, expected = 0;
  std::vector<double> e(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    // A variance of 0 has no logarithm; limma lifts it to this part of the median.
    x[i] = std::max(x[i], 1e-5 * middle);
    e[i] = std::log(x[i]) - boost::math::digamma(d[i] / 2) + std::log(d[i] / 2);
    mean += e[i] / n;
    expected += boost::math::trigamma(d[i] / 2) / n;
  }
  for (const double value : e) spread += (value - mean) * (value - mean) / (n - 1);
  if (!(spread > expected)) return {infinity, std::accumulate(x.begin(), x.end(), 0.0) / n};
  const double prior = 2 * trigammaInverse(spread - expected);
  return {prior, std::exp(mean + boost::math::digamma(prior / 2) - std::log(prior / 2))};
}

VariancePrior moderateVariance(double variance, double df, const VariancePrior& prior, double pooledDf) {
  if (prior.df == 0) return {df, variance};
  const double total = std::min(df + prior.df, pooledDf);
  if (std::isinf(prior.df)) return {total, prior.variance};
  return {total, (df * variance + prior.df * prior.variance) / (df + prior.df)};
}

double studentP(double t, double df) {
  if (std::isnan(t) || !(df > 0)) return unknown;
  if (std::isinf(t)) return 0;
  using boost::math::complement;
  if (std::isinf(df)) return 2 * cdf(complement(boost::math::normal(), std::abs(t)));
  return 2 * cdf(complement(boost::math::students_t(df), std::abs(t)));
}

double studentQuantile(double p, double df) {
  if (!(df > 0)) return unknown;
  if (std::isinf(df)) return quantile(boost::math::normal(), p);
  return quantile(boost::math::students_t(df), p);
}

std::vector<double> adjustBenjaminiHochberg(const std::vector<double>& p) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (!std::isnan(p[i])) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return p[a] < p[b]; });
  std::vector<double> q(p.size(), unknown);
  double least = 1;
  for (std::size_t rank = order.size(); rank > 0; --rank) {
    const double value = p[order[rank - 1]] * static_cast<double>(order.size()) / static_cast<double>(rank);
    least = std::min(least, value);
    q[order[rank - 1]] = least;
  }
  return q;
}

}  // namespace vescargo
