#include "vescargo/app/manualPages.h"

#include <algorithm>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

/// A dash of roff may become a hyphen that nobody can copy.
std::string roff(const std::string& text) { return replaced(replaced(text, "\\", "\\e"), "-", "\\-"); }

std::string markdownCell(const std::string& text) {
  return replaced(replaced(replaced(text, "|", "\\|"), "<", "&lt;"), "_", "\\_");
}

std::string headOf(const OptionFacts& option) {
  return "-" + option.name + (option.argument.empty() ? "" : " " + option.argument);
}

}  // namespace

std::string markdownPage(const ProgramFacts& program) {
  std::string page =
      "# " + program.name + "\n" + program.description + "\n\n    " + program.name + " " + program.example + "\n";
  const bool marked = std::any_of(program.options.begin(), program.options.end(),
                                  [&](const OptionFacts& option) { return !isShown(program, option); });
  for (const std::string& topic : topicsOf(program.options)) {
    page += "\n## " + topic + "\n| option | |\n|---|---|\n";
    for (const OptionFacts& option : program.options) {
      if (option.topic != topic) continue;
      const std::string name = isShown(program, option) ? "**`" + headOf(option) + "`**" : "`" + headOf(option) + "`";
      page += "| " + name + " | " + markdownCell(sentenceOf(option)) + " |\n";
    }
  }
  return page + (marked ? "\n`--help` shows the options in bold, `--helphelp` all." : "") + "\nThis page is what `" +
         program.name + " -write_manual` writes.\n";
}

std::string manPage(const ProgramFacts& program, const std::string& version) {
  std::string page = ".TH " + program.name + " 1 \"\" \"Vescargo " + version + "\" \"Vescargo\"\n.SH NAME\n" +
                     program.name + " \\- " + roff(program.description) + "\n.SH SYNOPSIS\n.B " + program.name +
                     "\n[options]\n.SH EXAMPLE\n.EX\n" + roff(program.name + " " + program.example) + "\n.EE\n";
  for (const std::string& topic : topicsOf(program.options)) {
    std::string heading = topic;
    std::transform(heading.begin(), heading.end(), heading.begin(), ::toupper);
    page += ".SH " + heading + "\n";
    for (const OptionFacts& option : program.options) {
      if (option.topic == topic) page += ".TP\n.B " + roff(headOf(option)) + "\n\\&" + roff(sentenceOf(option)) + "\n";
    }
  }
  return page +
         ".SH EXIT STATUS\n0 for success; 1 missing file, 2 unreadable, 3 corrupt content, 4 empty, 5 cannot "
         "write, 6 bad parameter, 7 missing parameter, 11 files that do not fit together, 12 a fault of Vescargo\n"
         ".SH CITATION\n" +
         roff(citation()) + "\n";
}

std::string bashCompletion(const ProgramFacts& program) {
  std::vector<std::string> names;
  std::string choices;
  for (const OptionFacts& option : program.options) {
    names.push_back("-" + option.name);
    if (!option.choices.empty()) choices += "    -" + option.name + ") words='" + join(option.choices, " ") + "' ;;\n";
  }
  const std::string function = "_" + program.name;
  return function +
         "() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} option= words= i\n"
         "  for ((i = COMP_CWORD - 1; i > 0; i--)); do\n"
         "    [[ ${COMP_WORDS[i]} == -[a-z-]* ]] && option=${COMP_WORDS[i]} && break\n"
         "  done\n"
         "  case $option in\n" +
         choices +
         "  esac\n"
         "  [[ $word == -* ]] && words='" +
         join(names, " ") +
         "'\n"
         "  [[ -z $words ]] || mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
         "}\ncomplete -o default -F " +
         function + " " + program.name + "\n";
}

}  // namespace vescargo
