#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/base/Options.h"
#include "vescargo/purity/PanelTable.h"

namespace vescargo {

/// What a rule looks at, of one panel in one sample.
enum class PurityMeasure {
  Z,      ///< robust SD from the samples of its time point
  Fold,   ///< 2^(score - their median)
  Ratio,  ///< 2^score, absolute
  Seen    ///< markers measured
};
template <>
struct EnumNames<PurityMeasure> {
  static constexpr std::array<std::pair<PurityMeasure, std::string_view>, 4> value{{{PurityMeasure::Z, "z"},
                                                                                    {PurityMeasure::Fold, "fold"},
                                                                                    {PurityMeasure::Ratio, "ratio"},
                                                                                    {PurityMeasure::Seen, "seen"}}};
};

enum class RuleSide { Above, Below };
template <>
struct EnumNames<RuleSide> {
  static constexpr std::array<std::pair<RuleSide, std::string_view>, 2> value{
      {{RuleSide::Above, "above"}, {RuleSide::Below, "below"}}};
};

enum class Verdict { Pass, Unknown, Caution, Fail };
template <>
struct EnumNames<Verdict> {
  static constexpr std::array<std::pair<Verdict, std::string_view>, 4> value{
      {{Verdict::Pass, "pass"}, {Verdict::Unknown, "unknown"}, {Verdict::Caution, "caution"}, {Verdict::Fail, "fail"}}};
};

/// A sample meets the rule at or beyond `limit` on `side` and, unless NaN, by at least `leastFold` on the same side.
struct VerdictRule {
  std::string name, panel;
  PurityMeasure measure = PurityMeasure::Z;
  RuleSide side = RuleSide::Above;
  double limit = 0, leastFold = 0;
  Verdict verdict = Verdict::Caution;
  std::string words, source;
};

/// Reads params/purity/rules.tsv (docs/formats.md). Throws as readTsv does, and CorruptContent, with all faults, for a
/// rule that stands twice, a measure, side or verdict that is not known (a rule says caution or fail), a limit that is
/// no number, a least fold below 1, and a rule without words.
std::vector<VerdictRule> readVerdictRules(const std::string& path);

struct Judgement {
  Verdict verdict = Verdict::Unknown;
  std::string reason;
};

/// The worst verdict of the rules that a sample meets, with their words; those of a rule that compares with other
/// samples are left out behind those of one of the same panel that is as bad. `unknown` where there is no
/// platelet score, where it is relative to fewer than 3 vesicle proteins, and, unless a rule that needs no other
/// samples is met, where fewer than 3 samples have one. A rule of a panel that was not measured is met by none.
Judgement judgeSample(const std::vector<PanelMeasures>& panels, std::size_t sample,
                      const std::vector<VerdictRule>& rules);

}  // namespace vescargo
