#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/spectra/sourceNames.h"

using namespace vescargo;

namespace {

using Names = std::vector<std::string>;

Names of(const std::string& files) {
  const test::Scratch scratch;
  return sourceNames(scratch.file("a.mzML", "<mzML version=\"1.1.0\"><fileDescription>" + files +
                                                "</fileDescription><run><spectrumList count=\"1\">"
                                                "<spectrum/></spectrumList></run></mzML>"));
}

}  // namespace

TEST_CASE("mzML's source files are called as runs are, each once, and a run's folder too", "[spectra]") {
  CHECK(of("<sourceFileList><sourceFile name=\"S01.RAW\" location=\"file:///D:/data\"/></sourceFileList>") ==
        Names{"S01"});
  CHECK(of("<sourceFileList><sourceFile name=\"S01.wiff\" location=\"\"/><sourceFile name=\"S01.wiff.scan\"/>"
           "</sourceFileList>") == Names{"S01"});
  CHECK(
      of("<sourceFileList><sourceFile name=\"analysis.tdf\" location=\"file:///D:/x%20y/S01.d\"/></sourceFileList>") ==
      Names{"analysis", "S01"});
  CHECK(of("<sourceFileList><sourceFile name=\"_FUNC001.DAT\" "
           "location=\"file://D:\\data\\S01.raw\\\"/></sourceFileList>") == Names{"_FUNC001.DAT", "S01"});
  CHECK(of("<sourceFileList><sourceFile name=\"\" location=\"\"/></sourceFileList>").empty());
  CHECK(of("<fileContent/>").empty());
}

TEST_CASE("what is no mzML has no source files, and says so elsewhere", "[spectra]") {
  const test::Scratch scratch;
  CHECK(sourceNames(scratch.path("absent.mzML")).empty());
  CHECK(sourceNames(scratch.file("b.mzML", "no XML")).empty());
  CHECK(sourceNames(scratch.file("c.mzML", "<!DOCTYPE x><mzML/>")).empty());
}
