#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "spectra/MzMlText.h"
#include "vescargo/openms/requireArraysOfOpenMs.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

std::string failureOf(const std::string& text) {
  const Scratch scratch;
  return errorOf([&] { requireArraysOfOpenMs(scratch.file("a.mzML", text), "convert it"); }, scratch.path(""));
}

/// A run of one spectrum with these arrays, and a chromatogram with those.
std::string runOf(const std::string& ofSpectrum, const std::string& ofChromatogram = "",
                  const std::string& lists = "") {
  std::string text = mzMl(spectrum("scan=7", 2, level(1), ofSpectrum), 1, lists);
  text.insert(text.find("</run>"),
              "<chromatogramList count=\"1\"><chromatogram id=\"TIC\"><binaryDataArrayList count=\"1\">" +
                  ofChromatogram + "</binaryDataArrayList></chromatogram></chromatogramList>");
  return text;
}

const std::string zstdTerm = term("MS:1003780", "", "", "zstd compression");
const std::string plain = term("MS:1000576");
const std::string told = "is compressed by MS:1003780 (zstd compression), which OpenMS does not know; convert it";

}  // namespace

TEST_CASE("arrays that OpenMS knows are let through, whatever they hold") {
  CHECK(failureOf(runOf(arrays({1, 2}, {1, 2}))) == "no error");
  CHECK(failureOf(runOf(array(term("MS:1000514") + term("MS:1002746"), "") +
                        array(term("MS:1000515") + term("MS:1000519") + term("MS:1002313"), "") +
                        array(term("MS:1002816") + term("MS:1000521"), "") +
                        array(term("MS:1000516") + term("MS:1000519") + plain, "") +
                        array(term("MS:1000786") + term("MS:1001479") + term("MS:1000574"), ""))) == "no error");
  CHECK(failureOf("no XML") == "no error");
}

TEST_CASE("arrays that OpenMS does not know are told, of spectra and chromatograms, m/z or not") {
  const std::string spectrum = "3|a.mzML: an array of spectrum \"scan=7\" ";
  const std::string mobility = array(term("MS:1002816") + term("MS:1000521") + zstdTerm, "");
  CHECK(failureOf(runOf(arrays({1, 2}, {1, 2}) + mobility)) == spectrum + told);
  const std::string time = array(term("MS:1000595") + term("MS:1000523") + zstdTerm, "");
  CHECK(failureOf(runOf(arrays({1, 2}, {1, 2}), time)) == "3|a.mzML: an array of chromatogram \"TIC\" " + told);
  const std::string group = "<referenceableParamGroupList count=\"1\"><referenceableParamGroup id=\"g\">" + zstdTerm +
                            "</referenceableParamGroup></referenceableParamGroupList>";
  const std::string grouped = array(term("MS:1000514") + "<referenceableParamGroupRef ref=\"g\"/>", "");
  CHECK(failureOf(runOf(grouped, "", group)) == spectrum + told);
  CHECK(failureOf(runOf(array(term("MS:1000515") + term("MS:1000522") + plain, ""))) ==
        spectrum + "is of integers, which OpenMS does not take; convert it");
  CHECK(failureOf(runOf(array(term("MS:1000514") + term("MS:1000523") + term("MS:1003089", "", "", "x"), ""))) ==
        spectrum + "is compressed by MS:1003089 (x), which OpenMS does not know; convert it");
}

TEST_CASE("spectra without m/z or intensities are told, chromatograms are not such") {
  const Scratch scratch;
  const auto lacks = [&](const std::string& text) {
    return requireArraysOfOpenMs(scratch.file("a.mzML", text), "convert it");
  };
  const std::string time = array(term("MS:1000595") + term("MS:1000523") + plain, "");
  CHECK_FALSE(lacks(runOf(arrays({1, 2}, {1, 2}), time)));
  const std::string wavelength = array(term("MS:1000617") + term("MS:1000523") + plain, "");
  CHECK(lacks(runOf(wavelength + array(term("MS:1000515") + term("MS:1000523") + plain, ""))));
  CHECK(lacks(runOf("")));
}
