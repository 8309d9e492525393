#include <catch2/catch.hpp>

#include "vescargo/table/nameRuns.h"

using namespace vescargo;

namespace {

using Names = std::vector<std::string>;

const std::vector<RunAliases> sheet{{"S01_pre"}, {"S01_post"}, {"S02_pre"}};

std::vector<RunAliases> called(const Names& names, const std::vector<Names>& others = {}) {
  std::vector<RunAliases> runs;
  for (std::size_t i = 0; i < names.size(); ++i) runs.push_back({names[i], others.empty() ? Names{} : others[i]});
  return runs;
}

}  // namespace

TEST_CASE("runs go by their own names first, in any order and without a word") {
  // What the files say beside does not matter then.
  const NamedRuns named =
      nameRuns(called({"S02_pre", "S01_pre", "S01_post"}, {{"S01_pre"}, {"S02_pre"}, {"x"}}), sheet);
  CHECK(named.names == Names{"S02_pre", "S01_pre", "S01_post"});
  CHECK(named.sentences.empty());
  CHECK(named.warnings.empty());
}

TEST_CASE("runs under other names go by what their files tell, where each is another row") {
  const NamedRuns all = nameRuns(called({"b", "a", "a"}, {{"S01_post"}, {"convert", "S02_pre"}, {"S01_pre"}}), sheet);
  CHECK(all.names == Names{"S01_post", "S02_pre", "S01_pre"});
  CHECK(all.sentences == Names{"3 runs under other names, by what the files tell: \"b\" is \"S01_post\", \"a\" is "
                               "\"S02_pre\", \"a\" is \"S01_pre\""});
  CHECK(nameRuns(called({"S01_pre", "x", "S01_post"}, {{}, {"S02_pre"}, {}}), sheet).names ==
        Names{"S01_pre", "S02_pre", "S01_post"});
  // What was sought may have other names too.
  CHECK(nameRuns(called({"raw7"}), {{"S01", {"raw7", "raw"}}}).names == Names{"S01"});
}

TEST_CASE("nothing is taken by what some files tell, or two alike, or of a row that is another's") {
  const auto keeps = [](const std::vector<RunAliases>& given) {
    const NamedRuns named = nameRuns(given, sheet);
    for (std::size_t i = 0; i < given.size(); ++i) CHECK(named.names[i] == given[i].name);
    return named.sentences.empty() && named.warnings.empty();
  };
  CHECK(keeps(called({"a", "b", "c"}, {{"S01_pre"}, {"S01_post"}, {}})));
  CHECK(keeps(called({"a", "b", "c"}, {{"S01_pre"}, {"S01_pre"}, {"S02_pre"}})));
  CHECK(keeps(called({"a", "b", "c"}, {{"S01_pre", "S02_pre"}, {"S01_post"}, {"S02_pre"}})));
  CHECK(keeps(called({"S01_pre", "b", "c"}, {{}, {"S01_pre"}, {"S02_pre"}})));
}

TEST_CASE("a host's counters go by the order of the sheet where nothing else speaks, with a warning") {
  for (const Names& names : {Names{"input0", "input1", "input2"}, Names{"1_0", "1_1", "1_2"}, Names{"1", "2", "3"},
                             Names{"run_007_1", "run_007_2", "run_007_3"}, Names{"mzML.01", "mzML.02", "mzML.03"}}) {
    const NamedRuns named = nameRuns(called(names), sheet);
    INFO(names[0]);
    CHECK(named.names == Names{"S01_pre", "S01_post", "S02_pre"});
    CHECK(named.sentences.empty());
    REQUIRE(named.warnings.size() == 1);
    CHECK(named.warnings[0].starts_with(
        "3 runs under names that tell nothing are taken in the order of the study sheet: \"" + names[0] +
        "\" is \"S01_pre\", "));
  }
  // The number counts, not the order in which they are given; what a file tells that is a host's name too, not.
  CHECK(nameRuns(called({"input2", "input0", "input1"}, {{"in_5"}, {}, {"input"}}), sheet).names ==
        Names{"S02_pre", "S01_pre", "S01_post"});
  CHECK(nameRuns(called({"input"}), {{"S01"}}).names == Names{"S01"});
}

TEST_CASE("no order is guessed where names or files speak against it") {
  const auto guesses = [](const std::vector<RunAliases>& given) { return !nameRuns(given, sheet).warnings.empty(); };
  CHECK(!guesses(called({"tube0", "tube1", "tube2"})));
  CHECK(!guesses(called({"S04", "S05", "S06"})));
  CHECK(!guesses(called({"input0", "input1"})));
  CHECK(!guesses(called({"input0", "input1", "input3"})));
  CHECK(!guesses(called({"input2", "input3", "input4"})));
  CHECK(!guesses(called({"input0", "input1", "S02_pre"})));
  CHECK(!guesses(called({"0_0", "1_1", "2_2"})));
  CHECK(!guesses(called({"input0", "input0", "input1"})));
  CHECK(!guesses(called({"input0", "input1", "input2"}, {{"S01_post"}, {}, {}})));
  CHECK(!guesses(called({"input0", "input1", "input2"}, {{"QE_17"}, {"QE_18"}, {"QE_19"}})));
  CHECK(!guesses(called({"input0", "input1", "99999999999999999999999"})));
}

TEST_CASE("without a sheet a host's counters give way to the one name that each file alone tells") {
  const NamedRuns named = nameRuns(called({"input0", "input1"}, {{"analysis", "S01"}, {"analysis", "S02"}}));
  CHECK(named.names == Names{"S01", "S02"});
  CHECK(named.sentences ==
        Names{"2 runs under other names, by what the files tell: \"input0\" is \"S01\", \"input1\" is \"S02\""});
  CHECK(nameRuns(called({"a", "b"}, {{"S01"}, {"S02"}})).names == Names{"a", "b"});
  CHECK(nameRuns(called({"input0", "input1"}, {{"S01"}, {}})).names == Names{"input0", "input1"});
  CHECK(nameRuns(called({"input0", "input1"}, {{"S01"}, {"S01"}})).names == Names{"input0", "input1"});
  CHECK(nameRuns(called({"input0", "input1"}, {{"S01", "x"}, {"S02"}})).names == Names{"input0", "input1"});
  CHECK(nameRuns(std::vector<RunAliases>{}).names.empty());
}
