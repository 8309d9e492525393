#include <catch2/catch.hpp>
#include <cmath>

#include "Made.h"
#include "base/Scratch.h"
#include "vescargo/foreign/readPercolator.h"
#include "vescargo/foreign/readSage.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

constexpr auto sageHeader =
    "psm_id\tpeptide\tproteins\tnum_proteins\tfilename\tscannr\trank\tlabel\tcharge\tsage_discriminant_score\t"
    "posterior_error\tspectrum_q\tpeptide_q\n";

ForeignResult sage(const std::string& rows) {
  const Scratch scratch;
  return readSage(readTsv(scratch.file("results.sage.tsv", sageHeader + rows)));
}

ForeignResult percolator(const std::string& rows) {
  const Scratch scratch;
  return readPercolator(
      readTsv(scratch.file("p.tsv", "PSMId\tscore\tq-value\tposterior_error_prob\tpeptide\tproteinIds\n" + rows),
              TsvRows::AtLeastOne, percolatorProteinColumns()));
}

}  // namespace

TEST_CASE("Sage's columns of before June 2023 are read", "[foreign]") {
  const Scratch scratch;
  std::string text = sageHeader;
  for (const auto& [now, before] : {std::pair("spectrum_q", "spectrum_fdr"), {"peptide_q", "peptide_fdr"}})
    text.replace(text.find(now), std::string(now).size(), before);
  const auto header = readTsv(scratch.file("a.tsv", text), TsvRows::AnyNumber);
  CHECK(readSage(header).matches.empty());
  CHECK(readSage(header).measure == "sage_discriminant_score");
}

TEST_CASE("Sage's results are read by column, rank 1 only", "[foreign]") {
  const auto result = sage(
      "1\tPEPTC[+57.0216]IDEK\tsp|P1|A_HUMAN;sp|P2|B_HUMAN\t2\ta.mzML\tcontrollerType=0 controllerNumber=1 "
      "scan=7\t1\t1\t2\t3.5\t-3\t0.001\t0.002\n"
      "2\tPEPK\trev_sp|P3|C_HUMAN\t1\ta.mzML\tscan=7\t2\t-1\t2\t-1\t0\t1\t1\n"
      "3\tEDITPEPK\trev_sp|P1|A_HUMAN\t1\tb.mzML\tscan=9\t1\t-1\t3\t0.5\t-inf\t0.5\t0.6\n");
  CHECK(result.engine == "Sage");
  REQUIRE(result.matches.size() == 2);
  const ForeignMatch& first = result.matches[0];
  CHECK(runOf(result, first.run).name == "a.mzML");
  CHECK(first.spectrum == "controllerType=0 controllerNumber=1 scan=7");
  CHECK(result.peptides[first.peptide] == "PEPTC[+57.0216]IDEK");
  CHECK(accessionsOf(result, first) == std::vector<std::string>{"P1", "P2"});
  CHECK(first.charge == 2);
  CHECK_FALSE(first.decoy);
  CHECK(first.score == 3.5F);
  CHECK(first.qValue == 0.001F);
  CHECK(first.peptideQValue == 0.002F);
  CHECK(first.posteriorError == Approx(0.001F));
  CHECK(result.matches[1].decoy);
  CHECK(result.matches[1].posteriorError == 0);
  CHECK(accessionsOf(result, result.matches[1]) == std::vector<std::string>{"rev_P1"});
}

TEST_CASE("Sage's faults are told together, with lines", "[foreign]") {
  const std::string text = errorOf([] {
    sage(
        "1\tPEPK\tP1\t1\ta.mzML\tscan=7\tx\t1\t2\t3.5\t-3\t0.001\t0.002\n"
        "1\tPEPK\tP1\t1\ta.mzML\tscan=7\t1\t1\t0\t3.5\t-3\t2\t0.002\n");
  });
  CHECK(text.find(":2: \"x\" in column \"rank\" is no number") != std::string::npos);
  CHECK(text.find(":3: \"0\" in column \"charge\" is not within 1 to 20") != std::string::npos);
  CHECK(text.find(":3: \"2\" in column \"spectrum_q\" is not within 0 to 1") != std::string::npos);
}

TEST_CASE("Percolator's ids tell run, scan and charge", "[foreign]") {
  const auto [id, run, scan, charge] = GENERATE(table<std::string, std::string, int, int>({
      {"S01_pre_15_2_1", "S01_pre", 15, 2},
      {"/data/x/S01_pre_15_3_1", "/data/x/S01_pre", 15, 3},
      {"run_SII_4_1_17_2_1", "run", 17, 2},
      {"a.b.00012.00012.4_1", "a.b", 12, 4},
      {"a.00012.00012.2", "a", 12, 2},
  }));
  const auto result = percolator(id + "\t1.5\t0.01\t0.02\tK.PEPTIDEK.-\tsp|P1|A\tP2\tDECOY_sp|P3|C\n");
  const ForeignMatch& match = result.matches.at(0);
  CHECK(runOf(result, match.run).name == run);
  CHECK(match.scan == scan);
  CHECK(match.charge == charge);
  CHECK(accessionsOf(result, match) == std::vector<std::string>{"P1", "P2", "DECOY_P3"});
  CHECK(match.posteriorError == 0.02F);
  CHECK(std::isnan(match.peptideQValue));
}

TEST_CASE("mokapot's table is Percolator's by other names", "[foreign]") {
  const Scratch scratch;
  const auto result = readPercolator(
      readTsv(scratch.file("m.txt",
                           "SpecId\tLabel\tScanNr\tExpMass\tCalcMass\tPeptide\tmokapot score\tmokapot q-value\tmokapot "
                           "PEP\tProteins\na_15_2_1\tTrue\t15\t1\t1\tK.AAK.R\t3\t0.01\t0.1\tP1\tP2\n"),
              TsvRows::AtLeastOne, percolatorProteinColumns()));
  REQUIRE(result.matches.size() == 1);
  CHECK(result.matches[0].score == 3);
  CHECK(result.matches[0].proteins.size() == 2);
}

TEST_CASE("mokapot's columns are known by all their names, and its proteins by the colons between", "[foreign]") {
  const auto header =
      GENERATE(as<std::string>{},
               "SpecId\tScanNr\tPeptide\tmokapot_score\tmokapot_qvalue\tmokapot_posterior_error_prob\tProteins",
               "PSMId\tscan\tpeptide\tscore\tmokapot_qvalue\tposterior_error_prob\tproteinIds",
               "psm_id\tscannr\tpeptide\tmokapot_score\tmokapot_qvalue\tmokapot_pep\tproteins");
  const Scratch scratch;
  const auto result = readPercolator(readTsv(scratch.file(
      "m.tsv", header + "\na_15_2_1\t15\tK.AAK.R\t3\t0.01\t0.1\tsp|P1|A:CON__ENSEMBL:ENSP2:decoy_sp|P3|C\n")));
  CHECK(result.engine == "mokapot");
  const ForeignMatch& match = result.matches.at(0);
  CHECK(accessionsOf(result, match) == std::vector<std::string>{"P1", "CON__ENSEMBL:ENSP2", "decoy_P3"});
  CHECK(match.score == 3);
  CHECK(match.qValue == 0.01F);
  CHECK(match.posteriorError == 0.1F);
}

TEST_CASE("proteins that an engine joined in Percolator's input are several", "[foreign]") {
  const auto [cells, accessions] = GENERATE(table<std::string, std::vector<std::string>>({
      {"sp|P10000|A;rev_sp|P20000|B", {"P10000", "rev_P20000"}},  // Sage
      {"ENSP1.2;ENSP2.1", {"ENSP1.2", "ENSP2.1"}},
      {"sp|P10000|A,DECOY_sp|P20000|B\tP30000", {"P10000", "DECOY_P20000", "P30000"}},  // Comet
      {"P10000,P20000", {"P10000", "P20000"}},
      {"IPI:IPI1.1|TREMBL:A8K622;Q59F99", {"IPI:IPI1.1|TREMBL:A8K622_Q59F99"}},
      {"gene,variant", {"gene,variant"}},
      {"a;", {"a_"}},
  }));
  CAPTURE(cells);
  const auto result = percolator("a_15_2_1\t1.5\t0.01\t0.02\tK.PEPTIDEK.-\t" + cells + "\n");
  CHECK(accessionsOf(result, result.matches.at(0)) == accessions);
}

TEST_CASE("',' joins names that are not UniProt's where their parts stand elsewhere in the table", "[foreign]") {
  const auto namesOf = [](const std::vector<std::string>& cells) {
    std::string rows;
    for (const std::string& cell : cells) rows += "a_15_2_1\t1.5\t0.01\t0.02\tK.PEPTIDEK.-\t" + cell + "\n";
    const auto result = percolator(rows);
    std::vector<std::vector<std::string>> names;
    for (const ForeignMatch& match : result.matches) names.push_back(accessionsOf(result, match));
    return names;
  };
  using Names = std::vector<std::vector<std::string>>;
  CHECK(namesOf({"ENSP1.2", "ENSP2.2,ENSP1.2", "ENSP2.2"}) == Names{{"ENSP1.2"}, {"ENSP2.2", "ENSP1.2"}, {"ENSP2.2"}});
  // One that never stands alone, and two of which neither does, in a table that joins.
  CHECK(namesOf({"ENSP1.2", "ENSP4.2", "ENSP1.2,ENSP3.2", "ENSP4.2,ENSP3.2", "ENSP5.2,ENSP6.2"}) ==
        Names{{"ENSP1.2"}, {"ENSP4.2"}, {"ENSP1.2", "ENSP3.2"}, {"ENSP4.2", "ENSP3.2"}, {"ENSP5.2", "ENSP6.2"}});
  CHECK(namesOf({"contig7,1", "contig7,2", "contig8,1"}) == Names{{"contig7,1"}, {"contig7,2"}, {"contig8,1"}});
}

TEST_CASE("Percolator's files and retention times stand beside its proteins", "[foreign]") {
  const Scratch scratch;
  const std::string rows =
      "a_15_2_1\tb.mzML\t1.5\t0.01\t0.02\tK.PEPTIDEK.-\tP1\tP2\t33.5\n7\tc.mzML\t1.5\t0.01\t0.02\tK.PEPTIDEK.-\tP1\t33."
      "5\n";
  const std::string header = "PSMId\tfilename\tscore\tq-value\tposterior_error_prob\tpeptide\tproteinIds\trt\n";
  const auto read = [&](const std::string& text) {
    return readPercolator(readTsv(scratch.file("p.tsv", text), TsvRows::AtLeastOne, percolatorProteinColumns()));
  };
  const auto result = read(header + rows.substr(0, rows.find('\n') + 1));
  CHECK(accessionsOf(result, result.matches.at(0)) == std::vector<std::string>{"P1", "P2"});
  CHECK(runOf(result, result.matches[0].run).name == "b.mzML");
  CHECK(runOf(result, result.matches[0].run).other == "a");
  CHECK(result.matches[0].scan == 15);
  // An id that tells nothing needs a scan number beside it.
  CHECK(errorOf([&] { read(header + rows); }).find(":3: the id \"7\" does not tell run") != std::string::npos);
  const auto numbered = read(
      "PSMId\tfilename\tScanNr\tcharge\tscore\tq-value\tposterior_error_prob\tpeptide\tproteinIds\n"
      "7\tc.mzML\t21\t3\t1.5\t0.01\t0.02\tK.PEPTIDEK.-\tP1\n");
  CHECK(numbered.matches.at(0).scan == 21);
  CHECK(numbered.matches[0].charge == 3);
  CHECK(numbered.matches[0].precursorMass == 0);
  const auto massOnly = read(
      "SpecId\tScanNr\tExpMass\tPeptide\tmokapot_score\tmokapot_qvalue\tmokapot_pep\tProteins\n"
      "7\t21\t1200.5\tK.AAK.-\t1.5\t0.01\t0.02\tP1\n");
  CHECK(massOnly.matches.at(0).scan == 21);
  CHECK(massOnly.matches[0].precursorMass == 1200.5);
  CHECK(massOnly.matches[0].charge == 0);
  CHECK(runOf(massOnly, massOnly.matches[0].run).name.empty());
  CHECK(errorOf([&] {
          read("PSMId\tscore\tq-value\tposterior_error_prob\tpeptide\tproteinIds\na_15_2_1\t1\t0\t0\tAK\t\n");
        }).find(":2: has no protein") != std::string::npos);
}

TEST_CASE("Sage's posterior errors of 1 say that its model could not be fitted", "[foreign]") {
  const std::string row = "\tPEPTIDEK\tP1\t1\ta.mzML\tscan=7\t1\t1\t2\t3.5\t1.0\t0.001\t0.002\n";
  const auto result = sage("1" + row + "2" + row);
  CHECK(std::isnan(result.matches[0].posteriorError));
  REQUIRE(result.sentences.size() == 1);
  CHECK(result.sentences[0].find("Sage could not fit its model") != std::string::npos);
}

TEST_CASE("an id that tells no scan is refused", "[foreign]") {
  CHECK(errorOf([] { percolator("12\t1.5\t0.01\t0.02\tK.PEPTIDEK.-\tP1\n"); }).find("does not tell run, scan") !=
        std::string::npos);
}

TEST_CASE("a table of matches that does not end with a line end may be cut off, which is told", "[foreign]") {
  const Scratch scratch;
  const std::string head = "PSMId\tscore\tq-value\tposterior_error_prob\tpeptide\tproteinIds\n";
  const std::string text =
      head + "a_15_2_1\t1.5\t0.01\t0.02\tK.AAK.-\tP1\na_16_2_1\t1.5\t0.01\t0.02\tK.AAK.-\tP1\tP234";
  const auto read = [&](const std::string& written) {
    return readPercolator(readTsv(scratch.file("p.tsv", written), TsvRows::AtLeastOne, percolatorProteinColumns()));
  };
  CHECK(read(text + "\n").warnings.empty());
  CHECK(read(text + "\r\n\n").warnings.empty());
  for (const std::size_t cut : {std::size_t{0}, std::size_t{2}, std::size_t{5}}) {
    const auto result = read(text.substr(0, text.size() - cut));
    CHECK(result.matches.size() == 2);
    REQUIRE(result.warnings.size() == 1);
    CHECK(result.warnings[0].find("p.tsv:3: the last row, whose last cell is \"P") != std::string::npos);
  }
  const auto cutSage = sage("1\tPEPK\tP1\t1\ta.mzML\tscan=7\t1\t1\t2\t3.5\t-3\t0.001\t0.00");
  REQUIRE(cutSage.warnings.size() == 1);
  CHECK(cutSage.warnings[0].find("whose last cell is \"0.00\", has no line end") != std::string::npos);
  CHECK(errorOf([&] {
          read(text.substr(0, text.size() - 8));
        }).find(":3: 5 cells where the header has 6, and no line end: the file was cut off here; copy it again") !=
        std::string::npos);
}
