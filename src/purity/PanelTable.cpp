#include "vescargo/purity/PanelTable.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "vescargo/base/Tsv.h"
#include "vescargo/base/parallelFor.h"

namespace vescargo {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t fewestForInterval = 3;  ///< samples; with fewer a protein's own level cannot be told

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

void setScores(FactorScore made, const PurityOptions& options, PanelMeasures& measures) {
  measures.made = std::move(made);
  measures.score = measures.made.bySample;
  for (std::size_t i = 0; i < measures.score.size(); ++i) {
    if (std::isnan(measures.score[i]) || measures.score.size() < fewestForInterval) continue;
    measures.interval[i] = bootstrapScore(measures.made, i, options.bootstraps);
  }
}

void roundAll(PanelMeasures& measures) {
  for (double& score : measures.score) score = roundDecimals(score, 6);
  for (Interval& interval : measures.interval)
    interval = {roundDecimals(interval.low, 6), roundDecimals(interval.high, 6)};
  for (double& z : measures.standing.z) z = roundDecimals(z, 6);
  measures.coherence = {roundDecimals(measures.coherence.correlation, 6), roundDecimals(measures.coherence.p, 6)};
}

std::vector<std::size_t> rowsOf(const std::vector<MarkerMatch>& matches) {
  std::vector<std::size_t> rows;
  for (const MarkerMatch& match : matches) rows.push_back(match.row);
  return rows;
}

/// Proteins of the reference measured in each sample, but for those that the score is of.
std::vector<double> referenceSeen(const QuantTable& cargo, const StudyBase& base, const std::vector<std::size_t>& own) {
  std::vector<std::size_t> rows = base.reference;
  std::erase_if(rows, [&](std::size_t row) { return std::find(own.begin(), own.end(), row) != own.end(); });
  const Eigen::RowVectorXd seen = (!cargo.log2(rows, Eigen::all).array().isNaN()).cast<double>().colwise().sum();
  return {seen.begin(), seen.end()};
}

/// What is measured and scored.
struct Measured {
  const QuantTable& cargo;
  const TableIndex& index;
  const Study& study;
  const StudyBase& base;
  const PurityOptions& options;
};

/// A contaminant's score is given; null for a panel.
PanelMeasures measurePanel(const Measured& input, const MarkerPanel& panel, const ContaminantScore* contaminant) {
  const std::size_t samples = input.study.samples.size();
  PanelMeasures measures;
  measures.panel = panel.name;
  measures.words = !panel.contaminant.empty() ? panel.contaminant : panel.title.empty() ? panel.name : panel.title;
  measures.material = panel.material;
  measures.size = static_cast<double>(
      std::count_if(panel.markers.begin(), panel.markers.end(), [](const Marker& marker) { return marker.use; }));
  const auto matches = input.index.match(panel);
  const auto rows = rowsOf(matches);
  countSeen(input.cargo.log2, matches, measures);
  for (std::size_t i = 0; i < samples; ++i) addShare(input.cargo, matches, static_cast<Eigen::Index>(i), measures);
  measures.score.assign(samples, unknown);
  measures.interval.assign(samples, {});
  measures.materialShare.assign(samples, unknown);
  measures.reference = referenceSeen(input.cargo, input.base, rows);
  if (contaminant != nullptr) {
    setScores(contaminant->made, input.options, measures);
  } else if (hasScore(panel)) {
    setScores(scoreRows(input.cargo, input.base, rows, input.options.minMarkers), input.options, measures);
  }
  measures.standing = standAmong(measures.score, input.study);
  measures.coherence = panelCoherence(levelledRows(input.cargo, input.base, rows));
  roundAll(measures);
  return measures;
}

}  // namespace

std::vector<PanelMeasures> measurePanels(const QuantTable& cargo, const Study& study,
                                         const std::vector<MarkerPanel>& panels, const StudyBase& base,
                                         const std::vector<ContaminantScore>& contaminants,
                                         const PurityOptions& options) {
  std::vector<MarkerPanel> all = panels;
  for (MarkerPanel& category : misevCategories(panels)) all.push_back(std::move(category));
  std::vector<const ContaminantScore*> scores(all.size(), nullptr);
  for (MarkerPanel& whole : contaminantPanels(panels)) {
    const auto found = std::find_if(contaminants.begin(), contaminants.end(),
                                    [&](const auto& score) { return score.name == whole.name; });
    scores.push_back(found == contaminants.end() ? nullptr : &*found);
    all.push_back(std::move(whole));
  }
  const TableIndex index(cargo);
  const Measured input{cargo, index, study, base, options};
  std::vector<PanelMeasures> measured(all.size());
  parallelFor(all.size(), 1, [&](std::size_t p) { measured[p] = measurePanel(input, all[p], scores[p]); });
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
  writeTsv(path, text);
}

}  // namespace vescargo
