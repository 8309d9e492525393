#include "vescargo/purity/contaminants.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/stats/commonFactor.h"

namespace vescargo {

namespace {

constexpr double followingAgreement = 0.5;  ///< of a candidate that joins the factor
constexpr double fewestDf = 10;             ///< of a correlation of 0.3: its standard error is about that, too

using PanelList = std::vector<const MarkerPanel*>;

/// A contaminant's name and its panels.
struct NamedPanels {
  std::string name;
  PanelList panels;
};

/// Every contaminant, platelets first, then by the name of the first panel.
std::vector<NamedPanels> contaminantsOf(const std::vector<MarkerPanel>& panels) {
  PanelList sorted;
  for (const MarkerPanel& panel : panels) {
    if (!panel.contaminant.empty()) sorted.push_back(&panel);
  }
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
  std::vector<NamedPanels> found;
  for (const MarkerPanel* panel : sorted) {
    const auto same =
        std::find_if(found.begin(), found.end(), [&](const auto& c) { return c.name == panel->contaminant; });
    if (same == found.end()) {
      found.push_back({panel->contaminant, {panel}});
    } else {
      same->panels.push_back(panel);
    }
  }
  std::stable_partition(found.begin(), found.end(),
                        [](const auto& c) { return c.name == contaminantNames::platelets; });
  return found;
}

/// Rows of the panels' markers, rising, each with the first marker that it is.
std::map<std::size_t, const Marker*> rowsOf(const TableIndex& index, const PanelList& panels) {
  std::map<std::size_t, const Marker*> rows;
  for (const MarkerPanel* panel : panels) {
    for (const MarkerMatch& match : index.match(*panel)) rows.emplace(match.row, &panel->markers[match.marker]);
  }
  return rows;
}

std::vector<double> less(std::vector<double> above, const std::vector<double>& below) {
  for (std::size_t i = 0; i < above.size(); ++i) above[i] -= below[i];
  return above;
}

std::string sentenceOf(const QuantRow& row, const Marker& marker, const ContaminantScore& score, double agreement) {
  const std::string known = marker.reason.empty() ? marker.role : marker.role + "; " + marker.reason;
  return (row.genes.empty() ? row.id : row.genes) + " does not follow the other markers of " + score.name +
         " (correlation " + formatNumber(agreement, 2) + ")" + (known.empty() ? "" : ": " + known);
}

/// What is scored.
struct Scored {
  const QuantTable& cargo;
  const TableIndex& index;
  const StudyBase& base;
  int minMarkers;
};

/// Candidates that go with the markers' factor.
std::vector<std::size_t> followersAmong(const Scored& of, const std::vector<std::size_t>& markers,
                                        const std::vector<std::size_t>& candidates) {
  std::vector<std::size_t> followers;
  for (const std::size_t row : candidates) {
    if (std::binary_search(markers.begin(), markers.end(), row)) continue;
    std::vector<std::size_t> with = markers;
    with.push_back(row);
    const CommonFactor factor = commonFactor(levelledRows(of.cargo, of.base, with), of.base.subjects, 1);
    const Eigen::Index at = factor.agreement.size() - 1;
    if (factor.agreement[at] >= followingAgreement && factor.df[at] >= fewestDf) followers.push_back(row);
  }
  return followers;
}

ContaminantScore makeScore(const Scored& of, const NamedPanels& named, const std::vector<std::size_t>& candidates) {
  ContaminantScore score;
  score.name = named.name;
  for (const MarkerPanel* panel : named.panels) score.panels.push_back(panel->name);
  const auto rows = rowsOf(of.index, named.panels);
  for (const auto& [row, marker] : rows) score.markers.push_back(row);
  score.followers = followersAmong(of, score.markers, candidates);
  std::vector<std::size_t> parts = score.markers;
  parts.insert(parts.end(), score.followers.begin(), score.followers.end());
  const StudyBase base = withoutReference(of.base, of.cargo, {parts.begin(), parts.end()});
  score.made = scoreRows(of.cargo, base, parts, of.minMarkers);
  score.base = base.base;
  const Eigen::MatrixXd values = levelledRows(of.cargo, base, parts);
  const auto fewest = static_cast<std::size_t>(of.minMarkers);
  const CommonFactor& factor = score.made.factor;
  score.weights = factor.weights;
  score.agreement = factor.agreement;
  score.coherence = factor.coherence;
  score.bySample = score.made.bySample;
  const auto without = levelsWithoutEach(values, base.subjects, std::max<std::size_t>(1, fewest - 1));
  for (std::size_t i = 0; i < parts.size(); ++i) score.leftOut[parts[i]] = less(without[i], base.levels);
  for (const auto& [row, levels] : base.levelsWithout) score.leftOut[row] = less(factor.levels, levels);
  if (!score.isUsable()) return score;
  for (std::size_t i = 0; i < score.markers.size(); ++i) {
    const auto at = static_cast<Eigen::Index>(i);
    if (factor.agreement[at] < leastAgreement && factor.df[at] >= fewestDf)
      score.notFollowing.push_back(
          sentenceOf(of.cargo.rows[score.markers[i]], *rows.at(score.markers[i]), score, factor.agreement[at]));
  }
  return score;
}

/// Rows, rising, that the contaminant's panels list without using them or that a list of its followers has.
std::vector<std::size_t> candidatesOf(const TableIndex& index, const std::vector<MarkerPanel>& panels,
                                      const std::string& contaminant) {
  std::set<std::size_t> rows;
  for (const MarkerPanel& panel : panels) {
    if (panel.contaminant != contaminant && panel.followersOf != contaminant) continue;
    MarkerPanel all = panel;
    for (Marker& marker : all.markers) marker.use = true;
    for (const MarkerMatch& match : index.match(all)) rows.insert(match.row);
  }
  return {rows.begin(), rows.end()};
}

/// The contaminant or panel of that name; no panels where there is none.
NamedPanels findNamed(const std::vector<MarkerPanel>& panels, const std::string& name) {
  for (NamedPanels& contaminant : contaminantsOf(panels)) {
    if (contaminant.name == name) return std::move(contaminant);
  }
  const MarkerPanel* panel = findPanel(panels, name);
  if (panel == nullptr || !hasScore(*panel)) return {name, {}};
  return {name, {panel}};
}

}  // namespace

std::vector<MarkerPanel> contaminantPanels(const std::vector<MarkerPanel>& panels) {
  std::vector<MarkerPanel> merged;
  for (const NamedPanels& named : contaminantsOf(panels)) {
    MarkerPanel& whole = merged.emplace_back();
    whole.name = whole.contaminant = named.name;
    whole.material = named.panels.front()->material;
    std::set<std::pair<std::string, std::string>> seen;
    for (const MarkerPanel* panel : named.panels) {
      if (panel->material != whole.material) whole.material.clear();
      for (const Marker& marker : panel->markers) {
        if (marker.use && seen.emplace(marker.accession, marker.gene).second) whole.markers.push_back(marker);
      }
    }
  }
  return merged;
}

std::vector<ContaminantScore> scoreContaminants(const QuantTable& cargo, const StudyBase& base,
                                                const std::vector<MarkerPanel>& panels, int minMarkers) {
  const TableIndex index(cargo);
  std::vector<ContaminantScore> scores;
  for (const NamedPanels& named : contaminantsOf(panels)) {
    ContaminantScore score =
        makeScore({cargo, index, base, minMarkers}, named, candidatesOf(index, panels, named.name));
    if (!score.markers.empty()) scores.push_back(std::move(score));
  }
  return scores;
}

ContaminantScore scoreContaminant(const QuantTable& cargo, const StudyBase& base,
                                  const std::vector<MarkerPanel>& panels, const std::string& name, int minMarkers) {
  checkContaminant(panels, name);
  const TableIndex index(cargo);
  return makeScore({cargo, index, base, minMarkers}, findNamed(panels, name), candidatesOf(index, panels, name));
}

void checkContaminant(const std::vector<MarkerPanel>& panels, const std::string& name) {
  if (!findNamed(panels, name).panels.empty()) return;
  std::vector<std::string> known;
  for (const NamedPanels& contaminant : contaminantsOf(panels)) known.push_back(contaminant.name);
  for (const MarkerPanel& panel : panels) {
    if (hasScore(panel)) known.push_back(panel.name);
  }
  throw Error(ExitCode::BadParameter, "-adjust", inQuotes(name) + " is no contaminant and no panel with a score",
              "did you mean " + nearestNames(name, known) + "?");
}

}  // namespace vescargo
