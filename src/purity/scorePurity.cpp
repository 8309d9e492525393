#include "vescargo/purity/scorePurity.h"

#include <algorithm>
#include <cmath>

#include "vescargo/base/Tsv.h"
#include "vescargo/purity/materials.h"
#include "vescargo/purity/plateletKind.h"

namespace vescargo {

namespace {

void setCore(const PanelMeasures& core, PurityTable& table) {
  double thin = 0;
  for (std::size_t i = 0; i < table.samples.size(); ++i) {
    SamplePurity& sample = table.samples[i];
    sample.plateletCore = core.score[i];
    sample.plateletCoreLow = core.interval[i].low;
    sample.plateletCoreHigh = core.interval[i].high;
    sample.plateletCoreZ = core.standing.z[i];
    sample.plateletCoreSeen = core.seen[i];
    sample.plateletCorePanel = core.size;
    if (std::isnan(core.score[i])) continue;
    sample.referenceSeen = core.reference[i];
    thin += core.reference[i] < fewestReference ? 1 : 0;
  }
  if (thin > 0)
    table.notes.push_back("the platelet score of " + formatNumber(thin) + " of " +
                          formatNumber(static_cast<double>(table.samples.size())) +
                          " samples is relative to fewer than " + formatNumber(fewestReference) +
                          " vesicle proteins and says little");
}

/// Where the classic share of a panel goes.
struct ShareColumns {
  std::string_view panel;
  double SamplePurity::*share;
  double SamplePurity::*largestShare;
  std::string SamplePurity::*largest;
};

void setShares(const std::vector<PanelMeasures>& panels, PurityTable& table) {
  using S = SamplePurity;
  for (const ShareColumns& columns :
       {ShareColumns{panelNames::classicPlatelet, &S::plateletShare, &S::plateletLargestShare, &S::plateletLargest},
        ShareColumns{panelNames::classicErythrocyte, &S::erythrocyteShare, &S::erythrocyteLargestShare,
                     &S::erythrocyteLargest},
        ShareColumns{panelNames::classicCoagulation, &S::coagulationShare, &S::coagulationLargestShare,
                     &S::coagulationLargest}}) {
    const PanelMeasures* panel = findMeasures(panels, columns.panel);
    if (panel == nullptr) continue;
    for (std::size_t i = 0; i < table.samples.size(); ++i) {
      table.samples[i].*columns.share = panel->share[i];
      table.samples[i].*columns.largestShare = panel->largestShare[i];
      table.samples[i].*columns.largest = panel->largest[i];
    }
  }
}

void setEvidence(const std::vector<PanelMeasures>& panels, PurityTable& table) {
  if (const PanelMeasures* vesicle = findMeasures(panels, panelNames::evPositive)) {
    for (std::size_t i = 0; i < table.samples.size(); ++i) {
      table.samples[i].evSeen = vesicle->seen[i];
      table.samples[i].evPanel = vesicle->size;
    }
  }
  for (std::size_t category = 0; category < SamplePurity::misevCategories; ++category) {
    const PanelMeasures* panel = findMeasures(panels, std::string(panelNames::misev) + std::to_string(category + 1));
    for (std::size_t i = 0; panel != nullptr && i < table.samples.size(); ++i)
      table.samples[i].misevSeen[category] = panel->seen[i];
  }
}

/// Scores under their panels' names. A panel that is called like another column cannot have one.
void setPanelScores(const std::vector<PanelMeasures>& measured, const std::vector<MarkerPanel>& panels,
                    PurityTable& table) {
  for (const MarkerPanel& panel : panels) {
    if (panel.name == panelNames::plateletCore || !hasScore(panel)) continue;
    if (isPurityColumn(panel.name))
      throw Error(ExitCode::BadParameter, panel.path, "panel " + inQuotes(panel.name) + " is called like a column",
                  "rename it");
    table.scores.push_back({panel.name, findMeasures(measured, panel.name)->score});
  }
}

void addStudyNotes(const Study& study, Purity& purity) {
  auto& notes = purity.table.notes;
  const auto& samples = purity.table.samples;
  if (std::all_of(samples.begin(), samples.end(), [](const auto& s) { return std::isnan(s.plateletCore); }))
    notes.emplace_back("no sample has a platelet score: whether platelets explain a change cannot be answered");
  if (study.subjects.size() < 2) {
    notes.emplace_back("one subject only: whether platelet material changes with the time point cannot be answered");
    return;
  }
  for (std::size_t t = 1; t < study.timePoints.size(); ++t) {
    const std::string contrast = study.timePoints[t] + "-" + study.timePoints.front();
    std::vector<double> known;
    for (const PairChange& pair : purity.pairs) {
      if (pair.contrast == contrast && !pair.ofAll() && !std::isnan(pair.change)) known.push_back(pair.change);
    }
    notes.push_back(contrast + ": " + meanChangeNote("the platelet score", known));
  }
}

}  // namespace

Purity scorePurity(const QuantTable& cargo, const Study& study, const std::vector<MarkerPanel>& panels,
                   const PurityOptions& options, const std::vector<VerdictRule>& rules) {
  const QuantTable table = selectSamples(cargo, study.sampleNames(), "cargo");
  Purity purity;
  purity.panels = measurePanels(table, study, panels, options);
  const Materials materials = decompose(table, panels, options.minMarkers);
  purity.materialNotes = materials.notes;
  for (std::size_t i = 0; i < study.samples.size(); ++i) {
    SamplePurity sample;
    sample.sample = study.samples[i].name;
    sample.subject = study.samples[i].subject;
    sample.timePoint = study.samples[i].timePoint;
    sample.plateletKind = plateletKind(purity.panels, i);
    sample.materials = materials.shares[i];
    sample.materialsCovered = materials.covered[i];
    const Judgement judgement = judgeSample(purity.panels, i, rules);
    sample.verdict = nameOf(judgement.verdict);
    sample.reason = judgement.reason;
    purity.table.samples.push_back(std::move(sample));
  }
  setShares(purity.panels, purity.table);
  setEvidence(purity.panels, purity.table);
  setPanelScores(purity.panels, panels, purity.table);
  if (const PanelMeasures* core = findMeasures(purity.panels, panelNames::plateletCore)) {
    setCore(*core, purity.table);
    purity.pairs = comparePairs(table, study, scoreRows(table, panels, core->panel), *core, options);
  }
  addStudyNotes(study, purity);
  return purity;
}

void requireMarkers(const QuantTable& cargo, const std::vector<MarkerPanel>& panels) {
  for (const MarkerPanel& panel : panels) {
    if (!matchPanel(cargo, panel).empty()) return;
  }
  throw Error(ExitCode::DoNotFit, "panels", "no protein of the table is a marker of any panel",
              "give panels of the samples' species, and proteins by UniProt accession or gene symbol");
}

}  // namespace vescargo
