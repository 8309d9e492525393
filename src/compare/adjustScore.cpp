#include "vescargo/compare/adjustScore.h"

#include <algorithm>
#include <cmath>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/purity/scorePurity.h"
#include "vescargo/stats/medianPolish.h"
#include "vescargo/stats/robust.h"

namespace vescargo {

namespace {

/// A panel of three, less the marker that is left out.
constexpr std::size_t fewestOthers = 2;
constexpr std::size_t none = static_cast<std::size_t>(-1);

/// Scores by study sample where the purity table has them, else empty. Every sample has to be in it.
std::vector<double> tableScores(const PurityTable& purity, const Study& study, const std::string& name) {
  const auto names = scoreNames(purity);
  const bool known = std::find(names.begin(), names.end(), name) != names.end();
  const auto scores = known ? sampleScores(purity, name) : std::vector<double>(purity.samples.size());
  std::map<std::string, double> bySample;
  for (std::size_t i = 0; i < scores.size(); ++i) bySample[purity.samples[i].sample] = scores[i];
  std::vector<double> found;
  for (const auto& sample : study.samples) {
    if (!bySample.contains(sample.name))
      throw Error(ExitCode::DoNotFit, "purity table", "sample " + inQuotes(sample.name) + " is missing",
                  "score the samples of this study sheet");
    found.push_back(bySample[sample.name]);
  }
  return known ? found : std::vector<double>{};
}

/// Median of each sample over rows less their row effects, without one of them.
std::vector<double> levels(const Eigen::MatrixXd& polished, std::size_t fewest, std::size_t without = none) {
  std::vector<double> levels;
  std::vector<double> seen;
  for (const auto column : polished.colwise()) {
    seen.clear();
    for (Eigen::Index i = 0; i < column.size(); ++i) {
      if (!std::isnan(column[i]) && static_cast<std::size_t>(i) != without) seen.push_back(column[i]);
    }
    levels.push_back(seen.size() < fewest ? std::nan("") : median(seen));
  }
  return levels;
}

std::vector<double> difference(std::vector<double> above, const std::vector<double>& below) {
  for (std::size_t i = 0; i < above.size(); ++i) above[i] -= below[i];
  return above;
}

std::map<std::size_t, std::vector<double>> leaveOut(const QuantTable& cargo, const ScoreRows& rows) {
  const Eigen::MatrixXd reference = withoutRowEffects(cargo.log2, rows.reference);
  const auto markers = levels(withoutRowEffects(cargo.log2, rows.markers), fewestOthers);
  std::vector<std::size_t> parts = rows.markers;
  for (const std::size_t row : rows.reference) {
    if (std::find(rows.markers.begin(), rows.markers.end(), row) == rows.markers.end()) parts.push_back(row);
  }
  std::vector<std::vector<double>> scores(parts.size());
#pragma omp parallel for schedule(dynamic)
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto at = std::find(rows.reference.begin(), rows.reference.end(), parts[i]);
    const auto below =
        levels(reference, 1, at == rows.reference.end() ? none : static_cast<std::size_t>(at - rows.reference.begin()));
    if (i >= rows.markers.size()) {
      scores[i] = difference(markers, below);
      continue;
    }
    std::vector<std::size_t> others = rows.markers;
    std::erase(others, parts[i]);
    scores[i] = difference(levels(withoutRowEffects(cargo.log2, others), fewestOthers), below);
  }
  std::map<std::size_t, std::vector<double>> byRow;
  for (std::size_t i = 0; i < parts.size(); ++i) byRow[parts[i]] = std::move(scores[i]);
  return byRow;
}

}  // namespace

void checkScore(const std::vector<MarkerPanel>& panels, const std::string& name) {
  std::vector<std::string> known{std::string(panelNames::plateletCore), std::string(panelNames::plateletMembrane),
                                 std::string(panelNames::plateletGranule), std::string(panelNames::plateletCytosol)};
  for (const MarkerPanel& panel : panels) {
    if (panel.name != panelNames::evPositive && std::find(known.begin(), known.end(), panel.name) == known.end())
      known.push_back(panel.name);
  }
  if (std::find(known.begin(), known.end(), name) == known.end())
    throw Error(ExitCode::BadParameter, "-adjust", inQuotes(name) + " is no platelet score and no panel with a score",
                "did you mean " + nearestNames(name, known) + "?");
}

AdjustScore adjustScore(const QuantTable& cargo, const Study& study, const PurityTable& purity,
                        const std::vector<MarkerPanel>& panels, const std::string& name) {
  checkScore(panels, name);
  const ScoreRows rows = scoreRows(cargo, panels, name);
  AdjustScore score{tableScores(purity, study, name), rows.markers, leaveOut(cargo, rows)};
  if (!score.bySample.empty()) return score;
  score.bySample = panelScores(cargo, rows, PurityOptions{}.minMarkers);
  for (double& value : score.bySample) value = roundDecimals(value, 6);
  return score;
}

}  // namespace vescargo
