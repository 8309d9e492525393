#include "vescargo/compare/contrastTests.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "vescargo/stats/attenuation.h"
#include "vescargo/stats/distributions.h"
#include "vescargo/stats/leaveOut.h"
#include "vescargo/stats/moderatedTests.h"

namespace vescargo {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int fewestASide = 2;
constexpr int fewestAdjusted = 3;
/// Scores are kept to six decimals: a smaller spread, in squares a unit, is rounding.
constexpr double roundedSquares = 1e-10;

std::vector<Index> measuredUnits(const ContrastData& data, Index row, const VectorXd* score) {
  std::vector<Index> units;
  for (Index i = 0; i < data.values.cols(); ++i) {
    if (!std::isnan(data.values(row, i)) && (score == nullptr || !std::isnan((*score)[i]))) units.push_back(i);
  }
  return units;
}

/// Pairs, samples, or subjects with two samples that some units are.
int replicates(const ContrastData& data, const std::vector<Index>& units) {
  if (data.model.blocks.empty()) return static_cast<int>(units.size());
  std::multiset<int> samples;
  for (const Index unit : units) samples.insert(data.model.blocks[static_cast<std::size_t>(unit)]);
  int subjects = 0;
  for (auto at = samples.begin(); at != samples.end(); at = samples.upper_bound(*at))
    subjects += samples.count(*at) > 1 ? 1 : 0;
  return subjects;
}

bool areEnough(const ContrastData& data, const std::vector<Index>& units, int fewest) {
  if (replicates(data, units) < fewest) return false;
  const auto& side = data.contrast.side;
  if (side.empty()) return true;
  const auto others =
      std::count_if(units.begin(), units.end(), [&](Index unit) { return side[static_cast<std::size_t>(unit)] == 1; });
  return others >= fewestASide && static_cast<std::ptrdiff_t>(units.size()) - others >= fewestASide;
}

/// The score that a row is adjusted for.
VectorXd scoreOf(const ContrastData& data, Index row) {
  const auto own = data.adjust.leftOut.find(static_cast<std::size_t>(row));
  return own == data.adjust.leftOut.end() ? data.score : unitScore(data.contrast, own->second);
}

bool scoreVaries(const UnitModel& model, const VectorXd& score) {
  return untoldSquares(model, score) > static_cast<double>(score.size()) * roundedSquares;
}

LinearFit fitAdjusted(const ContrastData& data) {
  const Index rows = data.values.rows(), all = data.values.cols();
  const int fewest = std::max(data.options.minPairs, fewestAdjusted);
  std::vector<Index> known;
  for (Index i = 0; i < all; ++i) {
    if (!std::isnan(data.score[i])) known.push_back(i);
  }
  const UnitModel base = keepUnits(data.model, known);
  const VectorXd score = data.score(known);
  MatrixXd values = data.values(Eigen::all, known);
  const bool variesInAll = !known.empty() && scoreVaries(base, score);
  std::vector<char> apart(static_cast<std::size_t>(rows), 0);
#pragma omp parallel for schedule(dynamic, 16)
  for (Index row = 0; row < rows; ++row) {
    apart[static_cast<std::size_t>(row)] = data.adjust.leftOut.contains(static_cast<std::size_t>(row)) ? 1 : 0;
    const auto units = measuredUnits(data, row, &data.score);
    bool use = apart[static_cast<std::size_t>(row)] == 0 && areEnough(data, units, fewest);
    if (use)
      use = units.size() == known.size() ? variesInAll : scoreVaries(keepUnits(data.model, units), data.score(units));
    if (!use) values.row(row).setConstant(Effect::unknown);
  }
  LinearFit fit = fitUnits(values, withScore(base, score));
#pragma omp parallel for schedule(dynamic, 1)
  for (Index row = 0; row < rows; ++row) {
    if (apart[static_cast<std::size_t>(row)] == 0) continue;
    const VectorXd own = scoreOf(data, row);
    const auto units = measuredUnits(data, row, &own);
    const UnitModel model = keepUnits(data.model, units);
    if (!areEnough(data, units, fewest) || !scoreVaries(model, own(units))) continue;
    const MatrixXd one = data.values.row(row)(units);
    copyRow(fitUnits(one, withScore(model, own(units))), 0, row, fit);
  }
  return fit;
}

EffectTests testFit(const ContrastData& data, const LinearFit& fit) {
  const ModeratedTests tests =
      testModerated(fit, data.trend, data.options.robust ? Outliers::Spared : Outliers::Counted);
  const MatrixXd deviations = unscaledDeviations(fit);
  const bool course = data.contrast.kind == ContrastKind::Course;
  EffectTests result;
  result.effects.resize(static_cast<std::size_t>(fit.df.size()));
  result.pooledDf = fit.df.sum();
  std::vector<double> p(result.effects.size(), Effect::unknown);
  for (Index row = 0; row < fit.df.size(); ++row) {
    Effect& effect = result.effects[static_cast<std::size_t>(row)];
    effect.p = p[static_cast<std::size_t>(row)] =
        fit.df[row] > 0 ? (course ? tests.fP[row] : tests.p(row, 0)) : Effect::unknown;
    if (std::isnan(effect.p)) continue;
    effect.priorDf = tests.priorDfs[row];
    effect.priorVariance = tests.priorVariances[row];
    effect.df = course ? fit.df[row] + tests.priorDfs[row] : tests.df[row];
    if (course) {
      effect.f = tests.f[row];
      continue;
    }
    const double half = deviations(row, 0) * std::sqrt(tests.variances[row]) * studentQuantile(0.975, effect.df);
    effect.log2FoldChange = fit.estimates(row, 0);
    effect.low = effect.log2FoldChange - half;
    effect.high = effect.log2FoldChange + half;
    effect.t = tests.t(row, 0);
  }
  const QValueFit q = fitQValues(p, data.options.qValues);
  result.pi0 = q.pi0;
  for (std::size_t i = 0; i < p.size(); ++i) result.effects[i].q = q.q[i];
  return result;
}

const std::string& subjectOf(const ContrastData& data, Index unit) {
  const auto at = static_cast<std::size_t>(unit);
  return data.contrast.pairs.empty() ? data.study.samples[data.contrast.samples[at]].subject
                                     : data.contrast.pairs[at].subject;
}

/// Leaves out each unit of a row's tested model.
void leaveOut(const ContrastData& data, const std::vector<Index>& units, const UnitModel& model, Index row,
              double pooledDf, Effect& effect) {
  if (std::isnan(effect.p)) return;
  const LeftOut left = leaveUnitsOut(data.values.row(row)(units).transpose(), model.design, model.tested.col(0),
                                     {{effect.priorDf, effect.priorVariance}, pooledDf});
  effect.leftOutLow = left.low;
  effect.leftOutHigh = left.high;
  effect.leftOutP = left.p;
  if (left.unit >= 0) effect.leftOutUnit = subjectOf(data, units[static_cast<std::size_t>(left.unit)]);
}

}  // namespace

VectorXd unitScore(const Contrast& contrast, const std::vector<double>& bySample) {
  VectorXd score(static_cast<Index>(contrast.units()));
  for (std::size_t i = 0; i < contrast.pairs.size(); ++i)
    score[static_cast<Index>(i)] = bySample[contrast.pairs[i].after] - bySample[contrast.pairs[i].before];
  for (std::size_t i = 0; i < contrast.samples.size(); ++i)
    score[static_cast<Index>(i)] = bySample[contrast.samples[i]];
  return score;
}

EffectTests testUnadjusted(const ContrastData& data) {
  MatrixXd values = data.values;
  for (Index row = 0; row < values.rows(); ++row) {
    if (!areEnough(data, measuredUnits(data, row, nullptr), data.options.minPairs))
      values.row(row).setConstant(Effect::unknown);
  }
  return testFit(data, fitUnits(values, data.model));
}

EffectTests testAdjusted(const ContrastData& data) { return testFit(data, fitAdjusted(data)); }

void addSensitivity(const ContrastData& data, const EffectTests& unadjusted, const EffectTests& adjusted,
                    std::vector<Change>& changes) {
  if (data.contrast.kind == ContrastKind::Course) return;
#pragma omp parallel for schedule(dynamic, 4)
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Change& change = changes[i];
    const auto row = static_cast<Index>(i);
    const auto all = measuredUnits(data, row, nullptr);
    leaveOut(data, all, keepUnits(data.model, all), row, unadjusted.pooledDf, change.unadjusted);
    if (std::isnan(change.adjusted.p)) continue;
    const VectorXd score = scoreOf(data, row);
    const auto units = measuredUnits(data, row, &score);
    const UnitModel model = withScore(keepUnits(data.model, units), score(units));
    leaveOut(data, units, model, row, adjusted.pooledDf, change.adjusted);
    change.attenuation = 1 - change.adjusted.log2FoldChange / change.unadjusted.log2FoldChange;
    if (!(change.unadjusted.q <= data.options.alpha) || data.options.attenuationBootstraps == 0) continue;
    std::vector<int> side;
    for (const Index unit : units) {
      if (!data.contrast.side.empty()) side.push_back(data.contrast.side[static_cast<std::size_t>(unit)]);
    }
    const BootstrapInterval interval =
        attenuationInterval(data.values.row(row)(units).transpose(), model.design, model.tested.col(0), side,
                            data.options.attenuationBootstraps);
    change.attenuationLow = interval.low;
    change.attenuationHigh = interval.high;
  }
}

}  // namespace vescargo
