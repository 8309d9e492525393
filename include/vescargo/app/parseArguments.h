#pragma once

#include <string>
#include <vector>

#include "vescargo/app/OptionFacts.h"

namespace vescargo {

/// An option that was given, and what stands behind it.
struct GivenOption {
  std::string name;
  std::vector<std::string> values{};
};

/// Reads a command line, without the name of the program, as TOPP tools do: an option is one or two dashes and a
/// letter, so `-55` and `-1Da` are values, and a list takes all values up to the next option. Throws BadParameter for
/// an option that is not there (with the nearest one), one given twice, a value that stands behind none, one that is no
/// number, out of range or no choice; MissingParameter for an option without its value.
std::vector<GivenOption> parseArguments(const ProgramFacts& program, const std::vector<std::string>& arguments);

/// What stands behind the option of that name, one text; empty where it was not given.
std::string valueOf(const std::vector<GivenOption>& given, std::string_view name);
bool isGiven(const std::vector<GivenOption>& given, std::string_view name);

/// A call as the run record has it, without threads and what else changes no byte of a result.
std::string commandLineOf(const std::string& program, const std::vector<GivenOption>& given);

/// An argument as a shell would need it.
std::string shellQuoted(const std::string& argument);

/// Throws BadParameter for a value that the option cannot have; `where` is e.g. the flag.
void requireValid(const OptionFacts& option, const std::string& value, const std::string& where);

/// Throws BadParameter with the nearest options.
[[noreturn]] void refuseOption(const ProgramFacts& program, const std::string& where, const std::string& name);

}  // namespace vescargo
