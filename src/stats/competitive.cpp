#include "vescargo/stats/competitive.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "vescargo/base/Error.h"
#include "vescargo/stats/distributions.h"

namespace vescargo {

namespace {

struct Members {
  std::vector<double> all, set;
};

SetTest oneSided(const Members& members, double down, double up) {
  if (std::isnan(down) || std::isnan(up)) return {static_cast<int>(members.set.size())};
  return {static_cast<int>(members.set.size()), down, up, std::min(1.0, 2 * std::min(down, up))};
}

double meanOf(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Two-sample t with a variance of the set's mean that is larger by the correlation.
SetTest testMeans(const Members& members, double correlation, double df) {
  const auto n = static_cast<double>(members.all.size()), in = static_cast<double>(members.set.size());
  const double out = n - in, mean = meanOf(members.all);
  double squares = 0;
  for (const double value : members.all) squares += (value - mean) * (value - mean);
  const double difference = n / out * (meanOf(members.set) - mean);
  const double pooled = (squares - difference * difference * in * out / n) / (n - 2);
  const double inflation = 1 + (in - 1) * correlation;
  const double t = difference / std::sqrt(pooled * (inflation / in + 1 / out));
  if (std::isnan(t)) return oneSided(members, t, t);
  const double told = std::min(n - 2, df);
  return oneSided(members, studentLower(t, told), studentUpper(t, told));
}

/// Mean ranks of the set's members, added up, and what ties take from the variance.
struct RankSum {
  double sum = 0, tied = 0;
};

RankSum rankSumOf(const Members& members) {
  std::vector<double> sorted = members.all;
  std::sort(sorted.begin(), sorted.end());
  RankSum ranks;
  for (const double value : members.set) {
    const auto [low, high] = std::equal_range(sorted.begin(), sorted.end(), value);
    ranks.sum += static_cast<double>((low - sorted.begin()) + (high - sorted.begin()) + 1) / 2;
  }
  const auto n = static_cast<double>(sorted.size());
  for (auto low = sorted.begin(); low != sorted.end();) {
    const auto high = std::upper_bound(low, sorted.end(), *low);
    const auto equal = static_cast<double>(high - low);
    ranks.tied += equal * (equal + 1) * (equal - 1) / (n * (n + 1) * (n - 1));
    low = high;
  }
  return ranks;
}

/// Rank sum whose variance counts the correlation; Barry, Nobel & Wright 2008, normal scores, corrected by 1/2.
SetTest testRanks(const Members& members, double correlation) {
  const auto n = static_cast<double>(members.all.size()), in = static_cast<double>(members.set.size());
  const double out = n - in;
  const RankSum ranks = rankSumOf(members);
  const double above = in * out / 2 + in * (in + 1) / 2 - ranks.sum;  // expected 0
  double variance = in * out * (n + 1) / 12;
  if (correlation != 0 && in > 1) {
    variance = in * out *
               (std::asin(1.0) + std::asin(0.5) * (out - 1) + std::asin(correlation / 2) * (in - 1) * (out - 1) +
                std::asin((correlation + 1) / 2) * (in - 1)) /
               (2 * M_PI);
  }
  variance *= 1 - ranks.tied;
  if (!(variance > 0)) return oneSided(members, NAN, NAN);
  return oneSided(members, normalUpper((above - 0.5) / std::sqrt(variance)),
                  normalLower((above + 0.5) / std::sqrt(variance)));
}

}  // namespace

SetTest testSet(const std::vector<double>& statistics, const std::vector<std::size_t>& set, SetStatistic by,
                double correlation, double df) {
  if (!(std::abs(correlation) < 1))
    throw Error(ExitCode::BadParameter, "test of a set", "the correlation is not between -1 and 1",
                "give one such as 0.01");
  Members members;
  for (const std::size_t row : std::set<std::size_t>(set.begin(), set.end())) {
    if (row >= statistics.size())
      throw Error(ExitCode::DoNotFit, "test of a set", "the set names a row that has no statistic",
                  "give a statistic a row");
    if (!std::isnan(statistics[row])) members.set.push_back(statistics[row]);
  }
  for (const double value : statistics) {
    if (!std::isnan(value)) members.all.push_back(value);
  }
  if (members.all.size() < 3 || members.set.empty() || members.set.size() == members.all.size())
    return {static_cast<int>(members.set.size())};
  return by == SetStatistic::Ranks ? testRanks(members, correlation) : testMeans(members, correlation, df);
}

}  // namespace vescargo
