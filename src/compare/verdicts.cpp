#include "vescargo/compare/verdicts.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

/// What a change is, in the words of the rules.
struct Case {
  Answer unadjusted, adjusted;
  bool sameSign, attenuated, marker, inReach, remains, hangs;
};

bool fits(Answer wanted, Answer is) { return wanted == Answer::Any || wanted == is; }
bool fits(Condition condition, bool is) { return condition == Condition::Any || (condition == Condition::Yes) == is; }

const ChangeRule* ruleOf(const std::vector<ChangeRule>& rules, const Case& is) {
  const auto rule = std::find_if(rules.begin(), rules.end(), [&](const ChangeRule& candidate) {
    return fits(candidate.unadjusted, is.unadjusted) && fits(candidate.adjusted, is.adjusted) &&
           fits(candidate.sameSign, is.sameSign) && fits(candidate.attenuated, is.attenuated) &&
           fits(candidate.marker, is.marker) && fits(candidate.inReach, is.inReach) &&
           fits(candidate.remains, is.remains) && fits(candidate.hangs, is.hangs);
  });
  return rule == rules.end() ? nullptr : &*rule;
}

Answer answerOf(double q, double alpha) {
  if (std::isnan(q)) return Answer::Untested;
  return q <= alpha ? Answer::Changed : Answer::Unchanged;
}

double attenuationOf(const Change& change, const AdjustedAnswer& answer) {
  return 1 - answer.effect.log2FoldChange / change.unadjusted.log2FoldChange;
}

Case caseOf(const Change& change, const AdjustedAnswer& answer, const CompareOptions& options) {
  const Effect &plain = change.unadjusted, &adjusted = answer.effect;
  const Answer unadjusted = answerOf(plain.q, options.alpha);
  const bool turned = plain.log2FoldChange * adjusted.log2FoldChange <= 0;
  const bool outside = plain.log2FoldChange < adjusted.low || plain.log2FoldChange > adjusted.high;
  return {unadjusted,
          answerOf(answer.familyQ, options.alpha),
          !turned,
          outside && attenuationOf(change, answer) >= options.minAttenuation,
          !change.markerOf.empty(),
          answer.inReach,
          answer.remains,
          !change.hangsOn.empty()};
}

/// The answer that decides, with its rule.
struct Judgement {
  const ChangeRule* rule;
  const AdjustedAnswer* answer;
};

const ChangeRule& requireRule(const std::vector<ChangeRule>& rules, const Case& is, const Change& change) {
  const ChangeRule* rule = ruleOf(rules, is);
  if (rule == nullptr)
    throw Error(ExitCode::Bug, "verdicts", "no rule fits " + change.protein, "read rules by readChangeRules");
  return *rule;
}

/// Of a protein that changed the gravest, of two alike the one that takes more of the change away; of others the first.
Judgement judge(const std::vector<ChangeRule>& rules, const Change& change, const CompareOptions& options) {
  Judgement judgement{&requireRule(rules, caseOf(change, change.answers.front(), options), change),
                      &change.answers.front()};
  if (!(change.unadjusted.q <= options.alpha)) return judgement;
  for (const AdjustedAnswer& answer : change.answers) {
    const ChangeRule& rule = requireRule(rules, caseOf(change, answer, options), change);
    const bool more = attenuationOf(change, answer) > attenuationOf(change, *judgement.answer);
    if (!answer.counts) continue;
    if (rule.verdict < judgement.rule->verdict || !judgement.answer->counts || judgement.answer->contaminants.empty() ||
        (rule.verdict == judgement.rule->verdict && rule.verdict == ChangeVerdict::Explained && more))
      judgement = {&rule, &answer};
  }
  return judgement;
}

/// Contaminants of the answer that explain the change each by itself; all of them where none does.
std::string explainersOf(const std::vector<ChangeRule>& rules, const Change& change, const AdjustedAnswer& answer,
                         const CompareOptions& options) {
  std::vector<std::string> names;
  for (const AdjustedAnswer& other : change.answers) {
    if (other.contaminants.size() == 1 &&
        requireRule(rules, caseOf(change, other, options), change).verdict == ChangeVerdict::Explained &&
        std::find(names.begin(), names.end(), other.contaminants.front()) == names.end())
      names.push_back(other.contaminants.front());
  }
  return join(names.empty() ? answer.contaminants : names, ";");
}

void replaceAll(std::string& text, std::string_view what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

std::string reasonOf(const Judgement& judgement, const Change& change, const Comparison& comparison,
                     const CompareOptions& options) {
  std::string reason = judgement.rule->reason;
  replaceAll(reason, "{attenuation}", formatNumber(100 * attenuationOf(change, *judgement.answer), 3));
  replaceAll(reason, "{contaminants}", namesInWords(judgement.answer->contaminants));
  replaceAll(reason, "{marker}", namesInWords(split(change.markerOf, ';')));
  if (judgement.rule->verdict == ChangeVerdict::NotTested) {
    if (change.constant) return "the same value in all samples (imputation?)";
    reason += ": " + formatNumber(change.pairs) + (isUnpaired(comparison.kind) ? " samples" : " pairs");
    if (change.pairs < options.minPairs) reason += ", " + formatNumber(options.minPairs) + " are needed";
    return reason;
  }
  if (!change.hangsOn.empty()) reason += "; it hangs on subject " + change.hangsOn + ", without whom it is not shown";
  if (change.unadjusted.q <= options.alpha && change.signFlipP > options.alpha)
    reason += "; an exact test does not support it (sign-flip p " + formatNumber(change.signFlipP, 2) +
              ", lowest possible " + formatNumber(change.signFlipFloor, 2) + ")";
  return reason;
}

std::string missingCase(const Case& is) {
  const auto word = [](bool yes) { return std::string(yes ? "yes" : "no"); };
  return "no rule fits a protein that is " + std::string(nameOf(is.unadjusted)) + ", adjusted " +
         std::string(nameOf(is.adjusted)) + ", same_sign " + word(is.sameSign) + ", attenuated " + word(is.attenuated) +
         ", marker " + word(is.marker) + ", in_reach " + word(is.inReach) + ", remains " + word(is.remains) +
         ", hangs " + word(is.hangs);
}

void requireAllCases(const std::vector<ChangeRule>& rules, const std::string& path) {
  const std::vector<Answer> answers{Answer::Untested, Answer::Unchanged, Answer::Changed};
  for (const Answer unadjusted : answers) {
    for (const Answer adjusted : answers) {
      for (unsigned bits = 0; bits < 64; ++bits) {
        const auto bit = [bits](unsigned at) { return (bits >> at & 1U) != 0; };
        const Case is{unadjusted, adjusted, bit(0), bit(1), bit(2), bit(3), bit(4), bit(5)};
        if (ruleOf(rules, is) == nullptr)
          throw Error(ExitCode::CorruptContent, path, missingCase(is), "add a line for it");
      }
    }
  }
}

template <NamedEnum E>
std::optional<E> wordIn(const std::string& cell) {
  for (const auto& [candidate, name] : EnumNames<E>::value) {
    if (name == cell) return candidate;
  }
  return {};
}

}  // namespace

std::vector<ChangeRule> readChangeRules(const std::string& path) {
  const TsvFile file = readTsv(path);
  std::vector<ChangeRule> rules;
  FaultList faults;
  for (const auto& row : file.rows) {
    const auto word = [&]<NamedEnum E>(const char* column, E& value) {
      const std::string cell(row.cells[file.requiredColumn(column)]);
      const auto found = wordIn<E>(cell);
      if (!found)
        faults.add(file.where(row), inQuotes(cell) + " in column " + inQuotes(column) + " is not known",
                   "see the file that comes with the program");
      value = found.value_or(value);
    };
    ChangeRule rule;
    word("unadjusted", rule.unadjusted);
    word("adjusted", rule.adjusted);
    word("same_sign", rule.sameSign);
    word("attenuated", rule.attenuated);
    word("marker", rule.marker);
    word("in_reach", rule.inReach);
    word("remains", rule.remains);
    word("hangs", rule.hangs);
    word("verdict", rule.verdict);
    rule.reason = row.cells[file.requiredColumn("reason")];
    rules.push_back(std::move(rule));
  }
  faults.throwIfAny();
  requireAllCases(rules, path);
  return rules;
}

std::string namesInWords(const std::vector<std::string>& contaminants) {
  if (contaminants.empty()) return "contaminants";
  std::string words = contaminants.front();
  for (std::size_t i = 1; i < contaminants.size(); ++i)
    words += (i + 1 == contaminants.size() ? " and " : ", ") + contaminants[i];
  return words;
}

void judgeChanges(const std::vector<ChangeRule>& rules, const CompareOptions& options,
                  std::vector<Comparison>& comparisons) {
  for (Comparison& comparison : comparisons) {
    for (Change& change : comparison.changes) {
      const Judgement judgement = judge(rules, change, options);
      change.verdict = judgement.rule->verdict;
      change.verdictReason = reasonOf(judgement, change, comparison, options);
      if (change.verdict == ChangeVerdict::Explained)
        change.explainedBy = explainersOf(rules, change, *judgement.answer, options);
      if (change.verdict == ChangeVerdict::Unmasked) change.explainedBy = join(judgement.answer->contaminants, ";");
    }
  }
}

}  // namespace vescargo
