#include "vescargo/purity/VerdictRules.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/purity/cellsIn.h"

namespace vescargo {

namespace {

double foldOf(const PanelMeasures& panel, std::size_t sample) {
  return std::exp2(panel.score[sample] - panel.standing.middle[sample]);
}

double measureOf(const VerdictRule& rule, const PanelMeasures& panel, std::size_t sample) {
  switch (rule.measure) {
    case PurityMeasure::Z:
      return panel.standing.z[sample];
    case PurityMeasure::Fold:
      return foldOf(panel, sample);
    case PurityMeasure::Share:
      return panel.materialShare[sample];
    case PurityMeasure::Seen:
      return panel.seen[sample];
  }
  return std::nan("");
}

bool isMet(const VerdictRule& rule, const PanelMeasures& panel, std::size_t sample) {
  const double measure = measureOf(rule, panel, sample), fold = foldOf(panel, sample);
  if (rule.side == RuleSide::Above)
    return measure >= rule.limit && (std::isnan(rule.leastFold) || fold >= rule.leastFold);
  return measure <= rule.limit && (std::isnan(rule.leastFold) || fold * rule.leastFold <= 1);
}

/// Whether the rule compares with other samples.
bool isRelative(const VerdictRule& rule) {
  return rule.measure == PurityMeasure::Z || rule.measure == PurityMeasure::Fold;
}

/// "platelets at 1.3 times the median of its time point (robust z 0.4)"
std::string standingWords(const PanelMeasures& panel, std::size_t sample) {
  return panel.words + " at " + formatNumber(foldOf(panel, sample), 3) + " times the median of " +
         (panel.standing.ofOwnTimePoint[sample] ? "its time point" : "this study") + " (robust z " +
         formatNumber(panel.standing.z[sample], 3) + ")";
}

/// What a rule says of a sample that meets it, with the number that it stands on. How platelets stand is told anyway.
std::string wordsOf(const VerdictRule& rule, const PanelMeasures& panel, std::size_t sample) {
  if (rule.measure == PurityMeasure::Share)
    return rule.words + " (" + formatNumber(100 * panel.materialShare[sample], 3) + " % of the panels' intensity)";
  if (!isRelative(rule) || panel.panel == contaminantNames::platelets) return rule.words;
  return rule.words + ", " + standingWords(panel, sample);
}

/// Why platelets cannot be judged; empty where they can.
std::string plateletsUnknown(const PanelMeasures* platelets, std::size_t sample) {
  if (platelets == nullptr) return "no panel is one of platelets: platelet material cannot be judged";
  if (std::isnan(platelets->score[sample]))
    return formatNumber(platelets->seen[sample]) + " of " + formatNumber(platelets->size) +
           " platelet markers seen: platelet material cannot be judged";
  if (std::isnan(platelets->standing.middle[sample]))
    return "fewer than 3 samples have a platelet score: there is no cohort to judge by";
  return "";
}

}  // namespace

std::vector<VerdictRule> readVerdictRules(const std::string& path) {
  const TsvFile file = readTsv(path);
  FaultList faults;
  std::vector<VerdictRule> rules;
  std::set<std::string> names;
  for (const auto& row : file.rows) {
    const std::string where = file.where(row);
    const auto cell = [&](std::string_view column) { return std::string(row.cells[file.requiredColumn(column)]); };
    VerdictRule rule;
    rule.name = cell("rule");
    rule.panel = cell("panel");
    rule.measure = choiceIn<PurityMeasure>(cell("measure"), where, faults);
    rule.side = choiceIn<RuleSide>(cell("side"), where, faults);
    rule.verdict = choiceIn<Verdict>(cell("verdict"), where, faults);
    rule.words = cell("words");
    rule.source = cell("source");
    const auto limit = parseNumber(cell("limit")), leastFold = parseNumber(cell("least_fold"));
    if (!limit || std::isnan(*limit)) faults.add(where, inQuotes(cell("limit")) + " is no limit", "write a number");
    if (!leastFold || *leastFold < 1)
      faults.add(where, inQuotes(cell("least_fold")) + " is no fold", "write a number from 1 up, or NA");
    if (rule.verdict == Verdict::Pass || rule.verdict == Verdict::Unknown)
      faults.add(where, "a rule cannot say " + inQuotes(cell("verdict")), "write caution or fail");
    if (rule.words.empty()) faults.add(where, "a rule has no words", "say why a sample that meets it is suspect");
    if (!names.insert(rule.name).second)
      faults.add(where, "rule " + inQuotes(rule.name) + " stands twice", "keep one of them");
    rule.limit = limit.value_or(0);
    rule.leastFold = leastFold.value_or(1);
    rules.push_back(std::move(rule));
  }
  faults.throwIfAny();
  return rules;
}

std::vector<std::string> idleRules(const std::vector<PanelMeasures>& panels, const std::vector<VerdictRule>& rules) {
  std::vector<std::string> sentences;
  for (const VerdictRule& rule : rules) {
    const PanelMeasures* panel = findMeasures(panels, rule.panel);
    const std::string start = "purity rule " + inQuotes(rule.name) + " judges nothing: ";
    if (panel == nullptr) {
      sentences.push_back(start + "there is no panel or contaminant " + inQuotes(rule.panel));
    } else if (rule.measure == PurityMeasure::Share && panel->material.empty()) {
      sentences.push_back(start + "panel " + inQuotes(rule.panel) + " counts for no material");
    }
  }
  return sentences;
}

Judgement judgeSample(const std::vector<PanelMeasures>& panels, std::size_t sample,
                      const std::vector<VerdictRule>& rules) {
  Judgement judgement{Verdict::Pass, ""};
  std::vector<const VerdictRule*> met;
  std::vector<std::string> words;
  for (const VerdictRule& rule : rules) {
    const PanelMeasures* panel = findMeasures(panels, rule.panel);
    if (panel == nullptr || !isMet(rule, *panel, sample)) continue;
    judgement.verdict = std::max(judgement.verdict, rule.verdict);
    const auto said = [&](const VerdictRule* other) {
      return other->panel == rule.panel && isRelative(*other) && isRelative(rule) && other->verdict >= rule.verdict;
    };
    if (std::any_of(met.begin(), met.end(), said)) continue;
    met.push_back(&rule);
    words.push_back(wordsOf(rule, *panel, sample));
  }
  const PanelMeasures* platelets = findMeasures(panels, contaminantNames::platelets);
  const std::string unknown = plateletsUnknown(platelets, sample);
  if (!unknown.empty()) judgement.verdict = std::max(judgement.verdict, Verdict::Unknown);
  words.push_back(unknown.empty() ? standingWords(*platelets, sample) : unknown);
  judgement.reason = join(words, "; ");
  return judgement;
}

}  // namespace vescargo
