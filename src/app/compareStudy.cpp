#include "vescargo/app/compareStudy.h"

#include <algorithm>

#include "vescargo/app/paramsFolder.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/compare/verdicts.h"
#include "vescargo/report/reportWords.h"

namespace vescargo {

namespace {

/// "prior 4.1 df, variance 0.12"
std::string priorText(const Comparison& comparison, Effect Change::*effect) {
  const VariancePrior prior = typicalPrior(comparison, effect);
  return formatNumber(prior.df, 4) + " df, variance " + formatNumber(prior.variance, 4);
}

std::string comparisonText(const Comparison& comparison) {
  std::string text = comparison.contrast + ", " + replicates(comparison) + ", " +
                     std::to_string(comparison.changes.size()) + " proteins -> ";
  for (const auto& [verdict, name] : EnumNames<ChangeVerdict>::value)
    text += std::to_string(countVerdict(comparison, verdict)) + " " + std::string(name) + ", ";
  text += "prior " + priorText(comparison, &Change::unadjusted) + ", adjusted prior " +
          priorText(comparison, &Change::adjusted);
  const auto hanging = std::count_if(comparison.changes.begin(), comparison.changes.end(),
                                     [](const Change& change) { return !change.hangsOn.empty(); });
  return text + ", " + std::to_string(hanging) + " hang on one subject";
}

std::vector<std::string> leaveOutSamples(const CompareInput& input, Journal& journal) {
  auto excluded = excludedSamples(input.purity, input.exclude);
  if (input.exclude.exclude != Exclude::None)
    journal.step("excludeSamples", std::to_string(excluded.size()) + " of " +
                                       std::to_string(input.study.samples.size()) +
                                       " samples fail and are left out of the comparison" +
                                       (excluded.empty() ? "" : ": " + join(excluded, ", ")));
  return excluded;
}

}  // namespace

ComparedStudy compareTimePoints(CompareInput input, const std::vector<MarkerPanel>& panels,
                                const CompareSettings& settings, Journal& journal) {
  const auto excluded = leaveOutSamples(input, journal);
  const std::string path = verdictsFile();
  const auto rules = readChangeRules(path);
  journal.input(path);
  ComparedStudy compared;
  Progress progress = journal.progress();
  progress.begin("compareCargo: fits");
  compared.fit = fitStudy(std::move(input.cargo), withoutSamples(input.study, excluded), panels, settings.compare,
                          settings.minMarkers);
  progress.begin("compareCargo: changes");
  compared.comparisons = compareCargo(compared.fit, input.purity, panels, settings.panels.rotations);
  judgeChanges(rules, settings.compare, compared.comparisons);
  for (Comparison& comparison : compared.comparisons) {
    if (!excluded.empty())
      comparison.notes.push_back("left out by -exclude, since their purity fails: " + join(excluded, ", "));
    journal.step("compareCargo", comparisonText(comparison));
    journal.notes("compareCargo", comparison.contrast + ": ", comparison.notes, comparison.cautions);
  }
  if (compared.comparisons.empty())
    journal.warn("the study has one time point only, and no groups of unpaired samples: there is nothing to compare");
  return compared;
}

StudyTests testStudy(const ComparedStudy& compared, const PurityTable& purity, const PanelSets& panels,
                     const CompareSettings& settings, Journal& journal) {
  const CompareOptions& options = settings.compare;
  StudyTests tests;
  for (const Comparison& comparison : compared.comparisons)
    tests.contaminants.rows.insert(tests.contaminants.rows.end(), comparison.contaminants.begin(),
                                   comparison.contaminants.end());
  roundRows(tests.contaminants);
  Progress progress = journal.progress();
  progress.begin("testStudy: panels and sets");
  tests.panels = testPanels(compared.fit, panels.panels, panels.sets, settings.panels);
  tests.exerkines = checkExerkines(compared.fit.cargo, compared.comparisons, panels.panels, options.alpha);
  progress.begin("testStudy: responses of subjects");
  tests.subjects = scoreResponders(compared.fit, purity, panels.panels,
                                   {options.minPairs, options.alpha, settings.panels.rotations});
  tests.power = studyPower(compared.fit);
  journal.step("testStudy", std::to_string(compared.fit.contrasts.size()) + " contrasts -> " +
                                std::to_string(tests.panels.rows.size()) + " tests of panels, " +
                                std::to_string(tests.exerkines.rows.size()) + " exerkines, " +
                                std::to_string(tests.subjects.rows.size()) + " slopes of subjects, " +
                                std::to_string(tests.power.rows.size()) + " detectable changes");
  for (const std::string& note : tests.panels.notes) journal.step("testStudy", note);
  return tests;
}

}  // namespace vescargo
