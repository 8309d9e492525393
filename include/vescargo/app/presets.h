#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "vescargo/app/parseArguments.h"

namespace vescargo {

/// Values for a kind of instrument or label, by name.
struct PresetOptions {
  std::string preset{none};

  static constexpr std::string_view topic = "Preset";
  static constexpr std::string_view option = "preset";
  static constexpr std::string_view none = "none";

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(option, self.preset,
          basic("Values for a kind of instrument or label, where no option says otherwise (docs/identification.md)"));
  }
};

/// "none" and the files `*.tsv` of presetsFolder without their ending, sorted.
std::vector<std::string> presetNames();

/// What a preset does to a call of a program.
struct AppliedPreset {
  std::string file;                  ///< empty: none was asked for
  std::vector<GivenOption> added{};  ///< its options that were not given
  std::string words;                 ///< for the journal
};

/// The preset of that name: a table with the columns option, value (`; ` between those of a list, true for a flag) and
/// reason. An option on the command line, or with another value than its default in the INI file, wins over it; one
/// that another program has is passed over. Throws what readTsv does, MissingFile where there is no such preset, and
/// CorruptContent for a row without a value or reason, one that stands twice and an option that no preset may set;
/// BadParameter for a value that the option cannot have.
AppliedPreset applyPreset(const ProgramFacts& program, const std::string& name, const std::vector<GivenOption>& given,
                          const std::vector<GivenOption>& fromIni);

}  // namespace vescargo
