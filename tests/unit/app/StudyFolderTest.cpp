#include <catch2/catch.hpp>
#include <filesystem>

#include "base/Scratch.h"
#include "vescargo/app/studyFolder.h"
#include "vescargo/base/OutputFile.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

InputFile file(const std::string& path, const std::string& sha256) { return {path, 1, sha256}; }

const std::vector<InputFile> runs{file("a/S01_pre.mzML.gz", "1"), file("a/S01_post.mzML", "2")};
const InputFile sheet = file("study.tsv", "s");

/// A folder with the run.json of a program that read these.
class Folder {
 public:
  Folder(const std::string& tool, const std::vector<InputFile>& inputs) {
    writeFile(scratch_.path("run.json"), runRecordJson({tool, "1", "2", tool, {}, inputs, {}, {}}));
  }
  std::string path() const { return scratch_.path(""); }
  std::string refusal() const {
    const std::string text = errorOf([&] { requireSameStudy(path(), runs, sheet); });
    return text.substr(0, text.find(';'));
  }
  void add(const std::string& name) const { writeFile(scratch_.path(name), "x"); }

 private:
  Scratch scratch_;
};

}  // namespace

TEST_CASE("an empty folder, and one of the same study with other runs, bytes or sheet, takes results") {
  const Scratch scratch;
  CHECK_NOTHROW(requireSameStudy(scratch.path("absent"), runs, sheet));
  CHECK_NOTHROW(requireSameStudy(scratch.path(""), runs, sheet));
  CHECK(
      Folder("EVPipeline", {file("b/S01_pre.mzML", "1"), file("b/S02_pre.mzML", "3"), file("x.tsv", "t")}).refusal() ==
      "no error");
  CHECK(Folder("EVPipeline", {file("b/S01_pre.mzML", "8"), file("study.tsv", "s")}).refusal() == "no error");
}

TEST_CASE("a folder of another study or program is refused by name") {
  const Folder others("EVPipeline", {file("b/T01.mzML", "3"), file("b/T02.mzML", "4"), file("study.tsv", "s")});
  CHECK(others.refusal() == "6|-out: \"" + others.path() + "\" holds the results of another study (runs T01, T02)");
  const Folder sameNames("EVPipeline", {file("b/S01_pre.mzML", "3"), file("b/S01_post.mzML", "4"), file("x.tsv", "t")});
  CHECK(sameNames.refusal().ends_with("holds the results of another study (runs S01_post, S01_pre)"));
  const Folder simulated("EVStudySimulator", {});
  CHECK(simulated.refusal().ends_with("holds the results of EVStudySimulator"));
  const Scratch stopped;
  writeFile(stopped.path("T01.idXML"), "x");
  CHECK(errorOf([&] { requireSameStudy(stopped.path(""), runs, sheet); }).find("another study (runs T01)") !=
        std::string::npos);
}

TEST_CASE("what an earlier call left and this one neither writes nor reads is named") {
  const Folder folder("EVPipeline", {});
  for (const char* name : {"S01_pre.idXML", "S02_pre.idXML", "S03_pre.idXML", "entrapment.tsv", "mine.txt"})
    folder.add(name);
  CHECK(leftOver(folder.path(), {folder.path() + "/S01_pre.idXML"}, {folder.path() + "/./S03_pre.idXML"}) ==
        std::vector<std::string>{"S02_pre.idXML", "entrapment.tsv"});
}
