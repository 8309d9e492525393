#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/app/parseArguments.h"

using namespace vescargo;
using test::errorOf;

namespace {

OptionFacts option(const char* name, Takes takes, Limits limits = {}) {
  OptionFacts facts{name, "Search", takes, "<x>", "A text", ""};
  facts.limits = limits;
  return facts;
}

ProgramFacts program() {
  ProgramFacts facts{"EVTool", "Tests.", "-in a", {}};
  facts.options = {option("in", Takes::Texts),
                   option("fasta", Takes::Text),
                   option("fdr", Takes::Number, {0, 1}),
                   option("count", Takes::Whole, {0, 5}),
                   option("voltages", Takes::Numbers, {-120, 0}),
                   option("names", Takes::Texts),
                   option("chimeric", Takes::Nothing),
                   option("-help", Takes::Nothing)};
  facts.options[0].topic = facts.options[1].topic = std::string(OptionFacts::filesTopic);
  OptionFacts choice = option("roll_up", Takes::Text);
  choice.choices = {"maxlfq", "top3"};
  facts.options.push_back(choice);
  return facts;
}

using Arguments = std::vector<std::string>;

std::string refusal(const Arguments& arguments) {
  return errorOf([&] { parseArguments(program(), arguments); });
}

}  // namespace

TEST_CASE("options take their values: lists all up to the next option, negative numbers too") {
  const auto given = parseArguments(
      program(), {"-in", "a", "b", "-voltages", "-40", "-55.5", "-.5", "-chimeric", "-fdr", "+0.5", "-fasta", "-1Da"});
  REQUIRE(given.size() == 5);
  CHECK(given[0].name == "in");
  CHECK(given[0].values == Arguments{"a", "b"});
  CHECK(given[1].values == Arguments{"-40", "-55.5", "-.5"});
  CHECK(given[2].values.empty());
  CHECK(valueOf(given, "fdr") == "+0.5");
  CHECK(valueOf(given, "fasta") == "-1Da");
  CHECK(valueOf(given, "names").empty());
  CHECK(isGiven(given, "chimeric"));
  CHECK_FALSE(isGiven(given, "names"));
}

TEST_CASE("lists of names may be empty, and so may a file that is not wanted, in quotes") {
  CHECK(parseArguments(program(), {"-names", "-fasta", ""}).size() == 2);
  CHECK(refusal({"-in"}) == "7|-in: has no value; write -in <x>, or see EVTool --help");
  CHECK(refusal({"-fasta", "-chimeric"}) == "7|-fasta: has no value; write -fasta <x>, or see EVTool --help");
  CHECK(refusal({"-fdr"}) == "7|-fdr: has no value; write -fdr <x>, or see EVTool --help");
}

TEST_CASE("an option that is not there is refused with the nearest one, however many dashes it has") {
  CHECK(refusal({"-fast", "x"}) == "6|-fast: there is no such option; did you mean -fasta? see EVTool --help");
  CHECK(refusal({"--fasta", "x"}) == "6|--fasta: there is no such option; did you mean -fasta? see EVTool --help");
  CHECK(refusal({"-fdr=0.01"}) == "6|-fdr=0.01: there is no such option; did you mean -fdr? see EVTool --help");
  CHECK(refusal({"--hepl"}) == "6|--hepl: there is no such option; did you mean --help? see EVTool --help");
}

TEST_CASE("values that an option cannot have are refused") {
  CHECK(refusal({"-fdr", "2"}) == "6|-fdr: 2 is out of range; give a number from 0 to 1");
  CHECK(refusal({"-fdr", "nan"}) == "6|-fdr: NA is out of range; give a number from 0 to 1");
  CHECK(refusal({"-fdr", "0,01"}) == "6|-fdr: \"0,01\" is no number; write one like 0.5");
  CHECK(refusal({"-count", "1.5"}) == "6|-count: \"1.5\" is no whole number; write one like 5");
  CHECK(refusal({"-count", "99999999999"}) == "6|-count: \"99999999999\" is no whole number; write one like 5");
  CHECK(refusal({"-voltages", "-40", "40"}) == "6|-voltages: 40 is out of range; give a number from -120 to 0");
  CHECK(refusal({"-roll_up", "none"}) == "6|-roll_up: \"none\" is not known; choose one of: maxlfq, top3");
  CHECK(refusal({"-chimeric", "true"}) == "6|-chimeric: takes no value, and has \"true\"; leave that out");
  CHECK(refusal({"-fdr", "0.1", "0.2"}) == "6|-fdr: takes one value, and has \"0.2\" too; give one");
  CHECK(refusal({"a.mzML"}) == "6|\"a.mzML\": stands behind no option; see EVTool --help");
}

TEST_CASE("an option given twice is refused, since one of the two would be passed over; a flag says the same twice") {
  CHECK(refusal({"-fdr", "0.1", "-fdr", "0.2"}) == "6|-fdr: is given twice; give it once");
  CHECK(refusal({"-in", "a", "-in", "b"}) == "6|-in: is given twice; write all its values behind one");
  CHECK(refusal({"-chimeric", "-chimeric"}) == "no error");
}

TEST_CASE("the run record's command line is what a shell would need, without what changes no byte") {
  const std::vector<GivenOption> given{{"threads", {"2"}}, {"in", {"a b", "c'd"}}, {"no_progress"},        {"chimeric"},
                                       {"log", {"x"}},     {"max_memory", {"3"}},  {"fasta", {"", "*.fa"}}};
  CHECK(commandLineOf("EVTool", given) == "EVTool -in 'a b' 'c'\\''d' -chimeric -fasta '' '*.fa'");
}
