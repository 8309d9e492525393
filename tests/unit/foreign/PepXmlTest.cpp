#include <zlib.h>

#include <catch2/catch.hpp>
#include <memory>

#include "XmlText.h"
#include "vescargo/search/Mass.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

const std::string comet =
    R"(<search_summary base_name="/data/S01_pre" search_engine="Comet" search_engine_version="2019.01 rev. 5">
<aminoacid_modification aminoacid="M" massdiff="15.9949" mass="147.0353" variable="Y"/>
<aminoacid_modification aminoacid="C" massdiff="57.021464" mass="160.030649" variable="N"/>
</search_summary>
)";
const std::string scan15 =
    R"(spectrum="S01_pre.00015.00015.2" spectrumNativeID="scan=15" start_scan="15" precursor_neutral_mass="840.388767" assumed_charge="2" retention_time_sec="12.6")";
const std::string expect = R"(<search_score name="xcorr" value="2.3"/><search_score name="expect" value="1E-06"/>)";

std::string one(const std::string& hits, const std::string& search = comet, const std::string& query = scan15) {
  return pepXml(pepXmlRun("/data/S01_pre", search, pepXmlQuery(query, hits)));
}

std::string peptideOf(const std::string& hit, const std::string& inside, const std::string& search = comet) {
  const ForeignResult result =
      readPepXmlText(one(pepXmlHit("hit_rank=\"1\" protein=\"P1\" " + hit, inside + expect), search));
  return std::string(result.peptides[result.matches.at(0).peptide]);
}

}  // namespace

TEST_CASE("pepXML's hits have run, spectrum, exact m/z, all proteins and scores", "[foreign]") {
  const ForeignResult result = readPepXmlText(one(
      pepXmlHit(
          R"(hit_rank="1" peptide="PEPTIDEK" protein="sp|P1|A_HUMAN Some name")",
          R"(<alternative_protein protein="sp|P2|B_HUMAN"/><alternative_protein protein="rev_sp|P3|C"/><alternative_protein protein="a;b"/>)" +
              expect) +
      pepXmlHit(R"(hit_rank="2" peptide="EDITPEPK" protein="P9")", R"(<search_score name="expect" value="1E-09"/>)")));
  CHECK(result.engine == "Comet");
  CHECK(result.measure == "expect");
  REQUIRE(result.matches.size() == 1);
  const ForeignMatch& match = result.matches[0];
  CHECK(runOf(result, match.run).name == "S01_pre");
  CHECK(runOf(result, match.run).other == "/data/S01_pre");
  CHECK(match.spectrum == "scan=15");
  CHECK(match.scan == 15);
  CHECK(match.charge == 2);
  CHECK(match.precursorMz == Approx(420.194383 + 0.5e-6 + protonMass).epsilon(1e-9).margin(0));
  CHECK(match.rtSeconds == 12.6F);
  CHECK(match.score == 6);
  CHECK(match.line == 8);
  CHECK(accessionsOf(result, match) == std::vector<std::string>{"P1", "P2", "rev_P3", "a_b"});
  CHECK(result.peptides[match.peptide] == "PEPTIDEK");
  CHECK(std::isnan(match.qValue));
  CHECK(std::isnan(match.posteriorError));
}

TEST_CASE("modifications of pepXML are those of the hit and the fixed ones of the search", "[foreign]") {
  const std::string mods =
      R"(<modification_info mod_nterm_mass="43.018390"><mod_aminoacid_mass position="3" mass="147.0353"/>)"
      R"(<mod_aminoacid_mass position="2" mass="160.030649" static="57.021464"/></modification_info>)";
  CHECK(peptideOf(R"(peptide="ACMK")", mods) == "n[43.018390]AC[160.030649]M[147.0353]K");
  // Not written, but fixed.
  CHECK(peptideOf(R"(peptide="ACMK")", "") == "AC[+57.021464]MK");
  // Not there, as the peptide's mass says.
  const double bare = residueMass('A') + residueMass('C') + residueMass('M') + residueMass('K') + waterMass;
  CHECK(peptideOf(R"(peptide="ACMK" calc_neutral_pep_mass=")" + std::to_string(bare) + "\"", "") == "ACMK");
  // A difference, as the peptide's mass says (MetaMorpheus).
  CHECK(peptideOf(R"(peptide="ACMK" calc_neutral_pep_mass=")" + std::to_string(bare + 15.9949 + 57.021464) + "\"",
                  R"(<modification_info><mod_aminoacid_mass position="3" mass="15.9949"/></modification_info>)") ==
        "AC[+57.021464]M[+15.9949]K");
  // Pyro-glutamate, with the hydrogen of the N-terminus, is below zero, which is no difference.
  CHECK(peptideOf(R"(peptide="QCMK")", R"(<modification_info mod_nterm_mass="-16.018724"/>)") ==
        "n[-17.026549]QC[+57.021464]MK");
  const std::string termini = R"(<search_summary search_engine="X! Tandem">
<terminal_modification terminus="n" massdiff="229.1629" mass="230.17" variable="N" protein_terminus="N"/>
<terminal_modification terminus="c" massdiff="-0.984" mass="16.02" variable="N"/>
<terminal_modification terminus="n" massdiff="42.0106" mass="43.02" variable="N" protein_terminus="n"/></search_summary>)";
  CHECK(peptideOf(R"(peptide="AK")", "", termini) == "n[+229.1629]AKc[-0.984]");
  CHECK(peptideOf(R"(peptide="AK")", R"(<modification_info mod_cterm_mass="16.018724"/>)", termini) ==
        "n[+229.1629]AKc[16.018724]");
}

TEST_CASE("an interact file has several runs, and the matches tell which", "[foreign]") {
  const std::string hit = pepXmlHit(R"(hit_rank="1" peptide="PEPTIDEK" protein="P1")", expect);
  const auto query = [&](const std::string& spectrum) {
    return pepXmlQuery("spectrum=\"" + spectrum + R"(" start_scan="7" precursor_neutral_mass="900" assumed_charge="3")",
                       hit);
  };
  const ForeignResult result =
      readPepXmlText(pepXml("<analysis_summary analysis=\"peptideprophet\"/>" +
                            pepXmlRun("C:\\data\\interact", comet, query("a.7.7.3") + query("b.7.7.3")) +
                            pepXmlRun("C:\\data\\c", "", query("c.7") + pepXmlQuery(scan15, ""))));
  REQUIRE(result.matches.size() == 3);
  CHECK(runOf(result, result.matches[0].run).name == "a");
  CHECK(runOf(result, result.matches[1].run).name == "b");
  CHECK(runOf(result, result.matches[2].run).name == "C:\\data\\c");
  CHECK(result.matches[2].scan == 7);
  CHECK(result.matches[2].spectrum.empty());
  CHECK(result.matches[2].precursorMz == Approx(300 + protonMass).epsilon(1e-12).margin(0));
}

TEST_CASE("engines that hide behind X! Tandem are called by their names", "[foreign]") {
  const auto [attributes, engine] = GENERATE(table<std::string, std::string>({
      {R"(search_engine="X! Tandem" search_engine_version="MSFragger-4.1")", "MSFragger"},
      {R"x(search_engine="X! Tandem (k-score)" search_engine_version="2017")x", "X! Tandem (k-score)"},
      {R"(search_engine="MS-GF+")", "MS-GF+"},
      {"", "an unnamed program"},
  }));
  const std::string hit =
      pepXmlHit(R"(peptide="PEPTIDEK" protein="P1")", R"(<search_score name="hyperscore" value="21.5"/>)");
  const ForeignResult result = readPepXmlText(one(hit, "<search_summary " + attributes + "/>"));
  CHECK(result.engine == engine);
  CHECK(result.measure == "hyperscore");
  CHECK(result.matches[0].score == 21.5F);
}

TEST_CASE("of hits of one rank the best stay, as many as are as good, and q-values and errors are read", "[foreign]") {
  const auto hit = [](const std::string& peptide, const std::string& score, int rank) {
    return pepXmlHit("hit_rank=\"" + std::to_string(rank) + "\" protein=\"P1\" peptide=\"" + peptide + "\"",
                     "<search_score name=\"Score\" value=\"" + score +
                         R"("/><search_score name="QValue" value="0.02"/><search_score name="PepQValue" value="0.03"/>)"
                         R"(<search_score name="PEP" value="0.04"/>)");
  };
  const ForeignResult result =
      readPepXmlText(one(hit("LATER", "99", 2) + hit("FIRST", "10", 1) + hit("BEST", "12", 1) + hit("SAME", "12", 1)));
  const ForeignMatch& match = result.matches.at(0);
  CHECK(result.peptides[match.peptide] == "BEST");
  CHECK(match.qValue == 0.02F);
  CHECK(match.peptideQValue == 0.03F);
  CHECK(match.posteriorError == 0.04F);
  REQUIRE(result.matches.size() == 2);
  CHECK(result.peptides[result.matches[1].peptide] == "SAME");
  CHECK(result.matches[1].scan == match.scan);
  CHECK(accessionsOf(result, match) == std::vector<std::string>{"P1"});
}

TEST_CASE("probabilities of PeptideProphet and iProphet rank matches", "[foreign]") {
  const auto query = [](const std::string& results) {
    return pepXmlQuery(scan15, pepXmlHit(R"(hit_rank="1" peptide="PEPTIDEK" protein="P1")", expect + results));
  };
  const std::string peptide =
      R"(<analysis_result analysis="peptideprophet"><peptideprophet_result probability="0.9"/></analysis_result>)";
  const std::string both =
      peptide +
      R"(<analysis_result analysis="interprophet"><interprophet_result probability="0.97"/></analysis_result>)";
  const auto read = [](const std::string& queries) { return readPepXmlText(pepXml(pepXmlRun("a", comet, queries))); };
  const ForeignResult prophet = read(query(peptide) + query(""));
  CHECK(prophet.measure == "probability of PeptideProphet");
  CHECK(prophet.matches[0].score == 0.9F);
  CHECK(prophet.matches[0].posteriorError == Approx(0.1).epsilon(1e-6).margin(0));
  CHECK(prophet.matches[1].score == 0);
  const std::string none =
      R"(<analysis_result analysis="peptideprophet"><peptideprophet_result probability="-2" analysis="incomplete"/></analysis_result>)";
  CHECK(read(query(peptide) + query(none)).matches[1].score == 0);
  const ForeignResult iProphet = read(query(both));
  CHECK(iProphet.measure == "probability of iProphet");
  CHECK(iProphet.matches[0].score == 0.97F);
}

TEST_CASE("gzipped pepXML, prefixes, other encodings and entities of XML are read", "[foreign]") {
  const std::string text =
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><p:msms_pipeline_analysis xmlns:p=\"x\"><p:msms_run_summary "
      "base_name=\"L\xF6we\"><p:spectrum_query spectrum=\"\" start_scan=\"3\" assumed_charge=\"2\"><p:search_hit "
      "peptide=\"AK\" protein=\"P&amp;1&#x41;\"><p:search_score name=\"expect\" value=\"+1e-2\"/></p:search_hit>"
      "</p:spectrum_query></p:msms_run_summary></p:msms_pipeline_analysis>";
  const Scratch scratch;
  const auto path = scratch.path("x.pep.xml.gz");
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "wb"), gzclose);
  gzwrite(file.get(), text.data(), static_cast<unsigned>(text.size()));
  gzflush(file.get(), Z_FINISH);
  const ForeignResult result = readPepXml(path);
  CHECK(runOf(result, result.matches.at(0).run).name == "L\xC3\xB6we");
  CHECK(accessionsOf(result, result.matches[0]) == std::vector<std::string>{"P&1A"});
  CHECK(result.matches[0].score == 2);
  CHECK(result.matches[0].precursorMz == 0);
}

TEST_CASE("pepXML that is cut off anywhere is refused", "[foreign]") {
  const std::string whole = one(pepXmlHit(R"(hit_rank="1" peptide="PEPTIDEK" protein="P1")", expect));
  REQUIRE(readPepXmlText(whole).matches.size() == 1);
  for (std::size_t length = 0; length + 1 < whole.size(); length += 7) {
    CAPTURE(length);
    REQUIRE(errorOf([&] { readPepXmlText(whole.substr(0, length)); }).starts_with("3|"));
  }
}

TEST_CASE("pepXML that cannot be trusted is refused, with its line", "[foreign]") {
  const std::string good = R"(hit_rank="1" peptide="PEPTIDEK" protein="P1")";
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<a>";
  std::string fixed;
  for (int i = 0; i < 201; ++i) fixed += R"(<aminoacid_modification aminoacid="C" massdiff="1" variable="N"/>)";
  const auto [text, what] = GENERATE_COPY(table<std::string, std::string>({
      {"<x/>", "3|x.pep.xml: is no pepXML"},
      {"<!DOCTYPE x [<!ENTITY a \"b\">]><msms_pipeline_analysis/>", "3|x.pep.xml:1: has a document type definition"},
      {pepXml("&a;"), "3|x.pep.xml:3: is cut off or no well-formed XML"},
      {pepXml("<a b=\"1\" b=\"2\"/>"), "3|x.pep.xml:3: is cut off or no well-formed XML"},
      {pepXml(deep), "3|x.pep.xml:3: has elements more than 200 deep"},
      {pepXml(pepXmlRun("a", fixed, "")), "3|x.pep.xml:4: has more than 200 fixed modifications"},
      {pepXml("<!--" + std::string(18U << 20U, 'x') + "-->"), "3|x.pep.xml: has a piece of markup longer than 16 MB"},
      {one(pepXmlHit(good, "")), "3|x.pep.xml:9: a search_hit has no score that is known"},
      {one(pepXmlHit(good, expect)) + "<x/>", "is cut off or no well-formed XML"},
      {one(pepXmlHit(R"(hit_rank="1" peptide="PEPTIDEK")", expect)), "3|x.pep.xml:9: a search_hit has no protein"},
      {one(pepXmlHit(R"(hit_rank="1" protein="P1")", expect)), "3|x.pep.xml:9: a search_hit has no peptide"},
      {one(pepXmlHit(good, R"(<search_score name="expect" value="low"/>)")),
       "3|x.pep.xml:9: \"low\" as expect is no number"},
      {one("", comet, R"(start_scan="-3")"), "3|x.pep.xml:8: \"-3\" as start_scan is not within 0 to"},
      {one("", comet, R"(assumed_charge="two")"), "3|x.pep.xml:8: \"two\" as assumed_charge is no number"},
  }));
  CAPTURE(what);
  const Scratch scratch;
  const auto path = scratch.file("x.pep.xml", text);
  const std::string error = errorOf([&] { readPepXml(path); }, scratch.path(""));
  CAPTURE(error.substr(0, 300));
  CHECK(error.find(what) != std::string::npos);
}

TEST_CASE("a hit without the score that the others have is told", "[foreign]") {
  const auto query = [](const std::string& score) {
    return pepXmlQuery(scan15, pepXmlHit(R"(hit_rank="1" peptide="PEPTIDEK" protein="P1")", score));
  };
  const std::string text =
      pepXml(pepXmlRun("a", "", query(expect) + query(R"(<search_score name="hyperscore" value="3"/>)")));
  CHECK(errorOf([&] { readPepXmlText(text); }).find("a search_hit has no expect") != std::string::npos);
}

TEST_CASE("q-values and probabilities of pepXML that are not within 0 to 1 are refused with their lines", "[foreign]") {
  const auto [name, value] = GENERATE(table<std::string, std::string>(
      {{"q-value", "-5"}, {"PepQValue", "7"}, {"Percolator PEP", "1.5"}, {"percolator_qvalue", "NaN"}}));
  const std::string hit = pepXmlHit(
      "hit_rank=\"1\" peptide=\"AK\" protein=\"P1\"",
      "<search_score name=\"expect\" value=\"0.1\"/><search_score name=\"" + name + "\" value=\"" + value + "\"/>");
  const std::string text = errorOf([&] {
    readPepXmlText(pepXml(pepXmlRun("a", "", pepXmlQuery("spectrum=\"a.1.1.2\" assumed_charge=\"2\"", hit))));
  });
  CAPTURE(text);
  CHECK(text.find(".pep.xml:") != std::string::npos);
  CHECK(text.find("\"" + value + "\" as ") != std::string::npos);
}
