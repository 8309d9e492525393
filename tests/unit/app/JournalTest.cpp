#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/app/Journal.h"

using namespace vescargo;
using test::errorOf;
using test::Scratch;

TEST_CASE("checksums are the SHA-256 of FIPS 180-4's examples, with the file's size") {
  const Scratch scratch;
  const std::string ofAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const std::string ofNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  const InputFile abc = checksum(scratch.file("abc", "abc"));
  CHECK(abc.sha256 == ofAbc);
  CHECK(abc.bytes == 3);
  CHECK(abc.path == scratch.path("abc"));
  const InputFile empty = checksum(scratch.file("empty", ""));
  CHECK(empty.sha256 == ofNothing);
  CHECK(empty.bytes == 0);
  CHECK(checksumOfText("abc") == ofAbc);
  CHECK(checksumOfText("") == ofNothing);
}

TEST_CASE("a file larger than a block has the checksum of its text") {
  const Scratch scratch;
  const std::string million(1000000, 'a');
  const InputFile file = checksum(scratch.file("a", million));
  CHECK(file.sha256 == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  CHECK(file.sha256 == checksumOfText(million));
  CHECK(file.bytes == 1000000);
}

TEST_CASE("a file that is missing, is a folder or breaks off has no checksum") {
  const Scratch scratch;
  const auto failure = [&](const std::string& path) { return errorOf([&] { checksum(path); }, scratch.path("")); };
  CHECK(failure(scratch.path("none")) == "1|none: there is no such file; check the name and the folder");
  CHECK(failure(scratch.path("")).starts_with("2|: cannot be read"));
  CHECK(failure("/proc/self/mem").starts_with("2|/proc/self/mem: cannot be read"));
}

TEST_CASE("results in words are steps, what of them must be heeded a warning, each once") {
  Journal journal(RunRecord{});
  journal.notes("compareCargo", "post-pre: ", {"adjusted for platelets", "2 pairs"}, {"2 pairs"});
  REQUIRE(journal.record().steps.size() == 1);
  CHECK(journal.record().steps[0].text == "post-pre: adjusted for platelets");
  CHECK(journal.record().warnings == std::vector<std::string>{"post-pre: 2 pairs"});
}

TEST_CASE("the journal keeps steps, warnings and inputs in the order they came") {
  const Scratch scratch;
  Journal journal({"EVTool", "1", "2", "EVTool -in a", {}, {}, {}, {}});
  journal.step("search", "3 -> 2");
  journal.warn("few");
  journal.step("report", "done");
  journal.inputs({scratch.file("b", "abc"), scratch.file("a", "")});
  const RunRecord& record = journal.record();
  CHECK(record.tool == "EVTool");
  REQUIRE(record.steps.size() == 2);
  CHECK(record.steps[0].name == "search");
  CHECK(record.steps[0].text == "3 -> 2");
  CHECK(record.steps[1].name == "report");
  CHECK(record.warnings == std::vector<std::string>{"few"});
  REQUIRE(record.inputs.size() == 2);
  CHECK(record.inputs[0].path == scratch.path("b"));
  CHECK(record.inputs[0].bytes == 3);
  CHECK(record.inputs[1].bytes == 0);
}
