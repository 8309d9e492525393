#include "vescargo/compare/responders.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "vescargo/compare/responseSlopes.h"
#include "vescargo/purity/scorePurity.h"

namespace vescargo {

namespace {

using Eigen::Index;

/// A score of fewer markers is one protein's word.
constexpr int fewestMarkers = 3;

constexpr std::array<std::pair<std::string_view, double SubjectRow::*>, 9> scoredPanels{{
    {panelNames::plateletCore, &SubjectRow::plateletCore},
    {panelNames::plateletMembrane, &SubjectRow::plateletMembrane},
    {panelNames::plateletGranule, &SubjectRow::plateletGranule},
    {panelNames::plateletCytosol, &SubjectRow::plateletCytosol},
    {"erythrocyte_core", &SubjectRow::erythrocyteCore},
    {"leukocyte", &SubjectRow::leukocyte},
    {"lipoprotein", &SubjectRow::lipoprotein},
    {"soluble_plasma", &SubjectRow::solublePlasma},
    {"keratin", &SubjectRow::keratin},
}};

/// Rows that none of the scored panels uses.
std::vector<Index> rowsBesidePanels(const QuantTable& cargo, const std::vector<MarkerPanel>& panels) {
  std::set<std::size_t> markers;
  for (const auto& [name, member] : scoredPanels) {
    const MarkerPanel* panel = findPanel(panels, name);
    if (panel == nullptr) continue;
    for (const MarkerMatch& match : matchPanel(cargo, *panel)) markers.insert(match.row);
  }
  std::vector<Index> rows;
  for (std::size_t row = 0; row < cargo.rows.size(); ++row) {
    if (!markers.contains(row)) rows.push_back(static_cast<Index>(row));
  }
  return rows;
}

struct ScoredPanel {
  double SubjectRow::*member;
  std::vector<double> bySample;
};

std::vector<ScoredPanel> scorePanels(const QuantTable& table, const std::vector<MarkerPanel>& panels) {
  std::vector<ScoredPanel> scored;
  for (const auto& [name, member] : scoredPanels) {
    if (findPanel(panels, name) != nullptr)
      scored.push_back({member, panelScores(table, scoreRows(table, panels, name), fewestMarkers)});
  }
  return scored;
}

std::string percentOf(double part) { return formatNumber(100 * part, 2) + " %"; }

std::vector<std::string> notesOf(const ResponseTests& tests, double alpha) {
  if (std::isnan(tests.commonP)) return {"fewer than 3 subjects: none can be compared with the others"};
  const std::string common = "(signs of subjects flipped: p = " + formatNumber(tests.commonP, 2) +
                             ", lowest possible " + formatNumber(tests.commonFloor, 2) + ")";
  std::vector<std::string> notes{tests.commonP <= alpha
                                     ? "the subjects have a response in common " + common
                                     : "no response in common is shown " + common + ": slopes mean little"};
  if (std::isnan(tests.differP)) return notes;
  const std::string differ = "(signs of proteins flipped: p = " + formatNumber(tests.differP, 2) +
                             ", lowest possible " + formatNumber(tests.differFloor, 2) + ")";
  notes.push_back(tests.differP <= alpha
                      ? "subjects differ along the response by more than independent noise of the proteins " + differ +
                            ": persons, days or tubes, which cannot be told apart"
                      : "subjects are not shown to differ along the response by more than noise " + differ);
  notes.push_back("at most " + percentOf(tests.differPart) +
                  " of the spread of the slopes is more than that noise: on another visit expect a slope that is "
                  "nearer to 1 by the rest at least");
  notes.emplace_back(
      "a single visit cannot tell a person who responds from a day or a tube that differs: only a second visit can");
  return notes;
}

void describeSubject(const SamplePair& pair, const std::map<std::string, std::string>& verdicts, const Study& study,
                     const std::vector<ScoredPanel>& scored, SubjectRow& row) {
  const auto verdictOf = [&](std::size_t sample) {
    const auto found = verdicts.find(study.samples[sample].name);
    return found == verdicts.end() ? "unknown" : found->second;
  };
  row.subject = pair.subject;
  row.verdictBefore = verdictOf(pair.before);
  row.verdictAfter = verdictOf(pair.after);
  for (const ScoredPanel& panel : scored) row.*panel.member = panel.bySample[pair.after] - panel.bySample[pair.before];
}

}  // namespace

RowTable<SubjectRow> scoreResponders(const QuantTable& cargo, const Study& study, const PurityTable& purity,
                                     const std::vector<MarkerPanel>& panels,
                                     const std::vector<PairedContrast>& contrasts, const ResponderSettings& settings) {
  const QuantTable table = selectSamples(cargo, study.sampleNames(), "cargo");
  const auto rows = rowsBesidePanels(table, panels);
  const auto scored = scorePanels(table, panels);
  std::map<std::string, std::string> verdicts;
  for (const auto& sample : purity.samples) verdicts[sample.sample] = sample.verdict;
  RowTable<SubjectRow> result;
  for (const PairedContrast& contrast : contrasts) {
    if (contrast.differences.rows() != static_cast<Index>(table.rows.size()))
      throw Error(ExitCode::DoNotFit, "responders", "the contrasts are not of this table", "give both of one study");
    const Eigen::MatrixXd differences = contrast.differences(rows, Eigen::all);
    const auto slopes = responseSlopes(differences, settings.minPairs - 1);
    for (std::size_t i = 0; i < slopes.size(); ++i) {
      SubjectRow row;
      row.contrast = contrast.name;
      row.proteins = slopes[i].proteins;
      row.slope = slopes[i].slope;
      row.low = slopes[i].low;
      row.high = slopes[i].high;
      describeSubject(contrast.pairs[i], verdicts, study, scored, row);
      result.rows.push_back(row);
    }
    for (const std::string& note : notesOf(testResponse(differences, settings.flips), settings.alpha))
      result.notes.push_back(contrast.name + ": " + note);
  }
  roundRows(result);
  return result;
}

}  // namespace vescargo
