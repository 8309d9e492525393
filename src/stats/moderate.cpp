#include "vescargo/stats/moderate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "vescargo/base/Error.h"
#include "vescargo/stats/distributions.h"
#include "vescargo/stats/leastSquares.h"
#include "vescargo/stats/naturalSpline.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Rows that shape a prior.
struct UsableRows {
  std::vector<double> variances, df, covariate;
};

/// An empty covariate is none.
UsableRows usableRows(const std::vector<double>& variances, const std::vector<double>& df,
                      const std::vector<double>& covariate = {}) {
  UsableRows rows;
  for (std::size_t i = 0; i < variances.size(); ++i) {
    if (!(df[i] > 0) || !std::isfinite(variances[i])) continue;
    if (!covariate.empty() && !std::isfinite(covariate[i])) continue;
    rows.variances.push_back(std::max(variances[i], 0.0));
    rows.df.push_back(df[i]);
    if (!covariate.empty()) rows.covariate.push_back(covariate[i]);
  }
  return rows;
}

void checkSizes(const std::vector<double>& variances, const std::vector<double>& df,
                const std::vector<double>& covariate) {
  if (df.size() != variances.size() || covariate.size() != variances.size())
    throw Error(ExitCode::DoNotFit, "variance trend", "variances, df and covariate are not equally many",
                "give one of each a row");
}

/// What the moments are taken of.
struct LogVariances {
  std::vector<double> lifted;  ///< variances, none of them 0
  std::vector<double> values;  ///< their logarithms less what sampling adds on average
  double expected = 0;         ///< the variance that sampling gives `values`
};

LogVariances logVariances(std::vector<double> x, const std::vector<double>& df) {
  double middle = median(x);
  if (middle == 0) middle = 1;
  LogVariances logs;
  for (std::size_t i = 0; i < x.size(); ++i) {
    // A variance of 0 has no logarithm; limma lifts it to this part of the median.
    x[i] = std::max(x[i], 1e-5 * middle);
    logs.values.push_back(std::log(x[i]) - digamma(df[i] / 2) + std::log(df[i] / 2));
    logs.expected += trigamma(df[i] / 2) / static_cast<double>(x.size());
  }
  logs.lifted = std::move(x);
  return logs;
}

struct MeanSpread {
  double mean = 0, spread = 0;
};

MeanSpread meanSpread(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  MeanSpread of;
  for (const double value : values) of.mean += value / n;
  for (const double value : values) of.spread += (value - of.mean) * (value - of.mean) / (n - 1);
  return of;
}

struct TrendLine {
  NaturalSpline spline;
  Eigen::VectorXd coefficients;
  double spread = 0;  ///< residual variance about it

  std::vector<double> at(const std::vector<double>& covariate) const {
    const Eigen::VectorXd fitted = evaluateSpline(spline, covariate) * coefficients;
    std::vector<double> values(fitted.begin(), fitted.end());
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = std::isfinite(covariate[i]) ? values[i] : unknown;
    return values;
  }
};

TrendLine fitTrendLine(const std::vector<double>& values, const std::vector<double>& at, int df) {
  TrendLine line{placeNaturalSpline(at, df), {}};
  const Eigen::MatrixXd basis = evaluateSpline(line.spline, at);
  const Eigen::VectorXd y = Eigen::Map<const Eigen::VectorXd>(values.data(), basis.rows());
  LeastSquares fit = solveLeastSquares(basis, y, 1e-7);
  line.coefficients = std::move(fit.coefficients);
  line.spread = (y - basis * line.coefficients).squaredNorm() / static_cast<double>(basis.rows() - fit.rank);
  return line;
}

/// As many df as limma's fitFDist spends on a trend; less than 2 for none.
int trendDf(const std::vector<double>& at) {
  const std::size_t n = at.size();
  const int most = 1 + (n >= 3 ? 1 : 0) + (n >= 6 ? 1 : 0) + (n >= 30 ? 1 : 0);
  return std::min(most, static_cast<int>(std::set<double>(at.begin(), at.end()).size()));
}

}  // namespace

double trigammaInverse(double x) {
  if (x > 1e7) return 1 / std::sqrt(x);
  if (x < 1e-6) return 1 / x;
  double y = 0.5 + 1 / x;
  for (int i = 0; i < 50; ++i) {
    const double value = trigamma(y);
    const double step = value * (1 - value / x) / tetragamma(y);
    y += step;
    if (-step / y < 1e-8) break;
  }
  return y;
}

VariancePrior fitPrior(const std::vector<double>& variances, const std::vector<double>& df) {
  const UsableRows rows = usableRows(variances, df);
  const std::size_t n = rows.variances.size();
  if (n == 0) return {0, unknown};
  if (n == 1) return {0, rows.variances.front()};
  const LogVariances logs = logVariances(rows.variances, rows.df);
  const auto [mean, spread] = meanSpread(logs.values);
  if (!(spread > logs.expected))
    return {infinity, std::accumulate(logs.lifted.begin(), logs.lifted.end(), 0.0) / static_cast<double>(n)};
  const double prior = 2 * trigammaInverse(spread - logs.expected);
  return {prior, std::exp(mean + digamma(prior / 2) - std::log(prior / 2))};
}

PriorEvidence priorEvidence(const std::vector<double>& variances, const std::vector<double>& df,
                            const std::vector<double>& covariate) {
  if (!covariate.empty()) checkSizes(variances, df, covariate);
  const UsableRows rows = usableRows(variances, df, covariate);
  PriorEvidence evidence{rows.variances.size(), unknown, unknown};
  if (evidence.rows < 2) return evidence;
  const LogVariances logs = logVariances(rows.variances, rows.df);
  const int splineDf = trendDf(rows.covariate);
  evidence.spread = !covariate.empty() && splineDf >= 2 ? fitTrendLine(logs.values, rows.covariate, splineDf).spread
                                                        : meanSpread(logs.values).spread;
  evidence.sampling = logs.expected;
  return evidence;
}

PriorTrend fitPriorTrend(const std::vector<double>& variances, const std::vector<double>& df,
                         const std::vector<double>& covariate) {
  checkSizes(variances, df, covariate);
  const UsableRows rows = usableRows(variances, df, covariate);
  const int splineDf = trendDf(rows.covariate);
  PriorTrend trend;
  if (splineDf < 2) {
    const VariancePrior flat = fitPrior(rows.variances, rows.df);
    trend.df = flat.df;
    for (const double value : covariate) trend.variances.push_back(std::isfinite(value) ? flat.variance : unknown);
    return trend;
  }
  const LogVariances logs = logVariances(rows.variances, rows.df);
  const TrendLine line = fitTrendLine(logs.values, rows.covariate, splineDf);
  trend = {infinity, line.at(covariate)};
  double shift = 0;
  if (line.spread > logs.expected) {
    trend.df = 2 * trigammaInverse(line.spread - logs.expected);
    shift = digamma(trend.df / 2) - std::log(trend.df / 2);
  }
  for (double& value : trend.variances) value = std::exp(value + shift);
  return trend;
}

std::vector<double> fitTrend(const std::vector<double>& y, const std::vector<double>& covariate) {
  const int df = trendDf(covariate);
  if (df >= 2) return fitTrendLine(y, covariate, df).at(covariate);
  const double mean = std::accumulate(y.begin(), y.end(), 0.0) / static_cast<double>(y.size());
  return std::vector<double>(y.size(), mean);
}

VariancePrior moderateVariance(double variance, double df, const VariancePrior& prior, double pooledDf) {
  if (prior.df == 0) return {df, variance};
  const double total = std::min(df + prior.df, pooledDf);
  if (std::isinf(prior.df)) return {total, prior.variance};
  return {total, (df * variance + prior.df * prior.variance) / (df + prior.df)};
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
