#include <zlib.h>

#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/base/wholeFile.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// A gzipped file of so many megabytes of one letter.
std::string packed(const Scratch& scratch, const std::string& front, char letter, std::size_t megabytes) {
  const std::string path = scratch.path("a.gz");
  gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, front.data(), static_cast<unsigned>(front.size()));
  const std::string block(1U << 20U, letter);
  for (std::size_t i = 0; i < megabytes; ++i) gzwrite(file, block.data(), static_cast<unsigned>(block.size()));
  gzclose(file);
  return path;
}

std::string failureOf(const Scratch& scratch, const std::function<void()>& act) {
  return errorOf(act, scratch.path(""));
}

}  // namespace

TEST_CASE("a gzipped file that unpacks beyond all measure is refused") {
  const Scratch scratch;
  CHECK(readWholeFile(packed(scratch, "", ' ', 60)).size() == 60U << 20U);
  const std::string path = packed(scratch, "", ' ', 80);
  CHECK(failureOf(scratch, [&] { readWholeFile(path); }) ==
        "3|a.gz: unpacks to more than 500 times its size, as no table or database does; look at what it holds, and "
        "copy or make it again");
}

TEST_CASE("a line longer than tables have is refused, many empty ones are not") {
  const Scratch scratch;
  const std::string blanks = packed(scratch, "a\tb\n1\t", ' ', 80);
  CHECK(failureOf(scratch, [&] { readTsv(blanks); }) ==
        "3|a.gz: has a line longer than 64 MB, as no table has; look at what it holds, and copy or make it again");
  const std::string lines = packed(scratch, "a\tb\n1\t2\n", '\n', 80);
  CHECK(readTsv(lines).rows.size() == 1);
}
