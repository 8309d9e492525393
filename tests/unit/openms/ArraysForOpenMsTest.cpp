#include <OpenMS/FORMAT/MzMLFile.h>
#include <OpenMS/KERNEL/MSExperiment.h>

#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "spectra/MzMlText.h"
#include "vescargo/openms/arraysForOpenMs.h"
#include "vescargo/openms/readRun.h"
#include "vescargo/spectra/readMzMl.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// A run of one spectrum with these arrays, and a chromatogram with those.
std::string runOf(const std::string& ofSpectrum, const std::string& ofChromatogram = "",
                  const std::string& lists = "") {
  std::string text = mzMl(spectrum("scan=7", 2, level(1) + term("MS:1000127") + scanAt("1"), ofSpectrum), 1, lists);
  text.insert(text.find("</run>"),
              "<chromatogramList count=\"1\" defaultDataProcessingRef=\"d\"><chromatogram id=\"TIC\" index=\"0\" "
              "defaultArrayLength=\"2\"><binaryDataArrayList count=\"1\">" +
                  ofChromatogram + "</binaryDataArrayList></chromatogram></chromatogramList>");
  return text;
}

ArraysSeen seenIn(const std::string& text) {
  const Scratch scratch;
  return lookThroughArrays(scratch.file("a.mzML", text));
}

const std::string plain = term("MS:1000576");
const std::string zstdTerm = term("MS:1003780", "", "", "zstd compression");

std::string zstdArray(const std::string& kind, const std::vector<double>& numbers) {
  return array(kind + term("MS:1000523") + zstdTerm, base64(zstd(bytesOf<double>(numbers))));
}

const std::string mzKind = term("MS:1000514");
const std::string intensityKind = term("MS:1000515");

}  // namespace

TEST_CASE("arrays that OpenMS knows stay as they are, whatever they hold") {
  CHECK(!seenIn(runOf(arrays({1, 2}, {1, 2}))).unknownToOpenMs);
  CHECK(!seenIn(runOf(array(mzKind + term("MS:1002746"), "") +
                      array(intensityKind + term("MS:1000519") + term("MS:1002313"), "") +
                      array(term("MS:1002816") + term("MS:1000521"), "") +
                      array(term("MS:1000516") + term("MS:1000519") + plain, "") +
                      array(term("MS:1000786") + term("MS:1001479") + term("MS:1000574"), "")))
             .unknownToOpenMs);
  CHECK(!seenIn("no XML").unknownToOpenMs);
}

TEST_CASE("arrays that OpenMS does not know are seen, of spectra and chromatograms, m/z or not, in groups or not") {
  CHECK(seenIn(runOf(arrays({1, 2}, {1, 2}) + array(term("MS:1002816") + term("MS:1000521") + zstdTerm, "")))
            .unknownToOpenMs);
  CHECK(seenIn(runOf(arrays({1, 2}, {1, 2}), zstdArray(term("MS:1000595"), {1, 2}))).unknownToOpenMs);
  CHECK(seenIn(runOf(array(intensityKind + term("MS:1000522") + plain, ""))).unknownToOpenMs);
  CHECK(seenIn(runOf(array(mzKind + term("MS:1000523") + term("MS:1003089", "", "", "x"), ""))).unknownToOpenMs);
}

TEST_CASE("spectra without m/z or intensities are told, chromatograms are not such") {
  const std::string time = array(term("MS:1000595") + term("MS:1000523") + plain, "");
  CHECK(!seenIn(runOf(arrays({1, 2}, {1, 2}), time)).lackMzOrIntensity);
  const std::string wavelength = array(term("MS:1000617") + term("MS:1000523") + plain, "");
  CHECK(seenIn(runOf(wavelength + array(intensityKind + term("MS:1000523") + plain, ""))).lackMzOrIntensity);
  CHECK(seenIn(runOf("")).lackMzOrIntensity);
}

namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  std::size_t times = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size(), ++times)
    text.replace(at, what.size(), by);
  REQUIRE(times > 0);
  return text;
}

}  // namespace

TEST_CASE("OpenMS reads the same from arrays that it does not know, once they are rewritten") {
  const std::vector<double> mz{400.25, 1400.5};
  const std::vector<double> intensity{3, 70000};
  OpenMS::MSExperiment experiment;
  OpenMS::MSSpectrum written;
  written.setMSLevel(1);
  written.setRT(1);
  written.setNativeID("scan=7");
  written.setType(OpenMS::SpectrumSettings::SpectrumType::CENTROID);
  for (std::size_t i = 0; i < mz.size(); ++i) written.emplace_back(mz[i], static_cast<float>(intensity[i]));
  experiment.addSpectrum(written);
  const Scratch scratch;
  OpenMS::MzMLFile().store(scratch.path("plain.mzML"), experiment);
  std::string text = test::contentOf(scratch.path("plain.mzML"));
  text = replaced(text, packed<double>(mz), base64(zstd(bytesOf<double>(mz))));
  text = replaced(text, packed<float>(intensity), base64(zstd(bytesOf<float>(intensity))));
  text = replaced(text, "accession=\"MS:1000576\" name=\"no compression\"", "accession=\"MS:1003780\" name=\"zstd\"");
  const std::string path = scratch.file("a.mzML", text);
  REQUIRE(lookThroughArrays(path).unknownToOpenMs);
  const Run run = readRunThroughOpenMs(path, {});
  CHECK(run.ms1.mz == std::vector<float>{400.25F, 1400.5F});
  CHECK(run.ms1.intensity == std::vector<float>{3, 70000});
  rewriteArrays(path, scratch.path("b.mzML"));
  CHECK(!lookThroughArrays(scratch.path("b.mzML")).unknownToOpenMs);
  CHECK(pickFile(path, scratch.path("c.mzML"), {}).spectra == 1);
  CHECK(readRun(scratch.path("c.mzML"), {}).ms1.intensity == std::vector<float>{3, 70000});
}

TEST_CASE("what the groups of an array say stays when it is rewritten, and a broken array is told") {
  const Scratch scratch;
  const std::string group = "<referenceableParamGroupList count=\"1\"><referenceableParamGroup id=\"g\">" + mzKind +
                            term("MS:1000523") + zstdTerm + "</referenceableParamGroup></referenceableParamGroupList>";
  const std::string grouped =
      array("<referenceableParamGroupRef ref=\"g\"/>", base64(zstd(bytesOf<double>({400.25, 1400.5}))));
  const std::string integers = array(intensityKind + term("MS:1000519") + plain, packed<std::int32_t>({3, 70000}));
  rewriteArrays(scratch.file("a.mzML", runOf(grouped + integers, zstdArray(term("MS:1000595"), {1, 2}), group)),
                scratch.path("b.mzML"));
  const auto run = readMzMl(scratch.path("b.mzML"), [](RawPeaks&) { return false; });
  REQUIRE(run);
  CHECK(run->ms1.mz == std::vector<float>{400.25F, 1400.5F});
  CHECK(run->ms1.intensity == std::vector<float>{3, 70000});
  CHECK(!lookThroughArrays(scratch.path("b.mzML")).unknownToOpenMs);
  const std::string broken = runOf(array(mzKind + term("MS:1000523") + zstdTerm, "AAAA"));
  CHECK(errorOf([&] { readRunThroughOpenMs(scratch.file("d.mzML", broken), {}); }, scratch.path("")) ==
        "3|d.mzML: an array of spectrum \"scan=7\" is no whole zstd stream; convert the run again, with zlib "
        "compression");
}
