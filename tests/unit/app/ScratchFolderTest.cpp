#include <catch2/catch.hpp>
#include <filesystem>

#include "base/Scratch.h"
#include "vescargo/app/ScratchFolder.h"
#include "vescargo/base/OutputFile.h"

using namespace vescargo;

TEST_CASE("a scratch folder stands beside its file and goes with all that is in it") {
  const test::Scratch scratch;
  std::string path;
  {
    const ScratchFolder folder(scratch.path("cargo.tsv"));
    path = folder.path();
    CHECK(std::filesystem::path(path).parent_path() == std::filesystem::path(scratch.path("")).parent_path());
    writeFile(path + "/one", "1");
    CHECK(std::filesystem::exists(path + "/one"));
  }
  CHECK_FALSE(std::filesystem::exists(path));
  CHECK(scratch.names().empty());
}

TEST_CASE("beside a device there is no place for a scratch folder") {
  const ScratchFolder folder("/dev/null");
  CHECK(std::filesystem::path(folder.path()).parent_path() == std::filesystem::temp_directory_path());
}

TEST_CASE("a scratch folder that cannot be made is an error") {
  const test::Scratch scratch;
  scratch.file("file", "");
  CHECK(test::errorOf([&] { ScratchFolder(scratch.path("file/cargo.tsv")); }).starts_with("5|"));
}
