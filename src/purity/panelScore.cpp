#include "vescargo/purity/panelScore.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>

#include "vescargo/base/splitMix.h"
#include "vescargo/stats/medianPolish.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint64_t seed = 20240229;

std::vector<std::size_t> rowsOf(const QuantTable& cargo, const MarkerPanel* panel) {
  std::vector<std::size_t> rows;
  if (panel == nullptr) return rows;
  for (const auto& match : matchPanel(cargo, *panel)) rows.push_back(match.row);
  return rows;
}

std::vector<double> measured(const Eigen::MatrixXd& values, std::size_t sample) {
  std::vector<double> found;
  for (const double value : values.col(static_cast<Eigen::Index>(sample))) {
    if (!std::isnan(value)) found.push_back(value);
  }
  return found;
}

/// Values of the rows that two samples have.
struct PairedValues {
  std::vector<double> before, after;
};

PairedValues measuredInBoth(const Eigen::MatrixXd& values, std::size_t before, std::size_t after) {
  PairedValues both;
  for (Eigen::Index row = 0; row < values.rows(); ++row) {
    const double b = values(row, static_cast<Eigen::Index>(before)), a = values(row, static_cast<Eigen::Index>(after));
    if (std::isnan(b) || std::isnan(a)) continue;
    both.before.push_back(b);
    both.after.push_back(a);
  }
  return both;
}

double resampledMedian(const std::vector<double>& values, SplitMix& random) {
  std::vector<double> drawn(values.size());
  for (double& value : drawn) value = values[random.below(values.size())];
  return median(std::move(drawn));
}

double resampledMedianChange(const PairedValues& values, SplitMix& random) {
  std::vector<double> before(values.before.size()), after(values.before.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    const std::size_t drawn = random.below(before.size());
    before[i] = values.before[drawn];
    after[i] = values.after[drawn];
  }
  return median(std::move(after)) - median(std::move(before));
}

Interval middle95(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto last = static_cast<double>(values.size() - 1);
  const auto at = [&](double p) { return values[static_cast<std::size_t>(std::lround(p * last))]; };
  return {at(0.025), at(0.975)};
}

/// Interval of what `draw` gives of resampled proteins, the same random numbers each time.
template <class Draw>
Interval bootstrap(int times, const Draw& draw) {
  SplitMix random{seed};
  std::vector<double> values(static_cast<std::size_t>(times));
  for (double& value : values) value = draw(random);
  return middle95(std::move(values));
}

}  // namespace

ScoreRows scoreRows(const QuantTable& cargo, const std::vector<MarkerPanel>& panels, std::string_view name) {
  ScoreRows rows{rowsOf(cargo, findPanel(panels, name)), {}};
  std::set<std::size_t> taken(rows.markers.begin(), rows.markers.end());
  for (const auto platelet : {panelNames::plateletCore, panelNames::plateletMembrane, panelNames::plateletGranule,
                              panelNames::plateletCytosol}) {
    const auto more = rowsOf(cargo, findPanel(panels, platelet));
    taken.insert(more.begin(), more.end());
  }
  const MarkerPanel* vesicle = findPanel(panels, panelNames::evPositive);
  if (vesicle == nullptr) return rows;
  for (const auto& match : matchPanel(cargo, *vesicle)) {
    if (!isPlateletHigh(vesicle->markers[match.marker]) && !taken.contains(match.row))
      rows.reference.push_back(match.row);
  }
  return rows;
}

PolishedRows polish(const QuantTable& cargo, const ScoreRows& rows) {
  return {withoutRowEffects(cargo.log2, rows.markers), withoutRowEffects(cargo.log2, rows.reference)};
}

std::vector<double> levelDifferences(const PolishedRows& rows, int minMarkers) {
  std::vector<double> scores(static_cast<std::size_t>(rows.markers.cols()), unknown);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const auto seen = measured(rows.markers, i);
    if (static_cast<int>(seen.size()) >= minMarkers) scores[i] = median(seen) - median(measured(rows.reference, i));
  }
  return scores;
}

std::vector<double> panelScores(const QuantTable& cargo, const ScoreRows& rows, int minMarkers) {
  return levelDifferences(polish(cargo, rows), minMarkers);
}

Interval bootstrapScore(const PolishedRows& rows, std::size_t sample, int times) {
  const auto markers = measured(rows.markers, sample), reference = measured(rows.reference, sample);
  if (markers.empty() || reference.empty()) return {};
  return bootstrap(times, [&](SplitMix& random) {
    const double high = resampledMedian(markers, random);
    return high - resampledMedian(reference, random);
  });
}

Interval bootstrapChange(const PolishedRows& rows, std::size_t before, std::size_t after, int minMarkers, int times) {
  const PairedValues markers = measuredInBoth(rows.markers, before, after);
  const PairedValues reference = measuredInBoth(rows.reference, before, after);
  if (static_cast<int>(markers.before.size()) < minMarkers || reference.before.empty()) return {};
  return bootstrap(times, [&](SplitMix& random) {
    const double high = resampledMedianChange(markers, random);
    return high - resampledMedianChange(reference, random);
  });
}

}  // namespace vescargo
