#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/compare/Comparison.h"

namespace vescargo {

/// What an answer says of a protein.
enum class Answer { Any, Untested, Unchanged, Changed };

/// A condition of a rule.
enum class Condition { Any, No, Yes };

template <>
struct EnumNames<Answer> {
  static constexpr std::array<std::pair<Answer, std::string_view>, 4> value{{{Answer::Any, "any"},
                                                                             {Answer::Untested, "untested"},
                                                                             {Answer::Unchanged, "unchanged"},
                                                                             {Answer::Changed, "changed"}}};
};

template <>
struct EnumNames<Condition> {
  static constexpr std::array<std::pair<Condition, std::string_view>, 3> value{
      {{Condition::Any, "any"}, {Condition::No, "no"}, {Condition::Yes, "yes"}}};
};

/// One line of params/verdicts.tsv.
struct ChangeRule {
  Answer unadjusted = Answer::Any, adjusted = Answer::Any;
  Condition sameSign = Condition::Any, attenuated = Condition::Any;
  std::string verdict;  ///< robust, explained, unmasked, unchanged, not separable or not tested
  std::string reason;   ///< with {attenuation} and {score}
};

/// Reads the rules, the first that fits decides. Throws as readTsv does, and CorruptContent for a missing column, a
/// word that is not known, and a case that no rule fits.
std::vector<ChangeRule> readChangeRules(const std::string& path);

/// Gives each change its verdict and reason. A verdict that hangs on one subject says so.
void judgeChanges(const std::vector<ChangeRule>& rules, const CompareOptions& options,
                  std::vector<Comparison>& comparisons);

/// "platelet-explained", or "score-explained" where no platelet score was adjusted for; other verdicts as they are.
std::string verdictName(const std::string& verdict, const std::string& adjustedFor);

/// All verdicts as they are written, from the strongest on.
std::vector<std::string> verdictNames(const std::string& adjustedFor);

/// "platelet score", "erythrocyte_core score".
std::string scoreWords(const std::string& adjustedFor);

}  // namespace vescargo
