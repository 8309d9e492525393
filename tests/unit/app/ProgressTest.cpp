#include <unistd.h>

#include <catch2/catch.hpp>

#include "base/Heard.h"
#include "vescargo/app/Progress.h"

using namespace vescargo;

TEST_CASE("progress tells n of N and the time that the rest takes") {
  CHECK(progressText("search", 0, 12, "run", 0) == "search: 0 of 12 runs");
  CHECK(progressText("search", 3, 12, "run", 10) == "search: 3 of 12 runs, 30 s left");
  CHECK(progressText("search", 3, 12, "run", 100) == "search: 3 of 12 runs, 5 min left");
  CHECK(progressText("search", 1, 200, "run", 60) == "search: 1 of 200 runs, 3 h 19 min left");
  CHECK(progressText("search", 1, 1, "run", 60) == "search: 1 of 1 run");
  CHECK(progressText("fits", 0, 0, "", 60) == "fits");
}

TEST_CASE("where there is no terminal progress is one line a step, and none where it is not wanted") {
  if (::isatty(2) == 1) return;
  const test::Heard heard;
  Progress told(Progressing::Told);
  told.begin("search", 2, "run");
  told.advance();
  told.begin("fits");
  Progress(Progressing::Silent).begin("nothing", 2, "run");
  CHECK(heard.text() == "search: 2 runs ...\nfits ...\n");
}
