#include "vescargo/compare/compareCargo.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "vescargo/compare/adjustScore.h"
#include "vescargo/compare/comparisonNotes.h"
#include "vescargo/compare/contrastTests.h"
#include "vescargo/stats/exactTests.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

using Eigen::Index;

/// Counts and exact tests of one protein within pairs.
void describePairs(const Contrast& contrast, const Eigen::RowVectorXd& values, Change& change) {
  std::vector<double> differences;
  double sum = 0;
  for (const auto& pair : contrast.pairs) {
    const double before = values[static_cast<Index>(pair.before)], after = values[static_cast<Index>(pair.after)];
    change.seenBefore += std::isnan(before) ? 0 : 1;
    change.seenAfter += std::isnan(after) ? 0 : 1;
    change.seenBeforeOnly += !std::isnan(before) && std::isnan(after) ? 1 : 0;
    change.seenAfterOnly += std::isnan(before) && !std::isnan(after) ? 1 : 0;
    if (std::isnan(before) || std::isnan(after)) continue;
    sum += before + after;
    differences.push_back(after - before);
  }
  change.pairs = static_cast<int>(differences.size());
  if (change.pairs > 0) change.meanLog2 = sum / (2 * change.pairs);
  if (contrast.kind != ContrastKind::Paired) return;
  change.detectionP = detectionTest(change.seenBeforeOnly, change.seenAfterOnly);
  if (std::isnan(change.unadjusted.p)) return;
  const SignFlip flip = signFlipTest(differences);
  change.signFlipP = flip.p;
  change.signFlipFloor = flip.floor;
}

/// The same where samples are compared; a course counts subjects with two samples.
void describeSamples(const ContrastData& data, const Eigen::RowVectorXd& values, Change& change) {
  const Contrast& contrast = data.contrast;
  std::multiset<int> subjects;
  double sum = 0;
  int seen = 0;
  for (std::size_t i = 0; i < contrast.samples.size(); ++i) {
    const double value = values[static_cast<Index>(contrast.samples[i])];
    if (std::isnan(value)) continue;
    ++seen;
    sum += value;
    if (!contrast.side.empty()) ++(contrast.side[i] == 1 ? change.seenAfter : change.seenBefore);
    if (!data.model.blocks.empty()) subjects.insert(data.model.blocks[i]);
  }
  if (seen > 0) change.meanLog2 = sum / seen;
  if (contrast.kind == ContrastKind::Course) {
    for (auto at = subjects.begin(); at != subjects.end(); at = subjects.upper_bound(*at))
      change.pairs += subjects.count(*at) > 1 ? 1 : 0;
    return;
  }
  change.pairs = seen;
  const int after = static_cast<int>(std::count(contrast.side.begin(), contrast.side.end(), 1));
  const int before = static_cast<int>(contrast.side.size()) - after;
  change.detectionP = detectionTest(Detections{change.seenBefore, before}, {change.seenAfter, after});
}

/// Mean log2 or log2 of the peptides, by row.
Eigen::VectorXd trendCovariate(const QuantTable& cargo, const Contrast& contrast, VarianceTrend trend) {
  if (trend == VarianceTrend::None) return {};
  Eigen::VectorXd covariate = Eigen::VectorXd::Constant(cargo.log2.rows(), Effect::unknown);
  if (trend == VarianceTrend::Peptides) {
    for (Index row = 0; row < covariate.size(); ++row) {
      const int peptides = cargo.rows[static_cast<std::size_t>(row)].peptides;
      if (peptides > 0) covariate[row] = std::log2(peptides);
    }
    if (covariate.size() > 0 && covariate.array().isNaN().all())
      throw Error(ExitCode::DoNotFit, "-trend", "the table does not count peptides",
                  "take abundance, or a table with the column peptides");
    return covariate;
  }
  std::vector<Index> samples;
  for (const auto& pair : contrast.pairs)
    samples.insert(samples.end(), {static_cast<Index>(pair.before), static_cast<Index>(pair.after)});
  for (const std::size_t sample : contrast.samples) samples.push_back(static_cast<Index>(sample));
  for (Index row = 0; row < covariate.size(); ++row) {
    double sum = 0, seen = 0;
    for (const Index sample : samples) {
      const double value = cargo.log2(row, sample);
      if (!std::isnan(value)) sum += value, ++seen;
    }
    if (seen > 0) covariate[row] = sum / seen;
  }
  return covariate;
}

/// The largest p that a called protein may have to stay called while the others keep theirs.
double calledP(const EffectTests& tests, double alpha) {
  double called = 0, tested = 0;
  for (const Effect& effect : tests.effects) {
    tested += std::isnan(effect.p) ? 0 : 1;
    called += effect.q <= alpha ? 1 : 0;
  }
  return alpha * called / (tested * tests.pi0);
}

/// The subject that a called change hangs on: without it, p is above what is called.
std::string hangsOn(const Change& change, double called, double calledAdjusted, double alpha) {
  if (change.unadjusted.q <= alpha && change.unadjusted.leftOutP > called) return change.unadjusted.leftOutUnit;
  if (change.adjusted.q <= alpha && change.adjusted.leftOutP > calledAdjusted) return change.adjusted.leftOutUnit;
  return "";
}

int replicatesOf(const ContrastData& data) {
  if (data.model.blocks.empty()) return static_cast<int>(data.contrast.units());
  return static_cast<int>(std::set<int>(data.model.blocks.begin(), data.model.blocks.end()).size());
}

void sortChanges(std::vector<Change>& changes) {
  std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    const double pa = std::isnan(a.unadjusted.p) ? 2 : a.unadjusted.p,
                 pb = std::isnan(b.unadjusted.p) ? 2 : b.unadjusted.p;
    return std::tie(pa, a.protein) < std::tie(pb, b.protein);
  });
}

Comparison compareOne(const QuantTable& cargo, const ContrastData& data) {
  const EffectTests unadjusted = testUnadjusted(data), adjusted = testAdjusted(data);
  Comparison comparison;
  comparison.contrast = data.contrast.name;
  comparison.kind = data.contrast.kind;
  comparison.adjustedFor = data.options.adjust;
  comparison.pairs = replicatesOf(data);
  comparison.pi0 = unadjusted.pi0;
  comparison.adjustedPi0 = adjusted.pi0;
  comparison.changes.resize(cargo.rows.size());
  const std::set<std::size_t> markers(data.adjust.markers.begin(), data.adjust.markers.end());
#pragma omp parallel for schedule(dynamic, 16)
  for (std::size_t i = 0; i < cargo.rows.size(); ++i) {
    Change& change = comparison.changes[i];
    change.protein = cargo.rows[i].id;
    change.gene = cargo.rows[i].genes;
    change.marker = markers.contains(i);
    change.unadjusted = unadjusted.effects[i];
    change.adjusted = adjusted.effects[i];
    const Eigen::RowVectorXd values = cargo.log2.row(static_cast<Index>(i));
    if (data.contrast.samples.empty())
      describePairs(data.contrast, values, change);
    else
      describeSamples(data, values, change);
  }
  addSensitivity(data, unadjusted, adjusted, comparison.changes);
  const double alpha = data.options.alpha, called = calledP(unadjusted, alpha),
               calledAdjusted = calledP(adjusted, alpha);
  for (Change& change : comparison.changes) change.hangsOn = hangsOn(change, called, calledAdjusted, alpha);
  sortChanges(comparison.changes);
  return comparison;
}

}  // namespace

VariancePrior typicalPrior(const Comparison& comparison, Effect Change::*effect) {
  std::vector<double> df, variances;
  for (const Change& change : comparison.changes) {
    df.push_back((change.*effect).priorDf);
    variances.push_back((change.*effect).priorVariance);
  }
  return {median(df), median(variances)};
}

void checkCompareOptions(const Study& study, const std::vector<MarkerPanel>& panels, const CompareOptions& options) {
  checkScore(panels, options.adjust);
  planContrasts(study, options);
}

std::vector<Comparison> compareCargo(const QuantTable& cargo, const Study& study, const PurityTable& purity,
                                     const std::vector<MarkerPanel>& panels, const CompareOptions& options) {
  checkScore(panels, options.adjust);
  std::vector<Comparison> comparisons;
  const auto contrasts = planContrasts(study, options);
  if (contrasts.empty()) return comparisons;
  const QuantTable table = selectSamples(cargo, study.sampleNames(), "cargo");
  const AdjustScore adjust = adjustScore(table, study, purity, panels, options.adjust);
  for (const Contrast& contrast : contrasts) {
    const ContrastData data{study,
                            contrast,
                            unitModel(study, contrast),
                            unitValues(table.log2, contrast),
                            unitScore(contrast, adjust.bySample),
                            adjust,
                            trendCovariate(table, contrast, options.trend),
                            options};
    comparisons.push_back(compareOne(table, data));
    addNotes(data, purity, comparisons.back());
  }
  return comparisons;
}

}  // namespace vescargo
