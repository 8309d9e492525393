#include "vescargo/purity/scorePurity.h"

#include <algorithm>
#include <cmath>

#include "vescargo/base/Tsv.h"
#include "vescargo/purity/background.h"
#include "vescargo/purity/materials.h"
#include "vescargo/purity/plateletKind.h"

namespace vescargo {

namespace {

void setPlatelets(const PanelMeasures& platelets, PurityTable& table) {
  for (std::size_t i = 0; i < table.samples.size(); ++i) {
    SamplePurity& sample = table.samples[i];
    sample.platelets = platelets.score[i];
    sample.plateletsLow = platelets.interval[i].low;
    sample.plateletsHigh = platelets.interval[i].high;
    sample.plateletsZ = platelets.standing.z[i];
    sample.plateletsSeen = platelets.seen[i];
    sample.plateletsPanel = platelets.size;
    sample.referenceSeen = platelets.reference[i];
  }
}

void setCore(const PanelMeasures& core, PurityTable& table) {
  for (std::size_t i = 0; i < table.samples.size(); ++i) {
    SamplePurity& sample = table.samples[i];
    sample.plateletCore = core.score[i];
    sample.plateletCoreLow = core.interval[i].low;
    sample.plateletCoreHigh = core.interval[i].high;
    sample.plateletCoreZ = core.standing.z[i];
    sample.plateletCoreSeen = core.seen[i];
    sample.plateletCorePanel = core.size;
  }
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

/// "scores are relative to ...": the base of all scores and why.
std::string baseNote(const StudyBase& base) {
  const std::string proteins =
      formatNumber(static_cast<double>(base.reference.size())) + " proteins of the vesicle reference";
  const std::string coherence = "mean rank correlation " + formatNumber(base.coherence.correlation, 2) +
                                ", p = " + formatNumber(base.coherence.p, 2);
  if (base.base == ScoreBase::Vesicles)
    return "scores are relative to the " + proteins + ", which move together (" + coherence + ")";
  const bool some = base.background.size() < base.common;
  const std::string level =
      "scores are relative to the sample's level over " +
      (some ? formatNumber(static_cast<double>(base.background.size())) + " of " +
                  formatNumber(static_cast<double>(base.common)) + " proteins, which go with no contaminant: "
            : std::string("all proteins: "));
  if (base.reference.empty()) return level + "no protein of the vesicle reference is measured";
  if (std::isnan(base.coherence.correlation))
    return level + "whether the " + proteins + " move together cannot be told";
  return level + (isCoherent(base.coherence) ? "the " + proteins + " are not measured in nine of ten samples"
                                             : "the " + proteins + " do not move together (" + coherence + ")");
}

bool hasMarkers(const std::vector<PanelMeasures>& panels) {
  return std::any_of(panels.begin(), panels.end(), [](const PanelMeasures& panel) {
    return std::any_of(panel.seen.begin(), panel.seen.end(), [](double seen) { return seen > 0; });
  });
}

void addStudyNotes(const Study& study, const StudyBase& base, Purity& purity) {
  auto& notes = purity.table.notes;
  const auto& samples = purity.table.samples;
  const auto caution = [&](const std::string& note) {
    notes.push_back(note);
    purity.cautions.push_back(note);
  };
  if (!hasMarkers(purity.panels)) {
    caution(
        "no protein of the table is a marker of any panel, so that nothing is known of the samples' purity: give "
        "panels of the samples' species, and proteins by UniProt accession or gene symbol");
    return;
  }
  notes.push_back(baseNote(base));
  if (std::all_of(samples.begin(), samples.end(), [](const auto& s) { return std::isnan(s.platelets); }))
    caution("no sample has a platelet score: whether platelets explain a change cannot be answered");
  if (study.subjects.size() < 2) {
    caution("one subject only: whether its tubes' contaminants change with the time point cannot be answered");
    return;
  }
  for (const PairChange& pair : purity.pairs) {
    if (pair.ofAll() && (pair.contaminant == contaminantNames::platelets || pair.q < 0.05))
      notes.push_back(pairNote(pair));
  }
}

/// Markers that do not follow: those of platelets to the table, all to the panels.
void noteFollowing(const std::vector<ContaminantScore>& contaminants, Purity& purity) {
  for (const ContaminantScore& contaminant : contaminants) {
    for (const std::string& sentence : contaminant.notFollowing) {
      if (contaminant.name == contaminantNames::platelets) purity.table.notes.push_back(sentence);
      purity.panelNotes.push_back(sentence);
    }
  }
}

void setMaterials(const Materials& materials, Purity& purity) {
  purity.table.materials = materials.names;
  purity.panelNotes.insert(purity.panelNotes.end(), materials.notes.begin(), materials.notes.end());
  for (PanelMeasures& panel : purity.panels) {
    const auto at = std::find(materials.names.begin(), materials.names.end(), panel.material);
    if (at == materials.names.end()) continue;
    const auto material = static_cast<std::size_t>(at - materials.names.begin());
    for (std::size_t i = 0; i < panel.materialShare.size(); ++i) panel.materialShare[i] = materials.shares[i][material];
  }
}

SamplePurity describeSample(const Sample& described, const std::vector<PanelMeasures>& panels, std::size_t at,
                            const std::vector<VerdictRule>& rules) {
  SamplePurity sample;
  sample.sample = described.name;
  sample.subject = described.subject;
  sample.timePoint = described.timePoint;
  sample.plateletKind = plateletKind(panels, at);
  const Judgement judgement = judgeSample(panels, at, rules);
  sample.verdict = judgement.verdict;
  sample.reason = judgement.reason;
  return sample;
}

/// Measures of the contaminants that any sample has a score of, in their order.
std::vector<const PanelMeasures*> scored(const std::vector<ContaminantScore>& contaminants,
                                         const std::vector<PanelMeasures>& panels) {
  std::vector<const PanelMeasures*> found;
  for (const ContaminantScore& contaminant : contaminants) {
    const PanelMeasures* measures = findMeasures(panels, contaminant.name);
    if (std::any_of(measures->score.begin(), measures->score.end(), [](double score) { return !std::isnan(score); }))
      found.push_back(measures);
  }
  return found;
}

}  // namespace

Purity scorePurity(QuantTable cargo, const Study& study, const std::vector<MarkerPanel>& panels,
                   const PurityOptions& options, const std::vector<VerdictRule>& rules) {
  const QuantTable table = selectSamples(std::move(cargo), study.sampleNames(), "cargo");
  const StudyBase base = settleBase(table, study, panels, options.minMarkers);
  const auto contaminants = scoreContaminants(table, base, panels, options.minMarkers);
  Purity purity;
  purity.panels = measurePanels(table, study, panels, base, contaminants, options);
  const Materials materials = decompose(table, panels, options.minMarkers);
  noteFollowing(contaminants, purity);
  setMaterials(materials, purity);
  purity.warnings = idleRules(purity.panels, rules);
  for (std::size_t i = 0; i < study.samples.size(); ++i) {
    SamplePurity sample = describeSample(study.samples[i], purity.panels, i, rules);
    sample.materials = materials.shares[i];
    sample.materialsCovered = materials.covered[i];
    purity.table.samples.push_back(std::move(sample));
  }
  setShares(purity.panels, purity.table);
  setEvidence(purity.panels, purity.table);
  setPanelScores(purity.panels, panels, purity.table);
  if (const auto* platelets = findMeasures(purity.panels, contaminantNames::platelets))
    setPlatelets(*platelets, purity.table);
  if (const auto* core = findMeasures(purity.panels, panelNames::plateletCore)) setCore(*core, purity.table);
  purity.pairs = comparePairs(study, scored(contaminants, purity.panels), options);
  addStudyNotes(study, base, purity);
  return purity;
}

}  // namespace vescargo
