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
  const TableIndex index(cargo);
  std::vector<Rows> markers;
  for (const MarkerPanel& contaminant : contaminantPanels(panels)) {
    Rows rows;
    for (const MarkerMatch& match : index.match(contaminant)) rows.push_back(match.row);
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

/// Levels of the contaminants that can be scored.
std::vector<Eigen::VectorXd> levelsOf(const QuantTable& cargo, const StudyBase& base, const std::vector<Rows>& markers,
                                      int minMarkers) {
  std::vector<Eigen::VectorXd> levels;
  for (const Rows& rows : markers) {
    const FactorScore score = scoreRows(cargo, base, rows, minMarkers);
    if (!score.isUsable()) continue;
    const auto samples = static_cast<Eigen::Index>(score.factor.levels.size());
    levels.emplace_back(Eigen::Map<const Eigen::VectorXd>(score.factor.levels.data(), samples));
  }
  return levels;
}

/// t of the slopes of some rows on each contaminant's levels, rows x contaminants; the rows are taken in parts, which
/// are small beside the table.
Eigen::MatrixXd slopesOn(const std::vector<Eigen::VectorXd>& levels, const QuantTable& cargo, const StudyBase& base,
                         const Rows& rows) {
  constexpr std::size_t rowsAtOnce = 4096;
  const auto blocks = tellingBlocks(base.subjects);
  Eigen::MatrixXd t(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(levels.size()));
  for (std::size_t begin = 0; begin < rows.size(); begin += rowsAtOnce) {
    const std::size_t end = std::min(rows.size(), begin + rowsAtOnce);
    const Rows part(rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.begin() + static_cast<std::ptrdiff_t>(end));
    const Eigen::MatrixXd values = levelledRows(cargo, base, part).transpose();
    for (std::size_t k = 0; k < levels.size(); ++k)
      t.col(static_cast<Eigen::Index>(k)).segment(static_cast<Eigen::Index>(begin), values.cols()) =
          slopeTests(values, levels[k], blocks, fewestDf);
  }
  return t;
}

/// Those of `candidates` that go with none of the contaminants.
Rows goWithNone(const QuantTable& cargo, const StudyBase& base, const Rows& candidates,
                const std::vector<Eigen::VectorXd>& levels) {
  std::vector<bool> stays(candidates.size(), true);
  const Eigen::MatrixXd slopes = slopesOn(levels, cargo, base, candidates);
  for (const auto t : slopes.colwise()) {
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
  const auto settle = [&](StudyBase base) {
    return withReference(std::move(base), cargo, referenceRows(cargo, panels));
  };
  const auto markers = markersOf(cargo, panels);
  const Rows candidates = withoutMarkers(all.background, markers);
  StudyBase base = all;
  for (int round = 0; round < mostRounds; ++round) {
    Rows background = goWithNone(cargo, base, candidates, levelsOf(cargo, base, markers, minMarkers));
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
