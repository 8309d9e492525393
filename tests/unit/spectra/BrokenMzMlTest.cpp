#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "spectra/MzMlText.h"
#include "vescargo/spectra/SpectrumSplitter.h"
#include "vescargo/spectra/readMzMl.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

std::string failureOfFile(const Scratch& scratch, const std::string& path) {
  return errorOf([&] { readMzMl(path, [](RawPeaks&) { return false; }); }, scratch.path(""));
}

std::string failureOf(const std::string& text) {
  const Scratch scratch;
  return failureOfFile(scratch, scratch.file("a.mzML", text));
}

std::string failureOfArrays(std::size_t length, const std::string& arrays) {
  return failureOf(mzMl(spectrum("scan=7", length, level(1), arrays), 1));
}

const std::string zlibMz = term("MS:1000514") + term("MS:1000523") + term("MS:1000574");
const std::string twoIntensities = array(intensityOf32, packed<float>({1, 2}));
const std::string convert = "; convert or copy the run again";

}  // namespace

TEST_CASE("arrays that are broken are told with their spectrum", "[mzml]") {
  const std::string mz = "3|a.mzML: the m/z array of spectrum \"scan=7\" ";
  CHECK(failureOfArrays(2, array(mzOf64, "AAAA*AAA") + twoIntensities) == mz + "is no base64 text" + convert);
  CHECK(failureOfArrays(2, array(mzOf64, "AAAAA") + twoIntensities) == mz + "is no base64 text" + convert);
  CHECK(failureOfArrays(3, array(mzOf64, packed<double>({1, 2})) + twoIntensities) ==
        mz + "should have 24 bytes and has 16" + convert);
  CHECK(failureOfArrays(2, array(zlibMz, packed<double>({1, 2})) + twoIntensities) ==
        mz + "is no whole zlib stream" + convert);
  std::string cut = packed<double>({1, 2}, true);
  CHECK(failureOfArrays(2, array(zlibMz, cut.substr(0, 12)) + twoIntensities) ==
        mz + "is no whole zlib stream" + convert);
  CHECK(failureOfArrays(1, array(zlibMz, packed<double>({1, 2}, true)) + twoIntensities) ==
        mz + "should have 8 bytes and has more" + convert);
  CHECK(failureOfArrays(3, array(zlibMz, packed<double>({1, 2}, true)) + twoIntensities) ==
        mz + "should have 24 bytes and has 16" + convert);
  CHECK(failureOfArrays(60000000, array(zlibMz, packed<double>({1, 2}, true)) + twoIntensities) ==
        mz + "should have 480000000 bytes and has 16" + convert);
  CHECK(failureOfArrays(2000000000, array(zlibMz, packed<double>({1, 2}, true)) + twoIntensities) ==
        mz + "should have 2000000000 numbers, more than any spectrum has" + convert);
  const std::string zstdMz = term("MS:1000514") + term("MS:1000523") + term("MS:1003780");
  CHECK(failureOfArrays(2, array(zstdMz, packed<double>({1, 2})) + twoIntensities) ==
        mz + "is no whole zstd stream" + convert);
  const std::string linearMz = term("MS:1000514") + term("MS:1002312");
  CHECK(failureOfArrays(2, array(linearMz, "AAAA") + twoIntensities) == mz + "is no whole MS-Numpress array" + convert);
  CHECK(failureOfArrays(2, arrays({1, 2}, {1})).starts_with("3|a.mzML: the intensity array of spectrum \"scan=7\""));
}

TEST_CASE("a compression or type of numbers that is not known is told by its term", "[mzml]") {
  const auto failureOfTerms = [](const std::string& terms) {
    return failureOfArrays(2, array(term("MS:1000514") + terms, packed<double>({1, 2})) + twoIntensities);
  };
  const std::string mz = "3|a.mzML: the m/z array of spectrum \"scan=7\" ";
  const std::string toKnown =
      "; convert the run again, to 32- or 64-bit floats with zlib, zstd or MS-Numpress compression";
  const std::string grid = term("MS:1003826", "", "", "coordinate grid encoding");
  const std::string unknown = "is written as MS:1003826 (coordinate grid encoding), which Vescargo does not know";
  const std::string float64 = term("MS:1000523");
  CHECK(failureOfTerms(float64 + grid) == mz + unknown + toKnown);
  CHECK(failureOfTerms(float64 + term("MS:1000574") + grid) == mz + unknown + toKnown);
  CHECK(failureOfTerms(float64 + term("MS:1009999", "", "", "lzma compression")) ==
        mz + "is written as MS:1009999 (lzma compression), which Vescargo does not know" + toKnown);
  CHECK(failureOfTerms(float64 + term("MS:1009999")) ==
        mz + "is written as MS:1009999, which Vescargo does not know" + toKnown);
  CHECK(failureOfTerms(term("MS:1000520", "", "", "16-bit float") + term("MS:1000576")) ==
        mz + "is written as MS:1000520 (16-bit float), which Vescargo does not know" + toKnown);
  CHECK(failureOfTerms(float64 + term("MS:1000574", "", "", "zlib compression") +
                       term("MS:1003781", "", "", "byte-shuffled zstd compression")) ==
        mz +
            "is compressed by MS:1000574 (zlib compression) and by MS:1003781 (byte-shuffled zstd compression), which "
            "exclude each other" +
            toKnown);
  CHECK(failureOfTerms(term("MS:1000519") + term("MS:1003089", "", "", "x")) ==
        mz + "has integers compressed by MS:1003089 (x), which is for floats" + toKnown);
}

TEST_CASE("arrays of different lengths are told", "[mzml]") {
  std::string own = arrays({1, 2}, {1});
  own.insert(own.rfind("<binaryDataArray>") + 16, " arrayLength=\"1\"");
  CHECK(failureOfArrays(2, own) ==
        "3|a.mzML: spectrum \"scan=7\" has m/z and intensity arrays of different lengths" + convert);
}

TEST_CASE("a file that is cut off is told, wherever the cut is", "[mzml]") {
  const std::string whole = mzMl(plainSpectrum("a", 1) + plainSpectrum("b", 1), 2);
  const std::size_t second = whole.find("<spectrum ", whole.find("id=\"a\""));
  const std::string within = "3|a.mzML: is cut off within a spectrum" + convert;
  CHECK(failureOf(whole.substr(0, second + 12)) == within);
  CHECK(failureOf(whole.substr(0, second + 300)) == within);
  CHECK(failureOf(whole.substr(0, whole.rfind("</spectrum>") + 5)) == within);
  const std::string behind = "3|a.mzML: is cut off or no well-formed XML behind its spectra" + convert;
  CHECK(failureOf(whole.substr(0, second)) == behind);
  CHECK(failureOf(whole.substr(0, whole.find("</run>"))) == behind);
}

TEST_CASE("spectra that are no XML are told, the first of them on any number of threads", "[mzml]") {
  std::string spectra;
  for (int i = 0; i < 6000; ++i) spectra += plainSpectrum("scan=" + std::to_string(i), 1);
  const std::string broken = spectrum("x", 2, "<scan></scanList>", arrays({1, 2}, {1, 2}));
  const std::string failure = failureOf(mzMl(spectra + broken + spectra + "</spectrum>", 1));
  CHECK(failure == "3|a.mzML: has spectra that are no well-formed XML (Start-end tags mismatch)" + convert);
}

TEST_CASE("what a run makes the reader hold is bounded, blanks and comments too", "[mzml]") {
  const Scratch scratch;
  const std::string whole = mzMl(plainSpectrum("a", 1), 1);
  const auto refusal = [&](const std::string& before, const std::string& filler, std::size_t megabytes) {
    std::string text = whole;
    gzFile file = gzopen(scratch.path("a.mzML.gz").c_str(), "wb1");
    const std::size_t at = text.find(before);
    gzwrite(file, text.data(), static_cast<unsigned>(at));
    const std::string block(1U << 20U, ' ');
    gzwrite(file, filler.data(), static_cast<unsigned>(filler.size()));
    for (std::size_t i = 0; i < megabytes; ++i) gzwrite(file, block.data(), static_cast<unsigned>(block.size()));
    if (!filler.empty()) gzwrite(file, "-->", 3);
    gzwrite(file, text.data() + at, static_cast<unsigned>(text.size() - at));
    gzclose(file);
    return failureOfFile(scratch, scratch.path("a.mzML.gz"));
  };
  const std::string remedy = ", as no instrument writes; convert the run again";
  CHECK(refusal("<run", "", 3) == "no error");
  CHECK(refusal("<run", "<!--", 3) == "no error");
  CHECK(refusal("<run", "<!--", 20) == "3|a.mzML.gz: has more than 16 MB in one piece of markup" + remedy);
  CHECK(refusal("</spectrumList", "<!--", 20) == "3|a.mzML.gz: has more than 16 MB in one piece of markup" + remedy);
  CHECK(refusal("<run", "", 70) == "3|a.mzML.gz: has more than 64 MB before its first spectrum" + remedy);
  CHECK(refusal("<binaryDataArrayList", "", 520) ==
        "3|a.mzML.gz: has more than 512 MB in one spectrum or behind the last" + remedy);
}

TEST_CASE("document types and entities of them are refused", "[mzml]") {
  const std::string whole = mzMl(plainSpectrum("a", 1), 1);
  std::string typed = whole;
  typed.insert(typed.find("<mzML"), "<!DOCTYPE mzML [<!ENTITY a \"b\">]>");
  const std::string refusal =
      "3|a.mzML: has a document type definition, which mzML does not know; take the <!DOCTYPE ...> out or convert the "
      "run again";
  CHECK(failureOf(typed) == refusal);
  CHECK(failureOf(mzMl(plainSpectrum("a &b; c", 1), 1)) ==
        "3|a.mzML: uses an entity that XML does not define (&b)" + convert);
}

TEST_CASE("a gzipped run is read like a plain one, and told when it is cut off", "[mzml]") {
  const Scratch scratch;
  std::string spectra;
  for (int i = 0; i < 9000; ++i) spectra += plainSpectrum("scan=" + std::to_string(i * 7919 % 9001), 1);
  gzFile file = gzopen(scratch.path("a.mzML.gz").c_str(), "wb");
  const std::string text = mzMl(spectra, 9000);
  gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
  gzclose(file);
  CHECK(failureOfFile(scratch, scratch.path("a.mzML.gz")) == "no error");
  const std::string bytes = contentOf(scratch.path("a.mzML.gz"));
  CHECK(failureOfFile(scratch, scratch.file("cut.mzML.gz", bytes.substr(0, bytes.size() / 2))) ==
        "3|cut.mzML.gz: is no whole gzip file; copy or compress it again");
  std::string damaged = bytes;
  damaged[bytes.size() / 2] ^= 0x55;
  CHECK(failureOfFile(scratch, scratch.file("damaged.mzML.gz", damaged)).starts_with("3|damaged.mzML.gz: "));
}

TEST_CASE("a run that cannot be read is told", "[mzml]") {
  const Scratch scratch;
  CHECK(failureOfFile(scratch, scratch.path("no.mzML")) ==
        "2|no.mzML: cannot be read; check its permissions and that it is a file");
  CHECK(failureOfFile(scratch, scratch.path("")) == "2|: cannot be read; check its permissions and that it is a file");
}

TEST_CASE("an m/z that is no positive number is refused") {
  for (const double wrong : {-100.0, 0.0, std::nan(""), HUGE_VAL})
    CHECK(failureOfArrays(2, arrays({100, wrong}, {1, 2})) ==
          "3|a.mzML: spectrum \"scan=7\" has an m/z that is no positive number" + convert);
}
