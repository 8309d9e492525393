#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/base/ResultFolder.h"

using namespace vescargo;

TEST_CASE("a folder of results knows its files and no others") {
  const ResultFolder folder("out", {"a.tsv", "truth/b.tsv"});
  CHECK(folder.path("truth/b.tsv") == "out/truth/b.tsv");
  CHECK(folder.paths() == std::vector<std::string>{"out/a.tsv", "out/truth/b.tsv"});
  CHECK(test::errorOf([&] { (void)folder.path("c.tsv"); }) == "12|c.tsv: is no file of this folder");
}
