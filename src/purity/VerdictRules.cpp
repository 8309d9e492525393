#include "vescargo/purity/VerdictRules.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

/// Reads a choice; one that is not known is a fault.
template <NamedEnum E>
E choiceIn(const std::string& cell, const std::string& where, FaultList& faults) {
  for (const auto& [value, name] : EnumNames<E>::value) {
    if (name == cell) return value;
  }
  std::vector<std::string> known;
  for (const auto& choice : EnumNames<E>::value) known.emplace_back(choice.second);
  faults.add(where, inQuotes(cell) + " is not known", "write one of: " + join(known, ", "));
  return E{};
}

double foldOf(const PanelMeasures& panel, std::size_t sample) {
  return std::exp2(panel.score[sample] - panel.standing.middle[sample]);
}

double measureOf(const VerdictRule& rule, const PanelMeasures& panel, std::size_t sample) {
  switch (rule.measure) {
    case PurityMeasure::Z:
      return panel.standing.z[sample];
    case PurityMeasure::Fold:
      return foldOf(panel, sample);
    case PurityMeasure::Ratio:
      return std::exp2(panel.score[sample]);
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

/// "platelet markers at 1.3 times the median of its time point (robust z 0.4)"
std::string standingWords(const PanelMeasures& core, std::size_t sample) {
  return "platelet markers at " + formatNumber(foldOf(core, sample), 3) + " times the median of " +
         (core.standing.ofOwnTimePoint[sample] ? "its time point" : "this study") + " (robust z " +
         formatNumber(core.standing.z[sample], 3) + ")";
}

std::string scoreUnknown(const std::vector<PanelMeasures>& panels, std::size_t sample) {
  const PanelMeasures* core = findMeasures(panels, panelNames::plateletCore);
  const PanelMeasures* vesicle = findMeasures(panels, panelNames::evPositive);
  const double markers = core == nullptr ? 0 : core->seen[sample];
  if (core == nullptr || std::isnan(core->score[sample]))
    return formatNumber(markers) + " of " + formatNumber(core == nullptr ? 0 : core->size) +
           " platelet markers seen and " + formatNumber(vesicle == nullptr ? 0 : vesicle->seen[sample]) +
           " vesicle markers: platelet material cannot be judged";
  if (core->reference[sample] < fewestReference)
    return "the score is relative to " + formatNumber(core->reference[sample]) + " vesicle proteins, " +
           formatNumber(fewestReference) + " are needed to judge it";
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
    const auto cell = [&](std::string_view column) { return row.cells[file.requiredColumn(column)]; };
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

Judgement judgeSample(const std::vector<PanelMeasures>& panels, std::size_t sample,
                      const std::vector<VerdictRule>& rules) {
  Judgement judgement{Verdict::Pass, ""};
  std::vector<const VerdictRule*> met;
  for (const VerdictRule& rule : rules) {
    const PanelMeasures* panel = findMeasures(panels, rule.panel);
    if (panel == nullptr || !isMet(rule, *panel, sample)) continue;
    judgement.verdict = std::max(judgement.verdict, rule.verdict);
    const auto said = [&](const VerdictRule* other) {
      return other->panel == rule.panel && isRelative(*other) && isRelative(rule) && other->verdict >= rule.verdict;
    };
    if (std::none_of(met.begin(), met.end(), said)) met.push_back(&rule);
  }
  std::vector<std::string> words;
  for (const VerdictRule* rule : met) words.push_back(rule->words);
  const std::string unknown = scoreUnknown(panels, sample);
  const PanelMeasures* core = findMeasures(panels, panelNames::plateletCore);
  if (!unknown.empty()) {
    judgement.verdict = Verdict::Unknown;
    words.insert(words.begin(), unknown);
  } else if (std::isnan(core->standing.middle[sample])) {
    judgement.verdict = std::max(judgement.verdict, Verdict::Unknown);
    words.emplace_back("fewer than 3 samples have a platelet score: there is no cohort to judge by");
  } else {
    words.push_back(standingWords(*core, sample));
  }
  judgement.reason = join(words, "; ");
  return judgement;
}

}  // namespace vescargo
