#pragma once

#include <string>
#include <string_view>

namespace vescargo {

/// What marks a name as that of a decoy, as it is written: "DECOY_", "rev_", "XXX_" before it, "_REVERSED" behind it.
struct DecoyAffix {
  std::string text;  ///< with its separators; empty = the name has none
  bool prefix = true;
  auto operator<=>(const DecoyAffix&) const = default;
};

/// The affix of a name whose first or last word is, in any case, one that database programs mark decoys with (decoy,
/// rev, reverse, reversed, xxx, rnd, random, shuffle, shuffled), set off by `_`, `-`, `:` or `#`.
DecoyAffix decoyAffixOf(std::string_view name);

/// "P02768" of "sp|P02768|ALBU_HUMAN" and "tr|...", else the name; an affix of decoys stays:
/// "rev_P02768" of "rev_sp|P02768|ALBU_HUMAN", "P02768_REVERSED" of "sp|P02768|ALBU_HUMAN_REVERSED".
std::string accessionOf(std::string_view name);

}  // namespace vescargo
