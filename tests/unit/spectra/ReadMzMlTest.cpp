#include <catch2/catch.hpp>
#include <libmsnumpress/MSNumpress.hpp>

#include "base/Scratch.h"
#include "spectra/MzMlText.h"
#include "vescargo/spectra/readMzMl.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

const Centroid neverProfile = [](RawPeaks&) { return false; };

std::optional<Run> readText(const std::string& text, const Centroid& centroid = neverProfile) {
  const Scratch scratch;
  return readMzMl(scratch.file("a.mzML", text), centroid);
}

/// The only spectrum of a run, which is MS1.
std::optional<Run> readArrays(std::size_t length, const std::string& arrays) {
  return readText(mzMl(spectrum("s", length, level(1), arrays), 1));
}

}  // namespace

TEST_CASE("m/z and intensities are read from 32 and 64 bits, plain and deflated", "[mzml]") {
  const std::vector<double> mz{100.125, 200.25, 300.5};
  const std::vector<double> intensity{1, 2, 3};
  for (const bool deflated : {false, true}) {
    const std::string compression = term(deflated ? "MS:1000574" : "MS:1000576");
    const std::string mzOf32 =
        array(term("MS:1000514") + term("MS:1000521") + compression, packed<float>(mz, deflated));
    const std::string intensityOf64 =
        array(term("MS:1000515") + term("MS:1000523") + compression, packed<double>(intensity, deflated));
    const auto run = readArrays(3, intensityOf64 + mzOf32);
    REQUIRE(run);
    CHECK(run->ms1.mz == std::vector<float>{100.125F, 200.25F, 300.5F});
    CHECK(run->ms1.intensity == std::vector<float>{1, 2, 3});
  }
}

TEST_CASE("peaks are sorted, and those without signal left out", "[mzml]") {
  const auto run = readArrays(4, arrays({300, 100, 200, 100}, {1, 2, 0, 3}));
  REQUIRE(run);
  CHECK(run->ms1.mz == std::vector<float>{100, 100, 300});
  CHECK(run->ms1.intensity == std::vector<float>{2, 3, 1});
}

TEST_CASE("arrays of one file may be compressed each in its own way", "[mzml]") {
  const std::string mz = term("MS:1000514") + term("MS:1000523");
  const std::string intensity = term("MS:1000515");
  std::vector<unsigned char> pic;
  ms::numpress::MSNumpress::encodePic({1, 2}, pic);
  const std::string counts(pic.begin(), pic.end());
  const std::string doubles = bytesOf<double>({100, 200});
  const std::string floats = bytesOf<float>({1, 2});
  const auto named = [](const std::string& accession, const std::string& name) {
    return term(accession, "", "", name);
  };
  const std::vector<std::string> lists{
      arrays({100, 200}, {1, 2}),
      // ProteoWizard names some type with MS-Numpress, and once had two terms for MS-Numpress and zlib.
      array(mz + named("MS:1003780", "zstd compression"), base64(zstd(doubles))) +
          array(intensity + term("MS:1000521") + term("MS:1002747"), base64(deflate(counts))),
      array(mz + term("MS:1000574"), base64(deflate(doubles))) +
          array(intensity + term("MS:1000519") + term("MS:1002313") + term("MS:1000574"), base64(deflate(counts))),
      array(term("MS:1000514") + term("MS:1000519") + term("MS:1000576"), packed<std::int32_t>({100, 200})) +
          array(intensity + term("MS:1003784"), base64(zstd(counts))),
      array(mz + term("MS:1003780") + term("MS:1003781"), base64(zstd(columnsOf(doubles)))) +
          array(intensity + term("MS:1000521") + term("MS:1003088"), base64(deflate(floats))),
  };
  std::string spectra;
  for (std::size_t i = 0; i < lists.size(); ++i) spectra += spectrum("s" + std::to_string(i), 2, level(1), lists[i]);
  const auto run = readText(mzMl(spectra, lists.size()));
  REQUIRE(run);
  REQUIRE(run->ms1.spectra() == lists.size());
  for (std::size_t i = 0; i < lists.size(); ++i) {
    INFO(i);
    CHECK(std::vector<float>(run->ms1.mzOf(i).begin(), run->ms1.mzOf(i).end()) == std::vector<float>{100, 200});
    CHECK(std::vector<float>(run->ms1.intensityOf(i).begin(), run->ms1.intensityOf(i).end()) ==
          std::vector<float>{1, 2});
  }
}

TEST_CASE("a term beside a known compression does not hinder", "[mzml]") {
  const auto run = readArrays(2, array(mzOf64 + term("MS:1000038"), packed<double>({100, 200})) +
                                     array(intensityOf32 + term("MS:1000131"), packed<float>({1, 2})));
  REQUIRE(run);
  CHECK(run->ms1.mz == std::vector<float>{100, 200});
}

TEST_CASE("spectra without peaks keep their place", "[mzml]") {
  const std::string survey = level(1) + scanAt("3");
  const std::string empty = array(mzOf64, "") + "<binaryDataArray>" + intensityOf32 + "<binary/></binaryDataArray>";
  const std::string deflated =
      array(term("MS:1000514") + term("MS:1000523") + term("MS:1000574"), packed<double>({}, true));
  const auto run =
      readText(mzMl(spectrum("a", 0, survey, empty) + spectrum("b", 0, survey, "") +
                        spectrum("c", 0, survey, deflated + array(intensityOf32, "")) + plainSpectrum("d", 1),
                    4));
  REQUIRE(run);
  CHECK(run->ms1.offset == std::vector<std::uint32_t>{0, 0, 0, 0, 2});
}

TEST_CASE("an MS2 spectrum has its precursor, its window and the survey before it", "[mzml]") {
  const std::string precursor = "<precursorList count=\"2\"><precursor><isolationWindow>" +
                                term("MS:1000827", "500.5") + term("MS:1000828", "1") + term("MS:1000829", "1.5") +
                                "</isolationWindow><selectedIonList count=\"2\"><selectedIon>" +
                                term("MS:1000744", "500.25") + term("MS:1000041", "3") + "</selectedIon><selectedIon>" +
                                term("MS:1000744", "1") +
                                "</selectedIon></selectedIonList></precursor><precursor><isolationWindow>" +
                                term("MS:1000827", "9") + "</isolationWindow></precursor></precursorList>";
  const auto run = readText(mzMl(spectrum("early", 0, level(2), "") + plainSpectrum("survey", 1) +
                                     spectrum("scan=2 &lt;&#65;", 2, level(2) + scanAt("1.5", "UO:0000031") + precursor,
                                              arrays({100, 200}, {1, 2})) +
                                     plainSpectrum("ms3", 3),
                                 4));
  REQUIRE(run);
  CHECK(run->name == "a");
  REQUIRE(run->ms2Headers.size() == 2);
  CHECK(run->ms2Headers[0].ms1 == -1);
  CHECK(run->ms2Headers[0].rtSeconds == -1);
  CHECK(run->ms2Headers[0].isolationHigh == 0);
  const Ms2Header& header = run->ms2Headers[1];
  CHECK(header.nativeId == "scan=2 <A");
  CHECK(header.rtSeconds == 90);
  CHECK(header.precursorMz == 500.25);
  CHECK(header.charge == 3);
  CHECK(header.isolationLow == 499.25F);
  CHECK(header.isolationHigh == 501.75F);
  CHECK(header.ms1 == 0);
  CHECK(run->ms1.spectra() == 1);
}

TEST_CASE("a window target is the precursor when no ion was selected", "[mzml]") {
  const std::string precursor = "<precursorList count=\"1\"><precursor><isolationWindow>" +
                                term("MS:1000827", "500.5") + "</isolationWindow></precursor></precursorList>";
  const auto run = readText(mzMl(spectrum("s", 0, level(2) + precursor, ""), 1));
  REQUIRE(run);
  CHECK(run->ms2Headers[0].precursorMz == 500.5);
  CHECK(run->ms2Headers[0].isolationHigh == 0);
}

TEST_CASE("terms of referenceable groups count like those in place", "[mzml]") {
  const std::string groups = "<referenceableParamGroupList count=\"2\"><referenceableParamGroup id=\"ms2\">" +
                             level(2) + "</referenceableParamGroup><referenceableParamGroup id=\"mz\">" + mzOf64 +
                             "</referenceableParamGroup></referenceableParamGroupList>";
  const std::string mz = array("<referenceableParamGroupRef ref=\"mz\"/>", packed<double>({100, 200}));
  const auto run = readText(mzMl(
      spectrum("s", 2, "<referenceableParamGroupRef ref=\"ms2\"/>", mz + array(intensityOf32, packed<float>({1, 2}))),
      1, groups));
  REQUIRE(run);
  CHECK(run->ms2.mz == std::vector<float>{100, 200});
}

TEST_CASE("comments, CDATA and angle brackets in attributes do not cut spectra", "[mzml]") {
  const std::string odd = "<!-- <spectrum id=\"none\"> </spectrum> -->\n<?note </spectrum> ?>";
  std::string inner = plainSpectrum("a > b", 1);
  inner.insert(inner.find("<scanList"),
               "<userParam name=\"x\" value=\"/> </a>\"/>"
               "<!-- </spectrum> --><userParam name='y'><![CDATA[</spectrum>]]></userParam>");
  // A bare '<' in an attribute is no XML; the escaped form is.
  inner.replace(inner.find("</a>\"/>"), 3, "&lt;/a");
  const auto run = readText(mzMl(odd + inner + odd + plainSpectrum("c", 2) + odd, 2));
  REQUIRE(run);
  CHECK(run->ms1.spectra() == 1);
  CHECK(run->ms2Headers[0].nativeId == "c");
}

TEST_CASE("an index may stand behind the run, and may be wrong", "[mzml]") {
  std::string text = mzMl(plainSpectrum("a", 1), 1);
  text.insert(text.find("<mzML"), "<indexedmzML>");
  text +=
      "<indexList count=\"1\"><index name=\"spectrum\"><offset "
      "idRef=\"a\">7</offset></index></indexList></indexedmzML>";
  CHECK(readText(text));
}

TEST_CASE("line ends within base64 text are ignored", "[mzml]") {
  std::string mz = packed<double>({100, 200});
  mz.insert(8, "\r\n  ");
  const auto run = readArrays(2, array(mzOf64, "\n" + mz + "\n") + array(intensityOf32, packed<float>({1, 2})));
  REQUIRE(run);
  CHECK(run->ms1.mz == std::vector<float>{100, 200});
}

TEST_CASE("other arrays are passed over, and an array may have a length of its own", "[mzml]") {
  const std::string mobility = array(term("MS:1002816") + term("MS:1002314"), "????");
  std::string own = arrays({100, 200}, {1, 2});
  for (std::size_t at = 0; (at = own.find("<binaryDataArray>", at)) != std::string::npos; ++at)
    own.insert(at + 16, " arrayLength=\"2\"");
  const auto run = readArrays(5, mobility + own);
  REQUIRE(run);
  CHECK(run->ms1.mz.size() == 2);
}

TEST_CASE("spectra that are not said to be centroided are given to the centroider, sorted", "[mzml]") {
  std::vector<PeakKind> asked;
  const Centroid centroid = [&](RawPeaks& peaks) {
    asked.push_back(peaks.kind);
    CHECK(peaks.mz == std::vector<double>{100, 200});
    peaks.mz = {150};
    peaks.intensity = {7};
    return peaks.kind == PeakKind::Profile;
  };
  const std::string picked = "<dataProcessingList count=\"1\"><dataProcessing id=\"picked\"><processingMethod>" +
                             term("MS:1000035") + "</processingMethod></dataProcessing></dataProcessingList>";
  std::string processed = spectrum("d", 2, "", arrays({200, 100}, {2, 1}));
  processed.insert(processed.find(" id="), " dataProcessingRef=\"picked\"");
  const auto run = readText(mzMl(spectrum("a", 2, term("MS:1000128"), arrays({200, 100}, {2, 1})) +
                                     spectrum("b", 2, "", arrays({200, 100}, {2, 1})) + processed,
                                 3, picked),
                            centroid);
  REQUIRE(run);
  CHECK(asked == std::vector<PeakKind>{PeakKind::Profile, PeakKind::Unsaid});
  CHECK(run->pickedSpectra == 1);
  CHECK(run->ms1.mz == std::vector<float>{150, 150, 100, 200});
}

TEST_CASE("a run of many pieces is one, whatever the size of a block", "[mzml]") {
  std::string spectra;
  for (int i = 0; i < 12000; ++i) spectra += plainSpectrum("scan=" + std::to_string(i), i % 4 == 0 ? 1 : 2);
  const auto run = readText(mzMl(spectra, 12000));
  REQUIRE(run);
  CHECK(run->ms1.spectra() == 3000);
  REQUIRE(run->ms2Headers.size() == 9000);
  for (int i = 0; i < 9000; ++i) {
    REQUIRE(run->ms2Headers[i].ms1 == i / 3);
    REQUIRE(run->ms2Headers[i].position == static_cast<std::uint32_t>(4 * (i / 3) + i % 3 + 2));
    REQUIRE(run->ms2.offset[i] == 2U * i);
  }
}

TEST_CASE("a list of spectra that is shorter than it says is read, and what is missing counted", "[mzml]") {
  const auto missing = [](std::size_t said) { return readText(mzMl(plainSpectrum("a", 1), said))->missingSpectra; };
  CHECK(missing(7) == 6);
  CHECK(missing(1) == 0);
  CHECK(missing(0) == 0);
}

TEST_CASE("minutes are those of the unit ontology or, in old files, of PSI-MS", "[mzml]") {
  const auto secondsOf = [](const std::string& unit) {
    return readText(mzMl(spectrum("s", 0, level(1) + scanAt("2", unit), ""), 1))->ms1RtSeconds.at(0);
  };
  CHECK(secondsOf("UO:0000031") == 120);
  CHECK(secondsOf("MS:1000038") == 120);
  CHECK(secondsOf("UO:0000010") == 2);
  CHECK(secondsOf("MS:1000039") == 2);
  CHECK(secondsOf("") == 2);
}

TEST_CASE("what the reader does not know is left to another one", "[mzml]") {
  const std::string intensity = array(intensityOf32, packed<float>({1, 2}));
  const auto mzWith = [&](const std::string& terms) {
    return readArrays(2, array(terms, packed<double>({100, 200})) + intensity);
  };
  CHECK_FALSE(mzWith(term("MS:1000514") + term("MS:1000576")));                     // no width
  CHECK_FALSE(readArrays(2, arrays({1, 2}, {1, 2}) + arrays({1, 2}, {1, 2})));      // two of each
  CHECK_FALSE(readArrays(2, array(mzOf64, packed<double>({100, 200}))));            // no intensities
  CHECK_FALSE(readArrays(2, ""));                                                   // no arrays
  CHECK_FALSE(readArrays(2, array(mzOf64, "<b/>") + intensity));                    // markup in an array
  CHECK_FALSE(readText(mzMl(spectrum("s", 0, term("MS:1000511", "two"), ""), 1)));  // no number
  CHECK_FALSE(readText(mzMl(spectrum("s", 0, scanAt("soon"), ""), 1)));             // no number
  CHECK_FALSE(readText(mzMl(spectrum("", 0, level(1), ""), 1)));                    // no id
  CHECK_FALSE(readText(mzMl(spectrum("\xC3\xA9", 0, level(1), ""), 1)));            // letters beyond ASCII
  CHECK_FALSE(readText(mzMl("<other/>" + plainSpectrum("s", 1) + "<other/>" + plainSpectrum("t", 1), 2)));
  CHECK_FALSE(readText("<mzXML><scan num=\"1\"/></mzXML>"));
  CHECK_FALSE(readText("<mzML version=\"1.0.0\"><run><spectrumList count=\"0\"></spectrumList></run></mzML>"));
  CHECK_FALSE(readText("<mzML version=\"1.1.0\"><run><chromatogramList/></run></mzML>"));
  CHECK_FALSE(readText("no XML"));
  CHECK_FALSE(readText(mzMl("", 0)));
  const std::string elution = "<scanList><scan>" + term("MS:1000826", "5") + "</scan></scanList>";
  CHECK_FALSE(readText(mzMl(spectrum("s", 0, elution, ""), 1)));
}
