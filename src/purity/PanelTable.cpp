#include "vescargo/purity/PanelTable.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "vescargo/base/OutputFile.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/stats/medianPolish.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t fewestForInterval = 3;  ///< samples; with fewer a protein's own level cannot be told

/// Values less their sample's level by the proteins that half of the samples have.
Eigen::MatrixXd withoutSampleLevels(const Eigen::MatrixXd& log2) {
  std::vector<std::size_t> common;
  for (Eigen::Index row = 0; row < log2.rows(); ++row) {
    if (2 * (!log2.row(row).array().isNaN()).count() >= log2.cols()) common.push_back(static_cast<std::size_t>(row));
  }
  const Eigen::MatrixXd polished = withoutRowEffects(log2, common);
  Eigen::MatrixXd values = log2;
  for (Eigen::Index sample = 0; sample < log2.cols(); ++sample) {
    const double level = median({polished.col(sample).begin(), polished.col(sample).end()});
    values.col(sample).array() -= level;
  }
  return values;
}

/// The markers of each MISEV category as a panel; a role begins with `misev` and the category's digit.
std::vector<MarkerPanel> misevCategories(const std::vector<MarkerPanel>& panels) {
  std::vector<MarkerPanel> categories;
  const MarkerPanel* misev = findPanel(panels, panelNames::misev);
  if (misev == nullptr) return categories;
  for (char digit = '1'; digit <= '5'; ++digit) {
    MarkerPanel category;
    category.name = std::string(panelNames::misev) + digit;
    category.kind = misev->kind;
    std::copy_if(misev->markers.begin(), misev->markers.end(), std::back_inserter(category.markers),
                 [&](const Marker& marker) { return marker.role.starts_with(category.name); });
    categories.push_back(std::move(category));
  }
  return categories;
}

void countSeen(const Eigen::MatrixXd& log2, const std::vector<MarkerMatch>& matches, PanelMeasures& measures) {
  for (Eigen::Index sample = 0; sample < log2.cols(); ++sample) {
    std::set<std::size_t> seen;
    for (const auto& match : matches) {
      if (!std::isnan(log2(static_cast<Eigen::Index>(match.row), sample))) seen.insert(match.marker);
    }
    measures.seen.push_back(static_cast<double>(seen.size()));
  }
}

/// Geyer 2019: linear sum of the panel over the linear sum of all; not known where none of the panel is measured.
void addShare(const QuantTable& cargo, const std::vector<MarkerMatch>& matches, Eigen::Index sample,
              PanelMeasures& measures) {
  const auto column = cargo.log2.col(sample);
  double all = 0, sum = 0, largest = 0;
  std::string name;
  for (const double value : column) all += std::isnan(value) ? 0 : std::exp2(value);
  for (const auto& match : matches) {
    const double value = column[static_cast<Eigen::Index>(match.row)];
    if (std::isnan(value)) continue;
    sum += std::exp2(value);
    if (std::exp2(value) <= largest) continue;
    largest = std::exp2(value);
    const QuantRow& row = cargo.rows[match.row];
    name = row.genes.empty() ? row.id : row.genes;
  }
  measures.share.push_back(sum > 0 ? roundDecimals(sum / all, 6) : unknown);
  measures.largestShare.push_back(sum > 0 ? roundDecimals(largest / sum, 6) : unknown);
  measures.largest.push_back(name);
}

void setScores(const QuantTable& cargo, const ScoreRows& rows, const PurityOptions& options, PanelMeasures& measures) {
  const PolishedRows polished = polish(cargo, rows);
  measures.score = levelDifferences(polished, options.minMarkers);
  for (std::size_t i = 0; i < measures.score.size(); ++i) {
    measures.reference[i] =
        static_cast<double>((!polished.reference.col(static_cast<Eigen::Index>(i)).array().isNaN()).count());
    if (std::isnan(measures.score[i]) || measures.score.size() < fewestForInterval) continue;
    measures.interval[i] = bootstrapScore(polished, i, options.bootstraps);
  }
}

void roundAll(PanelMeasures& measures) {
  for (double& score : measures.score) score = roundDecimals(score, 6);
  for (Interval& interval : measures.interval)
    interval = {roundDecimals(interval.low, 6), roundDecimals(interval.high, 6)};
  for (double& z : measures.standing.z) z = roundDecimals(z, 6);
  measures.coherence = {roundDecimals(measures.coherence.correlation, 6), roundDecimals(measures.coherence.p, 6)};
}

}  // namespace

std::vector<PanelMeasures> measurePanels(const QuantTable& cargo, const Study& study,
                                         const std::vector<MarkerPanel>& panels, const PurityOptions& options) {
  std::vector<MarkerPanel> all = panels;
  for (MarkerPanel& category : misevCategories(panels)) all.push_back(std::move(category));
  const Eigen::MatrixXd levelled = withoutSampleLevels(cargo.log2);
  const std::size_t samples = study.samples.size();
  std::vector<PanelMeasures> measured(all.size());
#pragma omp parallel for schedule(dynamic)
  for (std::size_t p = 0; p < all.size(); ++p) {
    PanelMeasures& measures = measured[p];
    measures.panel = all[p].name;
    measures.size = static_cast<double>(
        std::count_if(all[p].markers.begin(), all[p].markers.end(), [](const Marker& marker) { return marker.use; }));
    const auto matches = matchPanel(cargo, all[p]);
    countSeen(cargo.log2, matches, measures);
    for (Eigen::Index sample = 0; sample < cargo.log2.cols(); ++sample) addShare(cargo, matches, sample, measures);
    measures.score.assign(samples, unknown);
    measures.interval.assign(samples, {});
    measures.reference.assign(samples, 0);
    if (hasScore(all[p])) setScores(cargo, scoreRows(cargo, panels, all[p].name), options, measures);
    measures.standing = standAmong(measures.score, study);
    Eigen::MatrixXd markers(static_cast<Eigen::Index>(matches.size()), cargo.log2.cols());
    for (std::size_t i = 0; i < matches.size(); ++i)
      markers.row(static_cast<Eigen::Index>(i)) = levelled.row(static_cast<Eigen::Index>(matches[i].row));
    measures.coherence = panelCoherence(markers);
    roundAll(measures);
  }
  return measured;
}

const PanelMeasures* findMeasures(const std::vector<PanelMeasures>& panels, std::string_view name) {
  const auto found =
      std::find_if(panels.begin(), panels.end(), [&](const PanelMeasures& measures) { return measures.panel == name; });
  return found == panels.end() ? nullptr : &*found;
}

void writePanelMeasures(const std::vector<PanelMeasures>& panels, const Study& study,
                        const std::vector<std::string>& notes, const std::string& path) {
  std::string text;
  for (const std::string& note : notes) text += "# note: " + note + "\n";
  text +=
      "sample\tpanel\tseen\tpanel_size\tscore\tscore_low\tscore_high\tz\tshare\tlargest_protein\tlargest_share\t"
      "coherence\tcoherence_p\n";
  for (std::size_t i = 0; i < study.samples.size(); ++i) {
    for (const PanelMeasures& panel : panels) {
      const std::vector<std::string> cells{study.samples[i].name,
                                           panel.panel,
                                           formatNumber(panel.seen[i]),
                                           formatNumber(panel.size),
                                           formatNumber(panel.score[i]),
                                           formatNumber(panel.interval[i].low),
                                           formatNumber(panel.interval[i].high),
                                           formatNumber(panel.standing.z[i]),
                                           formatNumber(panel.share[i]),
                                           panel.largest[i].empty() ? "NA" : panel.largest[i],
                                           formatNumber(panel.largestShare[i]),
                                           formatNumber(panel.coherence.correlation),
                                           formatNumber(panel.coherence.p)};
      text += join(cells, "\t") + "\n";
    }
  }
  writeFile(path, text);
}

}  // namespace vescargo
