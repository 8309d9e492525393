#include <catch2/catch.hpp>
#include <cmath>

#include "XmlText.h"

using namespace vescargo;
using namespace vescargo::test;

TEST_CASE("mzIdentML's matches have run, spectrum, proteins, modifications and scores", "[foreign]") {
  const ForeignResult result = readMzIdText(
      mzIdentMl(mzIdData, mzIdResult("controllerType=0 controllerNumber=1 scan=15",
                                     mzIdItem("p2", mzIdDecoy, mzIdExpect, 2) + mzIdItem("p1", mzIdBoth, mzIdExpect)) +
                              mzIdResult("scan=16", mzIdItem("p2", mzIdDecoy, mzIdExpect))));
  CHECK(result.engine == "Comet");
  CHECK(result.measure == "Comet:expectation value");
  REQUIRE(result.matches.size() == 2);
  const ForeignMatch& first = result.matches[0];
  CHECK(runOf(result, first.run).name == "file:///C:/data/S01%20pre.mzML");
  CHECK(first.spectrum == "controllerType=0 controllerNumber=1 scan=15");
  CHECK(first.charge == 2);
  CHECK(first.precursorMz == 400.25);
  CHECK(first.score == 3);
  CHECK_FALSE(first.decoy);
  CHECK(accessionsOf(result, first) == std::vector<std::string>{"P1", "P2"});
  CHECK(result.peptides[first.peptide] == "n[UNIMOD:1]AC[UNIMOD:4]M[+15.9949]K");
  CHECK(result.matches[1].decoy);
  CHECK(result.peptides[result.matches[1].peptide] == "MCAKc[UNIMOD:2]");
  REQUIRE(result.proteins.size() == 1);
  CHECK(result.proteins[0].gene == "ALB");
}

TEST_CASE("q-values and errors of mzIdentML are read by their terms", "[foreign]") {
  const auto [term, column] = GENERATE(table<std::string, int>({{"MS:1002354", 0},
                                                                {"MS:1001491", 0},
                                                                {"MS:1002054", 0},
                                                                {"MS:1002055", 1},
                                                                {"MS:1001868", 1},
                                                                {"MS:1001493", 2}}));
  const std::string score = "<cvParam accession=\"" + term + "\" value=\"0.015625\"/>";
  const ForeignResult result =
      readMzIdText(mzIdentMl(mzIdData, mzIdResult("scan=1", mzIdItem("p1", mzIdBoth, mzIdExpect + score))));
  const ForeignMatch& match = result.matches.at(0);
  const std::array values{match.qValue, match.peptideQValue, match.posteriorError};
  for (int i = 0; i < 3; ++i) CHECK((i == column ? values[i] == 0.015625F : std::isnan(values[i])));
  CHECK(result.measure == "Comet:expectation value");
}

TEST_CASE("a q-value ranks where there is no other score, and scores have their directions", "[foreign]") {
  const auto [term, value, score] = GENERATE(table<std::string, std::string, float>({
      {"accession=\"MS:1002354\"", "0.01", 2.0F},
      {"accession=\"MS:1002053\"", "1e-5", 5.0F},
      {"accession=\"MS:1002827\"", "17.5", 17.5F},
      {"accession=\"MS:1002252\"", "3.5", 3.5F},
  }));
  const std::string written = "<cvParam " + term + " value=\"" + value + "\"/>";
  const ForeignResult result =
      readMzIdText(mzIdentMl(mzIdData, mzIdResult("scan=1", mzIdItem("p1", mzIdBoth, written))));
  CHECK(result.matches.at(0).score == Approx(score).epsilon(1e-6).margin(0));
}

TEST_CASE("titles tell run and spectrum as programs write them, with blanks and commas in the run's name",
          "[foreign]") {
  const auto [title, run, spectrum, scan] = GENERATE(table<std::string, std::string, std::string, int>({
      {"my run, 1.15.15.2 File:&quot;my run, 1.raw&quot;, NativeID:&quot;scan=15&quot;", "my run, 1.raw", "scan=15",
       15},
      {"x File:&quot;my run, 1.raw&quot;, NativeID:&quot;scan=15&quot;", "my run, 1.raw", "scan=15", -1},
      {"my run, 1.15.15.2", "my run, 1", "index=3", 15},
      {"my run, 1.15.15.2 File:~my run, 1.raw~ NativeID:~scan=15~", "my run, 1.raw", "scan=15", 15},
      {"File: &quot;D:\\my data\\run, 1.raw&quot;; SpectrumID: &quot;7&quot;; scans: &quot;15&quot;",
       "D:\\my data\\run, 1.raw", "index=3", 15},
      {"run.15.15.2 some words, 1", "run", "index=3", 15},
      {"File:&quot;cut", "file:///C:/data/S01%20pre.mzML", "index=3", -1},
      {"File:", "file:///C:/data/S01%20pre.mzML", "index=3", -1},
  }));
  CAPTURE(title);
  const ForeignResult result =
      readMzIdText(mzIdentMl(mzIdData, mzIdResult("index=3", mzIdItem("p1", mzIdBoth, mzIdExpect),
                                                  "<cvParam accession=\"MS:1000796\" value=\"" + title + "\"/>")));
  const ForeignMatch& match = result.matches.at(0);
  CHECK(runOf(result, match.run).name == run);
  CHECK(match.spectrum == spectrum);
  CHECK(match.scan == scan);
}

TEST_CASE("titles and terms of a result tell its spectrum", "[foreign]") {
  const std::string title =
      "<cvParam accession=\"MS:1000796\" value='S02.7.7.2 File:\"S02.raw\", NativeID:\"controllerType=0 "
      "controllerNumber=1 scan=7\"'/>";
  const std::string terms =
      "<cvParam accession=\"MS:1001115\" value=\"8\"/><cvParam accession=\"MS:1000894\" value=\"0.5\" "
      "unitAccession=\"UO:0000031\"/>";
  const ForeignResult result = readMzIdText(
      mzIdentMl(mzIdData, mzIdResult("index=3", mzIdItem("p1", mzIdBoth, mzIdExpect), title) +
                              mzIdResult("index=4", mzIdItem("p1", mzIdBoth, mzIdExpect), terms) +
                              mzIdResult("index=5", mzIdItem("p1", mzIdBoth, mzIdExpect),
                                         "<cvParam accession=\"MS:1000796\" value=\"S03.00012.00012.2\"/>")));
  CHECK(result.matches[0].spectrum == "controllerType=0 controllerNumber=1 scan=7");
  CHECK(runOf(result, result.matches[0].run).name == "S02.raw");
  CHECK(result.matches[1].spectrum == "index=4");
  CHECK(result.matches[1].scan == 8);
  CHECK(result.matches[1].rtSeconds == 30);
  CHECK(result.matches[2].scan == 12);
  CHECK(runOf(result, result.matches[2].run).name == "S03");
  CHECK(runOf(result, result.matches[2].run).other == "file:///C:/data/S01%20pre.mzML");
}

TEST_CASE("mzIdentML without a list of spectra files, and matches without evidences, are read", "[foreign]") {
  const ForeignResult result = readMzIdText(mzIdentMl("", mzIdResult("scan=1", mzIdItem("p1", "", mzIdExpect))));
  REQUIRE(result.matches.size() == 1);
  CHECK(runOf(result, result.matches[0].run).name.empty());
  CHECK(accessionsOf(result, result.matches[0]) == std::vector<std::string>{"P1", "P2"});
}

TEST_CASE("a modification without location is where its residue stands once, and told where it does not", "[foreign]") {
  const auto read = [](const std::string& sequence) {
    const std::string peptides = "<Peptide id=\"p3\"><PeptideSequence>" + sequence +
                                 "</PeptideSequence><Modification residues=\"C\" monoisotopicMassDelta=\"57.021464\">"
                                 "<cvParam accession=\"UNIMOD:4\" name=\"Carbamidomethyl\"/></Modification></Peptide>"
                                 "<PeptideEvidence id=\"e4\" peptide_ref=\"p3\" dBSequence_ref=\"d1\"/>";
    const ForeignResult result = readMzIdText(mzIdentMl(
        mzIdData, mzIdResult("scan=1", mzIdItem("p3", "<PeptideEvidenceRef peptideEvidence_ref=\"e4\"/>", mzIdExpect)),
        peptides));
    return std::string(result.peptides[result.matches.at(0).peptide]);
  };
  CHECK(read("A CMK") == "AC[UNIMOD:4]MK");
  CHECK(read("ACCK") == "[UNIMOD:4]?ACCK");
  CHECK(read("AMK") == "[UNIMOD:4]?AMK");
}

TEST_CASE("two modifications of a place are their sum, and substitutions are read", "[foreign]") {
  const std::string peptides = R"(<Peptide id="p3"><PeptideSequence>
AC MK</PeptideSequence><Modification location="3" monoisotopicMassDelta="15.9949"/><Modification location="3" monoisotopicMassDelta="42.0106"/>
<SubstitutionModification location="1" originalResidue="A" replacementResidue="G"/><Modification location="4"><cvParam accession="MOD:1" name="Methyl"/></Modification></Peptide>
<PeptideEvidence id="e4" peptide_ref="p3" dBSequence_ref="d1"/>)";
  const ForeignResult result = readMzIdText(mzIdentMl(
      mzIdData, mzIdResult("scan=1", mzIdItem("p3", "<PeptideEvidenceRef peptideEvidence_ref=\"e4\"/>", mzIdExpect)),
      peptides));
  CHECK(result.peptides[result.matches.at(0).peptide] == "GCM[+58.0055]K(Methyl)");
}

TEST_CASE("items of one rank that are as good are all matches of the spectrum", "[foreign]") {
  const std::string worse = "<cvParam accession=\"MS:1002257\" value=\"0.1\"/>";
  const ForeignResult result = readMzIdText(mzIdentMl(
      mzIdData, mzIdResult("scan=1", mzIdItem("p2", mzIdDecoy, worse) + mzIdItem("p1", mzIdBoth, mzIdExpect) +
                                         mzIdItem("p2", mzIdDecoy, mzIdExpect) + mzIdItem("p1", mzIdBoth, worse))));
  REQUIRE(result.matches.size() == 2);
  CHECK(result.peptides[result.matches[0].peptide] == "n[UNIMOD:1]AC[UNIMOD:4]M[+15.9949]K");
  CHECK(result.peptides[result.matches[1].peptide] == "MCAKc[UNIMOD:2]");
  CHECK(accessionsOf(result, result.matches[1]) == std::vector<std::string>{"rev_P1"});
}

TEST_CASE("mzIdentML that is cut off anywhere is refused", "[foreign]") {
  const std::string whole = mzIdentMl(mzIdData, mzIdResult("scan=1", mzIdItem("p1", mzIdBoth, mzIdExpect)));
  REQUIRE(readMzIdText(whole).matches.size() == 1);
  for (std::size_t length = 0; length + 1 < whole.size(); length += 23) {
    CAPTURE(length);
    REQUIRE(errorOf([&] { readMzIdText(whole.substr(0, length)); }).starts_with("3|"));
  }
}

TEST_CASE("mzIdentML that cannot be trusted is refused, with its line", "[foreign]") {
  const auto withItem = [](const std::string& item) { return mzIdentMl(mzIdData, mzIdResult("scan=1", item)); };
  const auto [text, what] = GENERATE_COPY(table<std::string, std::string>({
      {"<x/>", "is no mzIdentML"},
      {"<mzIdentML version=\"1.0.0\"/>",
       "is mzIdentML 1.0.0 of a draft or before 1.1; write it as mzIdentML 1.1 or later"},
      {withItem(mzIdItem("p9", mzIdBoth, mzIdExpect)), ":22: a match has no peptide"},
      {withItem(mzIdItem("p1", "<PeptideEvidenceRef peptideEvidence_ref=\"e9\"/>", mzIdExpect)),
       ":22: a match has no protein"},
      {withItem(mzIdItem("p1", mzIdBoth, "")), ":22: a match has no score that is known"},
      {withItem(mzIdItem("p1", mzIdBoth, "<cvParam accession=\"MS:1002257\" value=\"x\"/>")),
       ":22: \"x\" as Comet:expectation value is no number"},
      {mzIdentMl(mzIdData, mzIdResult("", mzIdItem("p1", mzIdBoth, mzIdExpect))), ":22: a match has no spectrum"},
      {mzIdentMl(mzIdData, "", "<Peptide id=\"p3\"><Modification location=\"-1\"/></Peptide>"),
       ":14: \"-1\" as location is not within 0 to 1e+06"},
  }));
  CAPTURE(what);
  const std::string error = errorOf([&, read = text] { readMzIdText(read); });
  CAPTURE(error);
  CHECK(error.starts_with("3|"));
  CHECK(error.find(what) != std::string::npos);
}

TEST_CASE("mzIdentML whose parts stand where they do not belong ends in no crash", "[foreign]") {
  const auto read = [](const std::string& inside) {
    return readMzIdText("<MzIdentML version=\"1.1.0\">" + inside + "</MzIdentML>");
  };
  CHECK(read("<SoftwareName><cvParam name=\"Comet\"/></SoftwareName>").engine == "an unnamed program");
  CHECK(read("<Modification location=\"9\"><cvParam name=\"x\"/></Modification>").matches.empty());
  CHECK(read("<SpectrumIdentificationItem/>").matches.empty());
  CHECK(errorOf([&] {
          read("<SpectrumIdentificationResult><SpectrumIdentificationItem/></SpectrumIdentificationResult>");
        }).find("a match has no peptide") != std::string::npos);
}

TEST_CASE("proteins of mzIdentML whose evidences are all of decoys are decoys", "[foreign]") {
  const std::string more =
      "<DBSequence id=\"d4\" accession=\"zz|P4\"/><DBSequence id=\"d5\" accession=\"P5\"/>"
      "<PeptideEvidence id=\"e4\" peptide_ref=\"p1\" dBSequence_ref=\"d4\" isDecoy=\"true\"/>"
      "<PeptideEvidence id=\"e5\" peptide_ref=\"p1\" dBSequence_ref=\"d5\" isDecoy=\"true\"/>"
      "<PeptideEvidence id=\"e6\" peptide_ref=\"p2\" dBSequence_ref=\"d5\" isDecoy=\"false\"/>";
  const ForeignResult result =
      readMzIdText(mzIdentMl(mzIdData, mzIdResult("scan=1", mzIdItem("p1", mzIdBoth, mzIdExpect)), more));
  std::vector<std::string> decoys;
  for (const auto name : result.decoys) decoys.emplace_back(result.names[name]);
  CHECK(decoys == std::vector<std::string>{"rev_P1", "zz|P4"});
}

TEST_CASE("q-values and errors of mzIdentML that are not within 0 to 1 are refused with their lines", "[foreign]") {
  const auto [term, value] = GENERATE(table<std::string, std::string>({{"MS:1002354", "-5"},
                                                                       {"MS:1001868", "7"},
                                                                       {"MS:1001493", "1.5"},
                                                                       {"MS:1002357", "-0.1"},
                                                                       {"MS:1002354", "nan"}}));
  const std::string score = "<cvParam accession=\"" + term + "\" value=\"" + value + "\"/>";
  const std::string text = errorOf(
      [&] { readMzIdText(mzIdentMl(mzIdData, mzIdResult("scan=1", mzIdItem("p1", mzIdBoth, mzIdExpect + score)))); });
  CAPTURE(text);
  CHECK(text.find(".mzid:") != std::string::npos);
  CHECK(text.find("\"" + value + "\" as ") != std::string::npos);
}
