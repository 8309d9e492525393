#include "vescargo/app/helpText.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

/// Words in lines of at most `width`; all but the first line begin with `indent` blanks.
std::string wrapped(const std::string& text, std::size_t at, std::size_t indent, std::size_t width) {
  std::istringstream words(text);
  std::string lines;
  bool first = true;
  for (std::string word; words >> word; first = false) {
    if (!first && at + 1 + word.size() > width) {
      lines += "\n" + std::string(indent, ' ');
      at = indent;
    } else if (!first) {
      lines += " ";
      ++at;
    }
    lines += word;
    at += word.size();
  }
  return lines + "\n";
}

/// The example in lines that a shell joins again.
std::string exampleOf(const ProgramFacts& program, std::size_t width) {
  const std::string lines = wrapped(program.name + " " + program.example, 2, 6, width - 2);
  std::string text = "  ";
  for (std::size_t i = 0; i < lines.size(); ++i)
    text += lines[i] == '\n' && i + 1 < lines.size() ? " \\\n" : lines.substr(i, 1);
  return text;
}

std::string entry(const OptionFacts& option, std::size_t width) {
  constexpr std::size_t indent = 26;
  std::string head = "  -" + option.name + (option.argument.empty() ? "" : " " + option.argument);
  if (head.size() + 2 > indent)
    head += "\n" + std::string(indent, ' ');
  else
    head.append(indent - head.size(), ' ');
  return head + wrapped(sentenceOf(option), indent, indent, width);
}

template <class Wanted>
std::string section(const ProgramFacts& program, const std::string& heading, std::size_t width, const Wanted& wanted) {
  std::string entries;
  for (const OptionFacts& option : program.options) {
    if (wanted(option)) entries += entry(option, width);
  }
  return entries.empty() ? "" : "\n" + heading + "\n" + entries;
}

bool isOwn(const OptionFacts& option) { return !option.isFile() && option.topic != OptionFacts::programTopic; }

}  // namespace

std::string helpText(const ProgramFacts& program, HelpDepth depth, std::size_t width) {
  const bool everything = depth == HelpDepth::Everything;
  std::string text =
      wrapped(program.name + " -- " + program.description, 0, 2, width) + "\nExample\n" + exampleOf(program, width);
  text += section(program, "Files", width, [](const OptionFacts& option) { return option.isFile(); });
  const auto hidden = std::count_if(program.options.begin(), program.options.end(), [&](const OptionFacts& option) {
    return isOwn(option) && !isShown(program, option);
  });
  text += section(program, hidden == 0 ? "Options" : "Most used options", width,
                  [&](const OptionFacts& option) { return isOwn(option) && isShown(program, option); });
  for (const std::string& topic : topicsOf(program.options)) {
    if (everything)
      text += section(program, "Further: " + topic, width, [&](const OptionFacts& option) {
        return option.topic == topic && isOwn(option) && !isShown(program, option);
      });
  }
  text += section(program, std::string(OptionFacts::programTopic), width, [&](const OptionFacts& option) {
    return option.topic == OptionFacts::programTopic && (everything || isShown(program, option));
  });
  if (!everything && hidden > 0)
    text += "\n" + wrapped(std::to_string(hidden) + " further options: " + program.name + " --helphelp", 0, 2, width);
  return text + "\n" + wrapped("To cite: " + citation(), 0, 2, width);
}

std::size_t terminalWidth() {
  constexpr std::size_t unknown = 100;
  constexpr std::size_t widest = 120;
  constexpr std::size_t narrowest = 40;
  std::size_t width = 0;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  if (const char* columns = ::getenv("COLUMNS"); width == 0 && columns != nullptr) {
    const auto told = parseNumber(columns);
    if (told && *told >= 1 && *told < 10000) width = static_cast<std::size_t>(*told);
  }
  return width == 0 ? unknown : std::clamp(width, narrowest, widest);
}

}  // namespace vescargo
