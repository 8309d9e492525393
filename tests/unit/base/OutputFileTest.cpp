#include <sys/resource.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "base/Scratch.h"
#include "vescargo/base/OutputFile.h"

using namespace vescargo;
using test::contentOf;
using test::errorOf;
using test::Scratch;
namespace fs = std::filesystem;

namespace {

/// No file of this process can grow beyond `bytes` while this lives: a full disk.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

}  // namespace

TEST_CASE("a file is written whole, its folders are made, and nothing else is left") {
  const Scratch scratch;
  writeFile(scratch.path("a/b/out.tsv"), std::string("x\0y\n", 4));
  CHECK(contentOf(scratch.path("a/b/out.tsv")) == std::string("x\0y\n", 4));
  writeFile(scratch.path("a/b/out.tsv"), "new");
  CHECK(contentOf(scratch.path("a/b/out.tsv")) == "new");
  CHECK(std::distance(fs::directory_iterator(scratch.path("a/b")), fs::directory_iterator()) == 1);
}

TEST_CASE("a write that fails halfway keeps the old file and leaves nothing behind") {
  const Scratch scratch;
  const std::string path = scratch.file("out.tsv", "old");
  std::string failure;
  {
    const SmallDisk disk(4096);
    failure = errorOf([&] { writeFile(path, std::string(1 << 20, 'x')); }, scratch.path(""));
  }
  CHECK(failure.starts_with("5|out.tsv: cannot be written"));
  CHECK(contentOf(path) == "old");
  CHECK(scratch.names() == std::vector<std::string>{"out.tsv"});
}

TEST_CASE("a writer that throws keeps the old file and leaves nothing behind") {
  const Scratch scratch;
  const std::string path = scratch.file("out.mzML", "old");
  CHECK(errorOf([&] {
          writeFileThrough(path, [](const std::string& temporary) {
            std::ofstream(temporary) << "half";
            throw Error(ExitCode::Bug, "writer", "broke", "");
          });
        }) == "12|writer: broke");
  CHECK(contentOf(path) == "old");
  CHECK(scratch.names() == std::vector<std::string>{"out.mzML"});
}

TEST_CASE("a writer gets a name with the same extension in the same folder, and must fill it") {
  const Scratch scratch;
  std::string given;
  writeFileThrough(scratch.path("out.mzML"), [&](const std::string& temporary) {
    given = temporary;
    std::ofstream(temporary) << "x";
  });
  CHECK(fs::path(given).extension() == ".mzML");
  CHECK(fs::path(given).parent_path() == fs::path(scratch.path("out.mzML")).parent_path());
  CHECK(given != scratch.path("out.mzML"));
  CHECK(errorOf([&] { writeFileThrough(scratch.path("none.mzML"), [](const std::string&) {}); }).starts_with("5|"));
  CHECK(scratch.names() == std::vector<std::string>{"out.mzML"});
}

TEST_CASE("a path that is a folder or runs through a file cannot be written, and nothing is left behind") {
  const Scratch scratch;
  scratch.file("file", "x");
  fs::create_directory(scratch.path("folder"));
  const auto failure = [&](const std::string& path) {
    return errorOf([&] { writeFile(scratch.path(path), "y"); }, scratch.path(""));
  };
  CHECK(failure("folder").starts_with("5|folder: cannot be written"));
  CHECK(failure("file/out.tsv").starts_with("5|file/out.tsv: cannot be written"));
  CHECK(errorOf([&] { checkWritable(scratch.path("file")); }).starts_with("5|"));
  CHECK(scratch.names() == std::vector<std::string>{"file", "folder"});
  CHECK(contentOf(scratch.path("file")) == "x");
}

TEST_CASE("a device is written to and not replaced by a file") {
  const Scratch scratch;
  fs::create_symlink("/dev/null", scratch.path("sink.tsv"));
  writeFile(scratch.path("sink.tsv"), "gone");
  CHECK(fs::is_symlink(scratch.path("sink.tsv")));
  CHECK(scratch.names() == std::vector<std::string>{"sink.tsv"});
  fs::create_symlink("/dev/full", scratch.path("full.tsv"));
  CHECK(errorOf([&] { writeFile(scratch.path("full.tsv"), "x"); }).starts_with("5|"));
}

TEST_CASE("the check of an output folder makes it and leaves it empty") {
  const Scratch scratch;
  checkWritable(scratch.path("results/deep"));
  CHECK(fs::is_directory(scratch.path("results/deep")));
  CHECK(fs::is_empty(scratch.path("results/deep")));
}

TEST_CASE("XML that a writer cut off without a word keeps the old file") {
  const Scratch scratch;
  const std::string path = scratch.file("out.idXML", "old");
  const auto written = [&](const std::string& text) {
    return errorOf([&] { writeXmlThrough(path, "IdXML", [&](const std::string& to) { std::ofstream(to) << text; }); });
  };
  for (const char* cut : {"", "<IdXML><a/>", "<IdXML></IdXM", "<IdXML></IdXML><IdXML>"})
    CHECK(written(cut).find("cannot be written (it was cut off") != std::string::npos);
  CHECK(contentOf(path) == "old");
  CHECK(written("<IdXML></IdXML>\n \n") == "no error");
  CHECK(contentOf(path) == "<IdXML></IdXML>\n \n");
  CHECK(scratch.names() == std::vector<std::string>{"out.idXML"});
}

TEST_CASE("text that another writer gives is all there, whatever the limit on files") {
  const Scratch scratch;
  const SmallDisk disk(4096);
  const std::string text(1 << 20, 'x');
  CHECK(textThrough([&](const std::string& path) { std::ofstream(path) << text; }) == text);
  CHECK(textThrough([](const std::string&) {}).empty());
  const std::string path = scratch.path("out.idXML");
  const auto writer = [&](const std::string& to) { std::ofstream(to) << text; };
  CHECK(errorOf([&] { writeTextThrough(path, writer); }).find("out.idXML: cannot be written") != std::string::npos);
  CHECK(scratch.names().empty());
  CHECK(errorOf([&] { writeTextThrough("/dev/full", writer); }).starts_with("5|/dev/full: cannot be written"));
  CHECK(errorOf([&] {
          writeTextThrough(path, [](const std::string&) { throw Error(ExitCode::Bug, "writer", "broke", ""); });
        }) == "12|writer: broke");
}
