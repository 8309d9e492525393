#include <unistd.h>

#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/base/FolderLock.h"
#include "vescargo/base/OutputFile.h"

using namespace vescargo;
using test::errorOf;
using test::Scratch;

TEST_CASE("a folder is held by one, who is named, until it lets go") {
  const Scratch scratch;
  const std::string folder = scratch.path("results");
  {
    const FolderLock lock(folder);
    CHECK(errorOf([&] { const FolderLock second(folder); }, scratch.path("")) ==
          "11|results: is being written to by process " + processName() +
              "; wait until it has ended, or give another folder");
    const FolderLock other(scratch.path("others"));
  }
  CHECK(errorOf([&] { const FolderLock again(folder); }) == "no error");
  scratch.file("results/.vescargo.lock", "left by a process that was killed");
  CHECK(errorOf([&] { const FolderLock again(folder); }) == "no error");
  CHECK(errorOf([&] { const FolderLock lock("/proc/none"); }).starts_with("5|/proc/none"));
}

TEST_CASE("what ended processes of this machine left is removed, and nothing else") {
  const Scratch scratch;
  const std::string host = processName().substr(0, processName().rfind('-'));
  // No process has the largest number of all.
  scratch.file("." + host + "-2147483647.cargo.tsv", "half");
  const std::string folder = scratch.path("." + host + "-2147483647.scratch");
  std::filesystem::create_directory(folder);
  std::ofstream(folder + "/a.run") << "half";
  const std::vector<std::string> kept{hiddenName("cargo.tsv"), ".elsewhere-2147483647.cargo.tsv", ".hidden",
                                      "cargo.tsv", "." + host + "-x.cargo.tsv"};
  for (const std::string& name : kept) scratch.file(name, "x");
  removeLeftovers(scratch.path(""));
  auto names = scratch.names();
  auto expected = kept;
  std::sort(names.begin(), names.end());
  std::sort(expected.begin(), expected.end());
  CHECK(names == expected);
  removeLeftovers(scratch.path("none"));
}
