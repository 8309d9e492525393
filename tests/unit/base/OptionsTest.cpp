#include <array>
#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/base/Options.h"

using namespace vescargo;
using test::errorOf;

namespace {

enum class Fruit { Apple, Pear };

struct BowlOptions {
  int spoons = 2;
  double weight = 0.5;
  bool covered = false;
  std::string owner = "nobody";
  std::vector<std::string> guests;
  Tolerance window{10, Tolerance::Unit::Ppm};
  Fruit fruit = Fruit::Apple;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("spoons", self.spoons, "Number of spoons", Limits{0, 5});
    visit("weight", self.weight, "Weight in kg", Limits{0, 1});
    visit("covered", self.covered, "Whether it is covered");
    visit("owner", self.owner, "Whose it is");
    visit("guests", self.guests, "Who may eat");
    visit("window", self.window, "How wide");
    visit("fruit", self.fruit, "What is in it");
  }
  void verify() const {
    if (covered && spoons > 0)
      throw Error(ExitCode::BadParameter, "-covered", "leaves no room for spoons", "take them out");
  }
};

}  // namespace

template <>
struct vescargo::EnumNames<Fruit> {
  static constexpr std::array<std::pair<Fruit, std::string_view>, 2> value{
      {{Fruit::Apple, "apple"}, {Fruit::Pear, "pear"}}};
};

TEST_CASE("options at their limits pass and options beyond them are refused with the limits") {
  BowlOptions options;
  CHECK(errorOf([&] { checkOptions(options); }) == "no error");
  for (const int inside : {0, 5}) {
    options.spoons = inside;
    CHECK(errorOf([&] { checkOptions(options); }) == "no error");
  }
  options.spoons = 6;
  CHECK(errorOf([&] { checkOptions(options); }) == "6|-spoons: 6 is out of range; give a number from 0 to 5");
  options = {};
  options.weight = -0.25;
  CHECK(errorOf([&] { checkOptions(options); }) == "6|-weight: -0.25 is out of range; give a number from 0 to 1");
  options.weight = std::numeric_limits<double>::quiet_NaN();
  CHECK(errorOf([&] { checkOptions(options); }).starts_with("6|-weight: NA is out of range"));
  options = {};
  options.window.value = 0;
  CHECK(errorOf([&] { checkOptions(options); }) ==
        "6|-window: a tolerance must be above 0; write it like 10ppm or 0.5Da");
}

TEST_CASE("what depends on more than one option is checked by verify") {
  BowlOptions options;
  options.covered = true;
  CHECK(errorOf([&] { checkOptions(options); }) == "6|-covered: leaves no room for spoons; take them out");
  options.spoons = 0;
  CHECK(errorOf([&] { checkOptions(options); }) == "no error");
}

TEST_CASE("a choice is read and written by its name, and an unknown one lists the choices") {
  CHECK(parseEnum<Fruit>("pear", "-fruit") == Fruit::Pear);
  CHECK(nameOf(Fruit::Apple) == "apple");
  CHECK(errorOf([] { parseEnum<Fruit>("plum", "-fruit"); }) ==
        "6|-fruit: \"plum\" is not known; choose one of: apple, pear");
}

TEST_CASE("a mass tolerance is a number above zero with ppm or Da, and reads back as it was written") {
  CHECK(parseTolerance("10ppm", "-t") == Tolerance{10, Tolerance::Unit::Ppm});
  CHECK(parseTolerance("0.5 Da", "-t") == Tolerance{0.5, Tolerance::Unit::Dalton});
  CHECK(formatTolerance(parseTolerance("0.02Da", "-t")) == "0.02Da");
  CHECK(formatTolerance(parseTolerance("4.5ppm", "-t")) == "4.5ppm");
  for (const char* text : {"", "ppm", "10", "10 th", "-1ppm", "0Da", "NAppm", "infDa", "1e999ppm", "xDa"}) {
    INFO(text);
    CHECK(errorOf([&] { parseTolerance(text, "-t"); }) ==
          "6|-t: \"" + std::string(text) +
              "\" is no mass tolerance; write a number above 0 and a unit, like 10ppm or 0.5Da");
  }
  CHECK(parseTolerance("10ppm", "-t").at(500) == Approx(0.005).epsilon(1e-12).margin(0));
  CHECK(parseTolerance("0.5Da", "-t").at(500) == 0.5);
}
