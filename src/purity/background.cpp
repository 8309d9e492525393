#include "vescargo/purity/background.h"

#include <algorithm>
#include <cmath>

#include "vescargo/purity/contaminants.h"
#include "vescargo/purity/panelScore.h"
#include "vescargo/stats/robust.h"
#include "vescargo/stats/slopeTests.h"

namespace vescargo {

namespace {

using Rows = std::vector<std::size_t>;

constexpr double mostFromMode = 2;  ///< of t
constexpr double fewestDf = 3;
constexpr std::size_t fewestRows = 50;
constexpr int mostRounds = 6;
constexpr double settled = 0.01;  ///< log2, of a sample's level

/// Rows of the markers of each contaminant.
std::vector<Rows> markersOf(const QuantTable& cargo, const std::vector<MarkerPanel>& panels) {
  std::vector<Rows> markers;
  for (const MarkerPanel& contaminant : contaminantPanels(panels)) {
    Rows rows;
    for (const MarkerMatch& match : matchPanel(cargo, contaminant)) rows.push_back(match.row);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    if (!rows.empty()) markers.push_back(std::move(rows));
  }
  return markers;
}

Rows withoutMarkers(const Rows& rows, const std::vector<Rows>& markers) {
  Rows others;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(others), [&](std::size_t row) {
    return std::none_of(markers.begin(), markers.end(),
                        [&](const Rows& of) { return std::binary_search(of.begin(), of.end(), row); });
  });
  return others;
}

/// Those of `candidates` that go with none of the contaminants.
Rows goWithNone(const StudyBase& base, const Rows& candidates, const std::vector<Rows>& markers, int minMarkers) {
  const Eigen::MatrixXd values = base.levelled(candidates, Eigen::all).transpose();
  const auto blocks = tellingBlocks(base.subjects);
  std::vector<bool> stays(candidates.size(), true);
  for (const Rows& rows : markers) {
    const FactorScore score = scoreRows(base, rows, minMarkers);
    if (!score.isUsable()) continue;
    const auto samples = static_cast<Eigen::Index>(score.factor.levels.size());
    const Eigen::VectorXd levels = Eigen::Map<const Eigen::VectorXd>(score.factor.levels.data(), samples);
    const Eigen::VectorXd t = slopeTests(values, levels, blocks, fewestDf);
    const double mode = densityMode({t.begin(), t.end()});
    for (std::size_t i = 0; i < stays.size(); ++i)
      if (std::abs(t[static_cast<Eigen::Index>(i)] - mode) > mostFromMode) stays[i] = false;
  }
  Rows background;
  for (std::size_t i = 0; i < stays.size(); ++i)
    if (stays[i]) background.push_back(candidates[i]);
  return background;
}

double largestMove(const std::vector<double>& before, const std::vector<double>& after) {
  double largest = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!std::isnan(before[i] - after[i])) largest = std::max(largest, std::abs(before[i] - after[i]));
  }
  return largest;
}

double squares(const std::vector<double>& levels) {
  double mean = 0, known = 0, sum = 0;
  for (const double level : levels) {
    if (!std::isnan(level)) mean += level, known += 1;
  }
  for (const double level : levels) {
    if (!std::isnan(level)) sum += std::pow(level - mean / known, 2);
  }
  return sum;
}

}  // namespace

StudyBase settleBase(const QuantTable& cargo, const Study& study, const std::vector<MarkerPanel>& panels,
                     int minMarkers) {
  // The slopes are on levels as they are, so the reference is asked of the last base alone.
  const StudyBase all = findBase(cargo, study, {});
  const auto settle = [&](StudyBase base) { return withReference(std::move(base), referenceRows(cargo, panels)); };
  const auto markers = markersOf(cargo, panels);
  const Rows candidates = withoutMarkers(all.background, markers);
  StudyBase base = all;
  for (int round = 0; round < mostRounds; ++round) {
    Rows background = goWithNone(base, candidates, markers, minMarkers);
    if (background.size() == candidates.size() && round == 0) return settle(all);
    if (background.size() < fewestRows) return settle(all);
    const auto before = base.sampleLevels;
    base = withBackground(std::move(base), cargo, std::move(background));
    if (largestMove(before, base.sampleLevels) < settled) break;
  }
  return settle(std::move(base));
}

std::vector<double> backgroundShifts(const StudyBase& base) {
  std::vector<double> shifts(base.sampleLevels.size(), 0);
  const auto& all = base.commonLevels;
  if (base.background.size() == base.common || squares(all) >= squares(base.sampleLevels)) return shifts;
  for (std::size_t i = 0; i < shifts.size(); ++i) shifts[i] = base.sampleLevels[i] - all[i];
  return shifts;
}

}  // namespace vescargo
