#include "vescargo/compare/verdicts.h"

#include <algorithm>
#include <cmath>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

const std::vector<std::string> verdicts{"robust", "explained", "unmasked", "not separable", "unchanged", "not tested"};

/// What a change is, in the words of the rules.
struct Case {
  Answer unadjusted, adjusted;
  bool sameSign, attenuated;
};

bool fits(Condition condition, bool is) { return condition == Condition::Any || (condition == Condition::Yes) == is; }

const ChangeRule* ruleOf(const std::vector<ChangeRule>& rules, const Case& is) {
  const auto rule = std::find_if(rules.begin(), rules.end(), [&](const ChangeRule& candidate) {
    return (candidate.unadjusted == Answer::Any || candidate.unadjusted == is.unadjusted) &&
           (candidate.adjusted == Answer::Any || candidate.adjusted == is.adjusted) &&
           fits(candidate.sameSign, is.sameSign) && fits(candidate.attenuated, is.attenuated);
  });
  return rule == rules.end() ? nullptr : &*rule;
}

Answer answerOf(const Effect& effect, double alpha) {
  if (std::isnan(effect.p)) return Answer::Untested;
  return effect.q <= alpha ? Answer::Changed : Answer::Unchanged;
}

Case caseOf(const Change& change, const CompareOptions& options) {
  const Effect &plain = change.unadjusted, &adjusted = change.adjusted;
  const bool turned = plain.log2FoldChange * adjusted.log2FoldChange <= 0;
  const bool outside = plain.log2FoldChange < adjusted.low || plain.log2FoldChange > adjusted.high;
  return {answerOf(plain, options.alpha), answerOf(adjusted, options.alpha), !turned,
          outside && change.attenuation >= options.minAttenuation};
}

void replaceAll(std::string& text, std::string_view what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

std::string reasonOf(const ChangeRule& rule, const Change& change, const Comparison& comparison, int minPairs) {
  std::string reason = rule.reason;
  replaceAll(reason, "{attenuation}", formatNumber(100 * change.attenuation, 3));
  replaceAll(reason, "{score}", scoreWords(comparison.adjustedFor));
  if (rule.verdict == "not tested") {
    reason += ": " + formatNumber(change.pairs) + (isUnpaired(comparison.kind) ? " samples" : " pairs");
    if (change.pairs < minPairs) reason += ", " + formatNumber(minPairs) + " are needed";
  } else if (!change.hangsOn.empty()) {
    reason += "; it hangs on subject " + change.hangsOn + ", without whom it is not shown";
  }
  return reason;
}

void requireAllCases(const std::vector<ChangeRule>& rules, const std::string& path) {
  const std::vector<Answer> answers{Answer::Untested, Answer::Unchanged, Answer::Changed};
  for (const Answer unadjusted : answers) {
    for (const Answer adjusted : answers) {
      for (const int bits : {0, 1, 2, 3}) {
        if (ruleOf(rules, {unadjusted, adjusted, (bits & 1) != 0, (bits & 2) != 0}) == nullptr)
          throw Error(ExitCode::CorruptContent, path,
                      "no rule fits a protein that is " + std::string(nameOf(unadjusted)) + ", adjusted " +
                          std::string(nameOf(adjusted)) + ", same_sign " + ((bits & 1) != 0 ? "yes" : "no") +
                          ", attenuated " + ((bits & 2) != 0 ? "yes" : "no"),
                      "add a line for it");
      }
    }
  }
}

}  // namespace

std::vector<ChangeRule> readChangeRules(const std::string& path) {
  const TsvFile file = readTsv(path);
  std::vector<ChangeRule> rules;
  FaultList faults;
  for (const auto& row : file.rows) {
    const auto cell = [&](const char* column) { return row.cells[file.requiredColumn(column)]; };
    const auto word = [&](const char* column, auto& value) {
      using Words = std::remove_reference_t<decltype(value)>;
      for (const auto& [candidate, name] : EnumNames<Words>::value) {
        if (name == cell(column)) {
          value = candidate;
          return;
        }
      }
      faults.add(file.where(row), inQuotes(cell(column)) + " in column " + inQuotes(column) + " is not known",
                 "see the file that comes with the program");
    };
    ChangeRule rule;
    word("unadjusted", rule.unadjusted);
    word("adjusted", rule.adjusted);
    word("same_sign", rule.sameSign);
    word("attenuated", rule.attenuated);
    rule.verdict = cell("verdict");
    rule.reason = cell("reason");
    if (std::find(verdicts.begin(), verdicts.end(), rule.verdict) == verdicts.end())
      faults.add(file.where(row), inQuotes(rule.verdict) + " is no verdict", "choose one of: " + join(verdicts, ", "));
    rules.push_back(std::move(rule));
  }
  faults.throwIfAny();
  requireAllCases(rules, path);
  return rules;
}

std::string verdictName(const std::string& verdict, const std::string& adjustedFor) {
  if (verdict != "explained" && verdict != "unmasked") return verdict;
  return (adjustedFor.starts_with("platelet") ? "platelet-" : "score-") + verdict;
}

std::vector<std::string> verdictNames(const std::string& adjustedFor) {
  std::vector<std::string> names;
  for (const std::string& verdict : verdicts) names.push_back(verdictName(verdict, adjustedFor));
  return names;
}

std::string scoreWords(const std::string& adjustedFor) {
  return adjustedFor.starts_with("platelet") ? "platelet score" : adjustedFor + " score";
}

void judgeChanges(const std::vector<ChangeRule>& rules, const CompareOptions& options,
                  std::vector<Comparison>& comparisons) {
  for (Comparison& comparison : comparisons) {
    for (Change& change : comparison.changes) {
      const ChangeRule* rule = ruleOf(rules, caseOf(change, options));
      if (rule == nullptr)
        throw Error(ExitCode::Bug, "verdicts", "no rule fits " + change.protein, "read rules by readChangeRules");
      change.verdict = verdictName(rule->verdict, comparison.adjustedFor);
      change.verdictReason = reasonOf(*rule, change, comparison, options.minPairs);
    }
  }
}

}  // namespace vescargo
