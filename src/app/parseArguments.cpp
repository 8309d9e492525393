#include "vescargo/app/parseArguments.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

bool isOption(std::string_view argument) {
  const std::size_t dashes = argument.starts_with("--") ? 2 : 1;
  return argument.starts_with('-') && argument.size() > dashes &&
         std::isalpha(static_cast<unsigned char>(argument[dashes])) != 0;
}

const OptionFacts* find(const ProgramFacts& program, std::string_view name) {
  const auto found = std::find_if(program.options.begin(), program.options.end(),
                                  [&](const OptionFacts& option) { return option.name == name; });
  return found == program.options.end() ? nullptr : &*found;
}

std::string seeHelp(const ProgramFacts& program) { return "see " + program.name + " --help"; }

template <class T>
std::optional<T> parsed(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  T value{};
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

template <class T>
void requireNumber(const OptionFacts& option, const std::string& value, const std::string& where) {
  constexpr bool whole = std::is_integral_v<T>;
  const auto number = parsed<T>(value);
  if (!number)
    throw Error(ExitCode::BadParameter, where, inQuotes(value) + " is no " + (whole ? "whole number" : "number"),
                whole ? "write one like 5" : "write one like 0.5");
  requireWithin(where, static_cast<double>(*number), option.limits);
}

void requireValues(const ProgramFacts& program, const OptionFacts& option, const GivenOption& given) {
  const std::string where = "-" + given.name;
  if (option.takes == Takes::Nothing && !given.values.empty())
    throw Error(ExitCode::BadParameter, where, "takes no value, and has " + inQuotes(given.values.front()),
                "leave that out");
  // A list of names or numbers may be empty, as that of variable modifications.
  if (option.takes != Takes::Nothing && given.values.empty() && (option.isFile() || !option.isList()))
    throw Error(ExitCode::MissingParameter, where, "has no value",
                "write " + where + " " + option.argument + ", or see " + program.name + " --help");
  if (!option.isList() && given.values.size() > 1)
    throw Error(ExitCode::BadParameter, where, "takes one value, and has " + inQuotes(given.values[1]) + " too",
                "give one");
  for (const std::string& value : given.values) requireValid(option, value, where);
}

/// What changes no byte of a result is no part of how it was made.
bool changesNoByte(std::string_view option) {
  return option == "threads" || option == "max_memory" || option == "log" || option == "no_progress";
}

}  // namespace

std::string commandLineOf(const std::string& program, const std::vector<GivenOption>& given) {
  std::string line = program;
  for (const GivenOption& option : given) {
    if (changesNoByte(option.name)) continue;
    line += " -" + option.name;
    for (const std::string& value : option.values) line += " " + shellQuoted(value);
  }
  return line;
}

std::string valueOf(const std::vector<GivenOption>& given, std::string_view name) {
  for (const GivenOption& option : given) {
    if (option.name == name && !option.values.empty()) return option.values.front();
  }
  return "";
}

bool isGiven(const std::vector<GivenOption>& given, std::string_view name) {
  return std::any_of(given.begin(), given.end(), [&](const GivenOption& option) { return option.name == name; });
}

std::string shellQuoted(const std::string& argument) {
  const bool plain = !argument.empty() && argument.find_first_of(" \t\n'\"\\$`*?[](){}<>|&;#!~") == std::string::npos;
  if (plain) return argument;
  std::string text = "'";
  for (const char letter : argument) text += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return text + "'";
}

void refuseOption(const ProgramFacts& program, const std::string& where, const std::string& name) {
  std::vector<std::string> names;
  for (const OptionFacts& option : program.options) names.push_back("-" + option.name);
  std::string bare = name.substr(0, name.find('='));
  bare.erase(0, bare.find_first_not_of('-'));
  std::string nearest = nearestNames("-" + bare, names, 1);
  std::erase(nearest, '"');
  throw Error(ExitCode::BadParameter, where, "there is no such option",
              "did you mean " + nearest + "? " + seeHelp(program));
}

void requireValid(const OptionFacts& option, const std::string& value, const std::string& where) {
  switch (option.takes) {
    case Takes::Whole:
      return requireNumber<int>(option, value, where);
    case Takes::Number:
    case Takes::Numbers:
      return requireNumber<double>(option, value, where);
    case Takes::Text:
    case Takes::Texts:
      if (option.choices.empty() ||
          std::find(option.choices.begin(), option.choices.end(), value) != option.choices.end())
        return;
      throw Error(ExitCode::BadParameter, where, inQuotes(value) + " is not known",
                  "choose one of: " + join(option.choices, ", "));
    case Takes::Nothing:
      return;
  }
}

std::vector<GivenOption> parseArguments(const ProgramFacts& program, const std::vector<std::string>& arguments) {
  std::vector<GivenOption> given;
  for (const std::string& argument : arguments) {
    if (isOption(argument)) {
      if (find(program, argument.substr(1)) == nullptr) refuseOption(program, argument, argument);
      given.push_back({argument.substr(1)});
    } else if (given.empty()) {
      throw Error(ExitCode::BadParameter, inQuotes(argument), "stands behind no option", seeHelp(program));
    } else {
      given.back().values.push_back(argument);
    }
  }
  for (auto option = given.begin(); option != given.end(); ++option) {
    const OptionFacts& facts = *find(program, option->name);
    requireValues(program, facts, *option);
    const bool before = std::any_of(given.begin(), option, [&](const GivenOption& other) {
      return other.name == option->name && facts.takes != Takes::Nothing;
    });
    if (before)
      throw Error(ExitCode::BadParameter, "-" + option->name, "is given twice",
                  facts.isList() ? "write all its values behind one" : "give it once");
  }
  return given;
}

}  // namespace vescargo
