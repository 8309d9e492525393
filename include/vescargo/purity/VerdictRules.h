#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/base/Options.h"
#include "vescargo/purity/PanelTable.h"
#include "vescargo/purity/Verdict.h"

namespace vescargo {

/// What a rule looks at, of one panel or contaminant in one sample.
enum class PurityMeasure {
  Z,      ///< robust SD from the samples of its time point
  Fold,   ///< 2^(score - their median)
  Share,  ///< of the panel's material in what the panels' proteins are made of (decompose), absolute
  Seen    ///< markers measured
};
template <>
struct EnumNames<PurityMeasure> {
  static constexpr std::array<std::pair<PurityMeasure, std::string_view>, 4> value{{{PurityMeasure::Z, "z"},
                                                                                    {PurityMeasure::Fold, "fold"},
                                                                                    {PurityMeasure::Share, "share"},
                                                                                    {PurityMeasure::Seen, "seen"}}};
};

enum class RuleSide { Above, Below };
template <>
struct EnumNames<RuleSide> {
  static constexpr std::array<std::pair<RuleSide, std::string_view>, 2> value{
      {{RuleSide::Above, "above"}, {RuleSide::Below, "below"}}};
};

/// A sample meets the rule at or beyond `limit` on `side` and, unless NaN, by at least `leastFold` on the same side.
struct VerdictRule {
  std::string name, panel;  ///< panel or contaminant
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

/// Sentences about rules that can judge no sample, whatever is measured: of a panel or contaminant that there is not,
/// or of the share of a panel that counts for no material.
std::vector<std::string> idleRules(const std::vector<PanelMeasures>& panels, const std::vector<VerdictRule>& rules);

/// The worst verdict of the rules that a sample meets, with their words; those of a rule that compares with other
/// samples are left out behind those of one of the same panel that is as bad. `panels` has the contaminants, too.
/// Without a platelet score, or where fewer than 3 samples have one, a sample that meets no rule is `unknown`; what its
/// rules say of other panels stands. A rule of a panel that was not measured is met by none.
Judgement judgeSample(const std::vector<PanelMeasures>& panels, std::size_t sample,
                      const std::vector<VerdictRule>& rules);

}  // namespace vescargo
