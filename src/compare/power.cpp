#include "vescargo/compare/power.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "vescargo/base/Error.h"
#include "vescargo/stats/distributions.h"

namespace vescargo {

namespace {

constexpr double wantedPower = 0.8;
constexpr std::array percentiles{10, 50, 90};

/// Linear between the order statistics (Hyndman & Fan 1996, type 7). `sorted` is not empty.
double quantileOf(const std::vector<double>& sorted, double part) {
  const double at = part * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

/// What a contrast's model says of a study of another size.
struct PlanningFacts {
  std::vector<double> variances;  ///< moderated, sorted
  double priorDf = 0;
  double alphaOfAll = 0;
  double scale = 1;         ///< variance of the estimate is this times the protein's over the pairs
  double coefficients = 1;  ///< df that the model takes
  int pairs = 0;
};

PlanningFacts factsOf(const PairedModel& model, double alpha) {
  PlanningFacts facts;
  std::vector<double> p;
  for (const Eigen::Index row : model.tested()) {
    facts.variances.push_back(model.posteriorVariance[row]);
    p.push_back(studentP(model.t[row], model.posteriorDf[row]));
  }
  std::sort(facts.variances.begin(), facts.variances.end());
  const auto q = adjustBenjaminiHochberg(p);
  const auto called = std::count_if(q.begin(), q.end(), [&](double value) { return value <= alpha; });
  facts.alphaOfAll = alpha * static_cast<double>(std::max<std::ptrdiff_t>(called, 1)) / static_cast<double>(p.size());
  facts.priorDf = model.prior.df;
  facts.pairs = static_cast<int>(model.values.cols());
  return facts;
}

/// The intercept's variance is larger by the mean change of the score, squared, over its variance.
double interceptScale(const std::vector<double>& scoreChange) {
  double n = 0, sum = 0, squares = 0;
  for (const double change : scoreChange) {
    if (std::isnan(change)) continue;
    n += 1;
    sum += change;
    squares += change * change;
  }
  const double mean = sum / n;
  return 1 + mean * mean / (squares / n - mean * mean);
}

void addRows(const PlanningFacts& facts, const PowerRow& start, double alpha, RowTable<PowerRow>& table) {
  std::set<int> sizes{6, 8, 10, 15, 20, facts.pairs};
  for (const int pairs : sizes) {
    if (pairs <= facts.coefficients) continue;
    for (const bool all : {false, true}) {
      for (const int percentile : percentiles) {
        PowerRow row = start;
        row.pairs = pairs;
        row.errorRate = all ? "all proteins" : "one protein";
        row.alpha = all ? facts.alphaOfAll : alpha;
        row.percentile = percentile;
        row.deviation = std::sqrt(quantileOf(facts.variances, percentile / 100.0));
        row.df = pairs - facts.coefficients + facts.priorDf;
        if (!(row.deviation > 0)) continue;
        const PlannedTest test{row.deviation * std::sqrt(facts.scale / pairs), row.df, row.alpha};
        row.log2Change = detectableChange(test, wantedPower);
        row.foldChange = std::exp2(row.log2Change);
        table.rows.push_back(row);
      }
    }
  }
}

}  // namespace

double powerOf(double change, const PlannedTest& test) {
  const double bar = studentQuantile(1 - test.alpha / 2, test.df), shift = change / test.deviation;
  if (std::isinf(test.df)) return normalUpper(bar - shift) + normalLower(-bar - shift);
  return nonCentralStudentUpper(bar, test.df, shift) + nonCentralStudentLower(-bar, test.df, shift);
}

double detectableChange(const PlannedTest& test, double power) {
  const char* where = "power";
  if (!(test.alpha > 0 && test.alpha < power && power < 1))
    throw Error(ExitCode::BadParameter, where, "it is not between alpha and 1", "give one such as 0.8");
  if (!(test.deviation > 0 && test.df > 0))
    throw Error(ExitCode::BadParameter, where, "the deviation or the df are not above 0",
                "give a test that can be done");
  double low = 0, high = test.deviation;
  while (powerOf(high, test) < power) high *= 2;
  while (high - low > 1e-10 * high) {
    const double middle = (low + high) / 2;
    (powerOf(middle, test) < power ? low : high) = middle;
  }
  return (low + high) / 2;
}

RowTable<PowerRow> studyPower(const std::vector<PairedContrast>& contrasts, double alpha) {
  RowTable<PowerRow> table;
  for (const PairedContrast& contrast : contrasts) {
    for (const bool adjusted : {false, true}) {
      const PairedModel& model = adjusted ? contrast.adjusted : contrast.unadjusted;
      if (model.tested().empty()) continue;
      PlanningFacts facts = factsOf(model, alpha);
      if (adjusted) {
        facts.coefficients = 2;
        facts.scale = interceptScale(contrast.scoreChange);
      }
      PowerRow start;
      start.contrast = contrast.name;
      start.model = adjusted ? "adjusted" : "unadjusted";
      if (alpha > 0 && alpha < wantedPower) addRows(facts, start, alpha, table);
    }
  }
  roundRows(table);
  return table;
}

}  // namespace vescargo
