#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/app/optionVisitors.h"

namespace vescargo {

enum class Fruit { Apple, Pear };

template <>
struct EnumNames<Fruit> {
  static constexpr std::array<std::pair<Fruit, std::string_view>, 2> value{
      {{Fruit::Apple, "apple"}, {Fruit::Pear, "pear"}}};
};

}  // namespace vescargo

using namespace vescargo;

namespace {

/// A member of every kind that options may have.
struct EveryKind {
  int count = 1;
  double ratio = 0.5;
  bool flag = false;
  std::string name = "a";
  std::vector<std::string> list{"x", "y"};
  std::vector<double> numbers{-1.5};
  Tolerance window{10, Tolerance::Unit::Ppm};
  Fruit fruit = Fruit::Apple;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("count", self.count, "A count", Limits{0, 5});
    visit("ratio", self.ratio, "A ratio");
    visit("flag", self.flag, "A flag");
    visit("name", self.name, "A name");
    visit("list", self.list, "A list");
    visit("numbers", self.numbers, "Numbers", Limits{-9, 9});
    visit("window", self.window, "A window");
    visit("fruit", self.fruit, "A fruit");
  }
};

using Values = std::vector<std::pair<std::string, std::string>>;

Values recorded(const EveryKind& options) {
  RecordOption record;
  EveryKind::describe(options, record);
  return record.values;
}

OpenMS::Param parameters() {
  OpenMS::Param given;
  given.setValue("count", 3);
  given.setValue("ratio", 0.1);
  given.setValue("flag", "true");
  given.setValue("name", "b c");
  given.setValue("list", OpenMS::StringList{"Oxidation (M)", "z"});
  given.setValue("numbers", OpenMS::DoubleList{-2, 0.1});
  given.setValue("window", "0.5Da");
  given.setValue("fruit", "pear");
  return given;
}

std::string failureOf(const std::string& name, const OpenMS::DataValue& value) {
  OpenMS::Param given = parameters();
  given.setValue(name, value);
  return test::errorOf([&] {
    EveryKind options;
    EveryKind::describe(options, ReadOption(given));
  });
}

}  // namespace

TEST_CASE("options of every kind are recorded as the text that a user would write") {
  CHECK(recorded({}) == Values{{"count", "1"},
                               {"ratio", "0.5"},
                               {"flag", "false"},
                               {"name", "a"},
                               {"list", "x, y"},
                               {"numbers", "-1.5"},
                               {"window", "10ppm"},
                               {"fruit", "apple"}});
}

TEST_CASE("options of every kind are read from parameters, none of the defaults is left") {
  const OpenMS::Param given = parameters();
  EveryKind options;
  EveryKind::describe(options, ReadOption(given));
  CHECK(options.count == 3);
  CHECK(options.ratio == 0.1);
  CHECK(options.flag);
  CHECK(options.name == "b c");
  CHECK(options.list == std::vector<std::string>{"Oxidation (M)", "z"});
  CHECK(options.numbers == std::vector<double>{-2, 0.1});
  CHECK(options.window == Tolerance{0.5, Tolerance::Unit::Dalton});
  CHECK(options.fruit == Fruit::Pear);
  CHECK(recorded(options) == Values{{"count", "3"},
                                    {"ratio", "0.1"},
                                    {"flag", "true"},
                                    {"name", "b c"},
                                    {"list", "Oxidation (M), z"},
                                    {"numbers", "-2, 0.1"},
                                    {"window", "0.5Da"},
                                    {"fruit", "pear"}});
}

TEST_CASE("what was recorded reads back as the same options") {
  const EveryKind before{4, 1.0 / 3, true, "n", {"one"}, {1.0 / 3}, {20, Tolerance::Unit::Ppm}, Fruit::Pear};
  OpenMS::Param given;
  for (const auto& [name, value] : recorded(before)) {
    if (name == "count" || name == "ratio")
      given.setValue(name, name == "count" ? OpenMS::DataValue(std::stoi(value)) : OpenMS::DataValue(std::stod(value)));
    else if (name == "list")
      given.setValue(name, OpenMS::StringList{value});
    else if (name == "numbers")
      given.setValue(name, OpenMS::DoubleList{std::stod(value)});
    else
      given.setValue(name, OpenMS::String(value));
  }
  EveryKind after;
  EveryKind::describe(after, ReadOption(given));
  CHECK(recorded(after) == recorded(before));
  CHECK(after.ratio == before.ratio);
  CHECK(after.list == before.list);
  CHECK(after.numbers == before.numbers);
}

TEST_CASE(
    "an empty list is read as empty, and numbers out of range and words that are no choice or tolerance are refused by "
    "their flag") {
  OpenMS::Param given = parameters();
  given.setValue("list", OpenMS::StringList{});
  EveryKind options;
  EveryKind::describe(options, ReadOption(given));
  CHECK(options.list.empty());
  given.setValue("numbers", OpenMS::DoubleList{-2, 10});
  EveryKind::describe(options, ReadOption(given));
  CHECK(test::errorOf([&] { checkOptions(options); }) == "6|-numbers: 10 is out of range; give a number from -9 to 9");
  CHECK(failureOf("fruit", "plum") == "6|-fruit: \"plum\" is not known; choose one of: apple, pear");
  CHECK(failureOf("window", "10").starts_with("6|-window: \"10\" is no mass tolerance"));
}
