#include <stdlib.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <sstream>

#include "base/Scratch.h"
#include "base/source.h"
#include "vescargo/app/helpText.h"
#include "vescargo/app/manualPages.h"
#include "vescargo/app/usableCores.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// With so many options that some are hidden.
ProgramFacts program() {
  ProgramFacts facts{"EVTool", "Tests what a help says of a program whose description is rather long.", "-in a", {}};
  OptionFacts in{"in", std::string(OptionFacts::filesTopic), Takes::Text, "<file>", "A run", ""};
  in.required = true;
  in.formats = {"mzML"};
  facts.options.push_back(in);
  for (int i = 0; i < 14; ++i) {
    facts.options.push_back({"option" + std::to_string(i), i < 7 ? "Search" : "Comparison", Takes::Number, "<number>",
                             "What is | done with the number", "0.5"});
    facts.options.back().isBasic = i == 3 || i == 9;
  }
  facts.options.back().choices = {"one", "two"};
  for (const OptionFacts& option : commonOptions()) facts.options.push_back(option);
  return facts;
}

std::size_t widest(const std::string& text) {
  std::size_t most = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) most = std::max(most, line.size());
  return most;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the help shows files and basic options, and all when asked twice") {
  const std::string help = helpText(program(), HelpDepth::Basic, 80);
  CHECK(has(help, "\nFiles\n  -in <file>              A run (required; mzML)\n"));
  CHECK(has(help, "\nMost used options\n  -option3 <number>"));
  CHECK(has(help, "  -option9 <number>"));
  CHECK_FALSE(has(help, "-option4"));
  CHECK(has(help, "\n12 further options: EVTool --helphelp\n"));
  const std::string all = helpText(program(), HelpDepth::Everything, 120);
  CHECK(has(all, "\nFurther: Search\n  -option0 <number>"));
  CHECK(has(all, "\nFurther: Comparison\n  -option7 <number>"));
  CHECK(has(all, "(default 0.5; one of one, two)"));
  for (const OptionFacts& option : program().options) CHECK(has(all, "\n  -" + option.name));
}

TEST_CASE("no line of a help is wider than it may be") {
  for (const std::size_t width : {40U, 60U, 120U})
    CHECK(widest(helpText(program(), HelpDepth::Everything, width)) <= width);
}

TEST_CASE("a program with few options hides none") {
  ProgramFacts few = program();
  few.options.resize(9);
  CHECK(has(helpText(few, HelpDepth::Basic, 80), "\nOptions\n  -option0 <number>"));
}

TEST_CASE("where there is no terminal its width is that of COLUMNS, at most 120, else 100") {
  const char* before = ::getenv("COLUMNS");
  const std::string kept = before == nullptr ? "" : before;
  const auto with = [](const char* columns) {
    columns == nullptr ? ::unsetenv("COLUMNS") : ::setenv("COLUMNS", columns, 1);
    return terminalWidth();
  };
  if (::isatty(1) == 0) {
    CHECK(with(nullptr) == 100);
    CHECK(with("80") == 80);
    CHECK(with("300") == 120);
    CHECK(with("no") == 100);
  }
  kept.empty() ? ::unsetenv("COLUMNS") : ::setenv("COLUMNS", kept.c_str(), 1);
}

TEST_CASE("the help cites Vescargo as CITATION.cff does") {
  const std::string file = contentOf(inSource("CITATION.cff"));
  const auto valueAt = [&](const std::string& key) {
    const std::size_t at = file.find("\n" + key + ": ") + key.size() + 3;
    std::string value = file.substr(at, file.find('\n', at) - at);
    std::erase(value, '"');
    return value;
  };
  CHECK(has(citation(), valueAt("title")));
  CHECK(has(citation(), valueAt("version")));
  CHECK(has(file, "name: Vescargo contributors"));
}

TEST_CASE("manuals have every option, written as their formats want it") {
  const std::string page = markdownPage(program());
  CHECK(has(page, "| **`-option3 <number>`** | What is \\| done with the number (default 0.5) |\n"));
  CHECK(has(page, "| `-option4 <number>` |"));
  const std::string man = manPage(program(), "1.2.3");
  CHECK(has(man, ".TH EVTool 1 \"\" \"Vescargo 1.2.3\""));
  CHECK(has(man, ".TP\n.B \\-option4 <number>\n"));
  const std::string completion = bashCompletion(program());
  CHECK(has(completion, "-option13) words='one two' ;;"));
  CHECK(has(completion, "-option12 -option13 -threads"));
}

TEST_CASE("a control group's quota is rounded up to cores") {
  CHECK(grantedCores("max 100000") == 0);
  CHECK(grantedCores("200000 100000") == 2);
  CHECK(grantedCores("150000 100000") == 2);
  CHECK(grantedCores("10000 100000") == 1);
  CHECK(grantedCores("") == 0);
  CHECK(usableCores() >= 1);
}
