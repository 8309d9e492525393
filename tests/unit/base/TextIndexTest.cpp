#include <catch2/catch.hpp>

#include "vescargo/base/TextIndex.h"

using namespace vescargo;

TEST_CASE("texts are numbered in their order, each once") {
  TextIndex index;
  CHECK_FALSE(index.find("a"));
  CHECK(index.add("a") == 0);
  CHECK(index.add("") == 1);
  CHECK(index.add("a") == 0);
  CHECK(index[1].empty());
  for (int i = 0; i < 1000; ++i) REQUIRE(index.add("text " + std::to_string(i)) == static_cast<std::uint32_t>(i + 2));
  for (int i = 0; i < 1000; ++i) REQUIRE(index.find("text " + std::to_string(i)) == static_cast<std::uint32_t>(i + 2));
  CHECK(index.size() == 1002);
  CHECK(index[501] == "text 499");
  CHECK_FALSE(index.find("text"));
}
