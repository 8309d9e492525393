#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/app/rawFiles.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

std::string refusalOf(const std::string& path) {
  return errorOf([&] { refuseRawFile(path, "in"); });
}

}  // namespace

TEST_CASE("raw data and formats without surveys are refused by name, with the converter to use") {
  CHECK(refusalOf("a/S1.RAW") ==
        "6|a/S1.RAW: is raw data of Thermo or Waters, and -in takes mzML; convert it first: ThermoRawFileParser -f 2 "
        "(indexed mzML), or msconvert (ProteoWizard) --mzML --zlib --filter \"peakPicking vendor msLevel=1-\"");
  for (const std::string path : {"x.d", "x.d/", "x.wiff", "x.WIFF2", "x.lcd", "x.wiff.scan"})
    CHECK(refusalOf(path).find("convert it first: msconvert (ProteoWizard) --mzML") != std::string::npos);
  CHECK(refusalOf("x.mgf.gz").find("is MGF, which has fragment spectra alone") != std::string::npos);
  CHECK(refusalOf("x.mzXML").find("FileConverter") != std::string::npos);
  for (const std::string path : {"x.mzML", "x.mzML.gz", "x.MZML", "raw", "d", "x.txt"})
    CHECK(refusalOf(path) == "no error");
}
