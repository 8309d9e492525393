#include "vescargo/app/OptionFacts.h"

#include <algorithm>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

OptionFacts common(const char* name, Takes takes, const char* argument, OptionText text) {
  OptionFacts option{name, std::string(OptionFacts::programTopic), takes, argument, std::string(text.words), ""};
  option.isBasic = text.isBasic;
  return option;
}

std::string rangeText(const Limits& limits) {
  if (std::isinf(limits.min) && std::isinf(limits.max)) return "";
  if (std::isinf(limits.max)) return "from " + formatNumber(limits.min) + " on";
  if (std::isinf(limits.min)) return "up to " + formatNumber(limits.max);
  return "from " + formatNumber(limits.min) + " to " + formatNumber(limits.max);
}

}  // namespace

std::vector<OptionFacts> commonOptions() {
  std::vector<OptionFacts> options{
      common("threads", Takes::Whole, "<n>", basic("Threads; 0 = one for each core that the process may use")),
      common("ini", Takes::Text, "<file>", basic("Takes parameters from this file, where no option says otherwise")),
      common("write_ini", Takes::Text, "<file>", basic("Writes a file of all parameters and does nothing else")),
      common("log", Takes::Text, "<file>", basic("Adds what is told while it works to this file too")),
      common("no_progress", Takes::Nothing, "", "Does not tell how far a step is"),
      common("write_ctd", Takes::Text, "<folder>", "Writes its description for KNIME and Galaxy (CTD)"),
      common("write_manual", Takes::Text, "<folder>", "Writes its manual, as Markdown and for man, and completion"),
      common("instance", Takes::Whole, "<n>", "Which section of the file of -ini is taken"),
      common("debug", Takes::Whole, "<n>", "How much OpenMS tells of itself"),
      common("force", Takes::Nothing, "", "Without effect; TOPP tools have it"),
      common("test", Takes::Nothing, "", "Without effect; TOPP tools have it"),
      common("-help", Takes::Nothing, "", basic("Files and the options that people use first; -h too")),
      common("-helphelp", Takes::Nothing, "", basic("Every option")),
      common("-version", Takes::Nothing, "", basic("The version"))};
  options[0].defaultText = "0";
  options[0].limits.min = 0;
  return options;
}

std::string citation() {
  return "Vescargo contributors. Vescargo: which cargo of plasma vesicles changed with exercise, and is it exercise or "
         "platelets? Version " VESCARGO_VERSION ".";
}

std::string sentenceOf(const OptionFacts& option) {
  // A list that the manual shows whole is one that people can read.
  constexpr std::size_t readable = 12;
  std::vector<std::string> facts;
  if (option.required) facts.emplace_back("required");
  if (!option.formats.empty()) facts.push_back(join(option.formats, ", "));
  if (!option.defaultText.empty()) facts.push_back("default " + option.defaultText);
  if (!option.choices.empty() && option.choices.size() <= readable)
    facts.push_back("one of " + join(option.choices, ", "));
  if (const std::string range = rangeText(option.limits); !range.empty()) facts.push_back(range);
  return option.text + (facts.empty() ? "" : " (" + join(facts, "; ") + ")");
}

bool isShown(const ProgramFacts& program, const OptionFacts& option) {
  constexpr std::ptrdiff_t few = 13;
  const bool ofProgram = option.topic == OptionFacts::programTopic;
  const auto own = std::count_if(program.options.begin(), program.options.end(), [](const OptionFacts& other) {
    return !other.isFile() && other.topic != OptionFacts::programTopic;
  });
  return option.isBasic || option.isFile() || (!ofProgram && own <= few);
}

std::vector<std::string> topicsOf(const std::vector<OptionFacts>& options) {
  std::vector<std::string> topics;
  for (const OptionFacts& option : options) {
    if (std::find(topics.begin(), topics.end(), option.topic) == topics.end()) topics.push_back(option.topic);
  }
  return topics;
}

}  // namespace vescargo
