#include "vescargo/compare/power.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "vescargo/base/Error.h"
#include "vescargo/stats/distributions.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

constexpr double wantedPower = 0.8;
constexpr std::array percentiles{10, 50, 90};

/// What a contrast's model says of a study of another size.
struct PlanningFacts {
  std::vector<double> variances;  ///< of a replicate's part in the estimate, moderated
  double priorDf = 0;
  double residualDf = 0;  ///< median over the rows
  double alphaOfAll = 0;
  int replicates = 0;
};

PlanningFacts factsOf(const RowTests& tests, int replicates, double alpha) {
  PlanningFacts facts;
  std::vector<double> residualDf;
  std::ptrdiff_t called = 0;
  for (std::size_t row = 0; row < tests.effects.size(); ++row) {
    const Effect& effect = tests.effects[row];
    if (std::isnan(effect.p)) continue;
    const auto at = static_cast<Eigen::Index>(row);
    facts.variances.push_back(tests.variances[at] * tests.scales[at] * replicates);
    if (std::isfinite(effect.residualDf)) residualDf.push_back(effect.residualDf);
    called += effect.q <= alpha ? 1 : 0;
  }
  facts.residualDf = median(residualDf);
  facts.alphaOfAll =
      alpha * static_cast<double>(std::max<std::ptrdiff_t>(called, 1)) / static_cast<double>(facts.variances.size());
  facts.priorDf = tests.priorDf;
  facts.replicates = replicates;
  return facts;
}

void addRows(const PlanningFacts& facts, const PowerRow& start, double alpha, RowTable<PowerRow>& table) {
  std::set<int> sizes{6, 8, 10, 15, 20, facts.replicates};
  for (const int pairs : sizes) {
    // Each further replicate brings as many df as the median row has for each of its own beyond the first.
    const double df =
        facts.residualDf + (pairs - facts.replicates) * std::max(1.0, facts.residualDf / facts.replicates);
    if (!(df > 0)) continue;
    for (const bool all : {false, true}) {
      for (const int percentile : percentiles) {
        PowerRow row = start;
        row.pairs = pairs;
        row.errorRate = all ? "all proteins" : "one protein";
        row.alpha = all ? facts.alphaOfAll : alpha;
        row.percentile = percentile;
        row.deviation = std::sqrt(quantileOf(facts.variances, percentile / 100.0));
        row.df = df + facts.priorDf;
        if (!(row.deviation > 0)) continue;
        const PlannedTest test{row.deviation / std::sqrt(static_cast<double>(pairs)), row.df, row.alpha};
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

RowTable<PowerRow> studyPower(const StudyFit& fit) {
  RowTable<PowerRow> table;
  const double alpha = fit.options.alpha;
  for (const ContrastFit& contrast : fit.contrasts) {
    if (contrast.contrast.kind == ContrastKind::Course || !(alpha > 0 && alpha < wantedPower)) continue;
    for (const bool adjusted : {false, true}) {
      const PlanningFacts facts =
          factsOf(adjusted ? contrast.together : contrast.unadjusted, contrast.replicates, alpha);
      if (facts.variances.empty()) continue;
      PowerRow start;
      start.contrast = contrast.contrast.name;
      start.model = adjusted ? "adjusted" : "unadjusted";
      addRows(facts, start, alpha, table);
    }
  }
  roundRows(table);
  return table;
}

}  // namespace vescargo
