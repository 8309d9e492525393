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
  Condition sameSign = Condition::Any, attenuated = Condition::Any, marker = Condition::Any, inReach = Condition::Any,
            remains = Condition::Any, hangs = Condition::Any;
  ChangeVerdict verdict = ChangeVerdict::NotTested;
  std::string reason;  ///< with {attenuation}, {contaminants} and {marker}
};

/// Reads the rules, the first that fits decides. Throws as readTsv does, and CorruptContent for a missing column, a
/// word that is not known, and a case that no rule fits.
std::vector<ChangeRule> readChangeRules(const std::string& path);

/// Gives each change its verdict, its reason and what explains it. A verdict that hangs on one subject, or that an
/// exact test cannot support, says so.
void judgeChanges(const std::vector<ChangeRule>& rules, const CompareOptions& options,
                  std::vector<Comparison>& comparisons);

/// "platelets", "platelets and red cells", "platelets, red cells and keratin"; "contaminants" for none.
std::string namesInWords(const std::vector<std::string>& contaminants);

}  // namespace vescargo
