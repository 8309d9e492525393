#include <catch2/catch.hpp>

#include "vescargo/base/Csv.h"

using namespace vescargo;

TEST_CASE("a cell of a comma-separated line is quoted only where it must be, its quotes doubled") {
  CHECK(csvLine({"a", "", "b;c d"}) == "a,,b;c d\n");
  CHECK(csvLine({"a,b", "say \"x\"", "two\nlines", "\r"}) == "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\"\r\"\n");
}
