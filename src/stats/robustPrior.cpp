#include "vescargo/stats/robustPrior.h"

#include <algorithm>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "vescargo/stats/distributions.h"
#include "vescargo/stats/moderate.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double lowerTail = 0.05, upperTail = 0.1;  ///< parts of the rows that are drawn in

struct Moments {
  double mean, variance;
};

/// Of log F whose tails are drawn in to the quantiles.
Moments winsorizedMoments(double df, double priorDf) {
  const double low = std::log(fisherLowerQuantile(lowerTail, df, priorDf)),
               high = std::log(fisherUpperQuantile(upperTail, df, priorDf));
  const auto integral = [&](const auto& of) {
    const auto weighted = [&](double z) { return fisherDensity(std::exp(z), df, priorDf) * std::exp(z) * of(z); };
    return boost::math::quadrature::gauss_kronrod<double, 61>::integrate(weighted, low, high, 8, 1e-13);
  };
  const double mean = integral([](double z) { return z; }) + lowerTail * low + upperTail * high;
  const auto square = [&](double z) { return (z - mean) * (z - mean); };
  return {mean, integral(square) + lowerTail * square(low) + upperTail * square(high)};
}

/// Rows that count, with df in common.
struct Rows {
  std::vector<std::size_t> at;  ///< row
  std::vector<double> logs;     ///< of the variance
  std::vector<double> trend;    ///< of `logs`
  double df = 0;
};

/// A variance of fewer df becomes the one of most df that is as improbable under the plain prior.
void levelDf(const std::vector<double>& own, const PriorTrend& plain, Rows& rows) {
  for (std::size_t i = 0; i < rows.at.size(); ++i) {
    const double df = own[rows.at[i]];
    if (df >= rows.df - 1e-14) continue;
    const double scale = plain.variances[rows.at[i]];
    const double f = std::exp(rows.logs[i]) / scale;
    const double upper = fisherUpper(f, df, plain.df), lower = fisherLower(f, df, plain.df);
    const double same =
        upper < lower ? fisherUpperQuantile(upper, rows.df, plain.df) : fisherLowerQuantile(lower, rows.df, plain.df);
    rows.logs[i] = std::log(same * scale);
  }
}

/// Mean of all but the lowest and the highest tenth.
double trimmedMean(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto cut = static_cast<std::ptrdiff_t>(std::floor(static_cast<double>(values.size()) * upperTail));
  return std::accumulate(values.begin() + cut, values.end() - cut, 0.0) /
         static_cast<double>(values.size() - 2 * static_cast<std::size_t>(cut));
}

Moments winsorized(std::vector<double> values) {
  const double low = quantileOf(values, lowerTail), high = quantileOf(values, 1 - upperTail);
  const auto n = static_cast<double>(values.size());
  double mean = 0, squares = 0;
  for (double& value : values) mean += (value = std::clamp(value, low, high)) / n;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, squares / (n - 1)};
}

/// Prior df at which log F, its tails drawn in, varies as the rows do: between those of the plain fit and infinity.
/// NaN where the plain fit has infinitely many and the rows vary more.
double matchDf(double variance, double df, double plainDf) {
  const auto excess = [&](double share) {
    return std::log(variance / winsorizedMoments(df, share < 1 ? share / (1 - share) : infinity).variance);
  };
  const double atHigh = excess(1);
  if (atHigh <= 0) return infinity;
  if (std::isinf(plainDf)) return std::numeric_limits<double>::quiet_NaN();
  const double low = plainDf / (1 + plainDf), atLow = excess(low);
  if (atLow >= 0) return plainDf;
  std::uintmax_t most = 200;
  const auto [from, to] = boost::math::tools::toms748_solve(excess, low, 1.0, atLow, atHigh,
                                                            boost::math::tools::eps_tolerance<double>(50), most);
  const double share = (from + to) / 2;
  return share / (1 - share);
}

std::vector<std::size_t> risingOrder(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
  return order;
}

/// Rank from the top less a half, as a part of all: how improbable a row of this rank is expected to be.
std::vector<double> expectedTails(const std::vector<double>& f) {
  std::vector<double> sorted = f;
  std::sort(sorted.begin(), sorted.end());
  const auto n = static_cast<double>(f.size());
  std::vector<double> tails;
  for (const double value : f) {
    const auto [low, high] = std::equal_range(sorted.begin(), sorted.end(), value);
    const double rank = static_cast<double>((low - sorted.begin()) + (high - sorted.begin()) + 1) / 2;
    tails.push_back((n - rank + 0.5) / n);
  }
  return tails;
}

/// Most prior df that make the highest variance as likely as a coin's head.
double outlierDf(double f, double logTail, double df, double priorDf) {
  if (std::isinf(logTail)) return 0;
  const double first = std::log(0.5) / logTail * priorDf;
  return std::log(0.5) / std::log(fisherUpper(f, df, first)) * first;
}

/// Prior df by row: less the more improbable its variance, never more than for a row that is less improbable.
std::vector<double> sharedDf(const std::vector<double>& f, double df, double priorDf) {
  std::vector<double> tails, shared(f.size(), priorDf);
  for (const double value : f) tails.push_back(fisherUpper(value, df, priorDf));
  const auto expected = expectedTails(f);
  std::vector<double> regular;
  for (std::size_t i = 0; i < f.size(); ++i) regular.push_back(std::min(tails[i] / expected[i], 1.0));
  if (*std::min_element(regular.begin(), regular.end()) >= 1) return shared;
  const auto order = risingOrder(tails);
  if (std::isinf(priorDf)) {
    const double pooled = static_cast<double>(f.size()) * df;
    for (std::size_t i = 0; i < f.size(); ++i) shared[i] = regular[i] < 1 ? regular[i] * pooled : infinity;
  } else {
    const std::size_t worst = order.front();
    const double least = outlierDf(f[worst], std::log(tails[worst]), df, priorDf);
    for (std::size_t i = 0; i < f.size(); ++i) shared[i] = regular[i] * priorDf + (1 - regular[i]) * least;
    double sum = 0, lowest = infinity;
    std::size_t until = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
      sum += shared[order[i]];
      if (!(sum / static_cast<double>(i + 1) < lowest)) continue;
      lowest = sum / static_cast<double>(i + 1);
      until = i;
    }
    for (std::size_t i = 0; i <= until; ++i) shared[order[i]] = lowest;
  }
  double most = 0;
  for (const std::size_t row : order) shared[row] = most = std::max(most, shared[row]);
  return shared;
}

PriorTrend plainPrior(const std::vector<double>& variances, const std::vector<double>& df,
                      const std::vector<double>& covariate) {
  if (!covariate.empty()) return fitPriorTrend(variances, df, covariate);
  const VariancePrior prior = fitPrior(variances, df);
  return {prior.df, std::vector<double>(variances.size(), prior.variance)};
}

Rows rowsOf(const std::vector<double>& variances, const std::vector<double>& df, const PriorTrend& plain) {
  Rows rows;
  std::vector<double> kept;
  for (std::size_t i = 0; i < variances.size(); ++i) {
    if (!(df[i] > 1e-6) || !std::isfinite(variances[i]) || std::isnan(plain.variances[i])) continue;
    rows.at.push_back(i);
    rows.df = std::max(rows.df, df[i]);
    kept.push_back(variances[i]);
  }
  const double middle = median(kept);
  if (!(middle > 0)) return {};
  for (const double variance : kept) rows.logs.push_back(std::log(std::max(variance, middle * 1e-12)));
  return rows;
}

}  // namespace

RobustPrior fitRobustPrior(const std::vector<double>& variances, const std::vector<double>& df,
                           const std::vector<double>& covariate) {
  const PriorTrend plain = plainPrior(variances, df, covariate);
  RobustPrior prior{plain.df, std::vector<double>(variances.size(), plain.df), plain.variances};
  Rows rows = rowsOf(variances, df, plain);
  const auto n = static_cast<double>(rows.at.size());
  if (n < 3 || upperTail < 1 / n) return prior;
  levelDf(df, plain, rows);
  rows.trend.assign(rows.at.size(), trimmedMean(rows.logs));
  if (!covariate.empty()) {
    std::vector<double> at;
    for (const std::size_t row : rows.at) at.push_back(covariate[row]);
    rows.trend = fitTrend(rows.logs, at);
  }
  std::vector<double> residuals;
  for (std::size_t i = 0; i < rows.at.size(); ++i) residuals.push_back(rows.logs[i] - rows.trend[i]);
  const Moments seen = winsorized(residuals);
  const double matched = matchDf(seen.variance, rows.df, plain.df);
  if (std::isnan(matched)) return prior;
  prior.df = matched;
  const double shift = seen.mean - winsorizedMoments(rows.df, prior.df).mean;
  std::vector<double> f;
  for (std::size_t i = 0; i < rows.at.size(); ++i) f.push_back(std::exp(residuals[i] - shift));
  const auto shared = sharedDf(f, rows.df, prior.df);
  prior.dfs.assign(variances.size(), prior.df);
  for (std::size_t i = 0; i < rows.at.size(); ++i) prior.dfs[rows.at[i]] = shared[i];
  if (covariate.empty()) {
    prior.variances.assign(variances.size(), std::exp(rows.trend.front() + shift));
    return prior;
  }
  for (std::size_t i = 0; i < rows.at.size(); ++i) prior.variances[rows.at[i]] = std::exp(rows.trend[i] + shift);
  return prior;
}

}  // namespace vescargo
