#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/foreign/acceptForeign.h"
#include "vescargo/foreign/linkSpectra.h"
#include "vescargo/foreign/readPercolator.h"
#include "vescargo/foreign/readSage.h"
#include "vescargo/search/Mass.h"

using namespace vescargo;
using test::errorOf;
using test::Scratch;

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
              TsvRows::AtLeastOne, TsvLastColumn::Several));
}

/// A match of spectrum `spectrum` of run 0, whose mass fits.
ForeignMatch linked(std::uint32_t spectrum, const std::string& sequence, float score, const std::string& accession) {
  ForeignMatch match = newForeignMatch();
  match.where = "file:" + std::to_string(spectrum);
  match.accessions = {accession};
  match.psm.spectrum = spectrum;
  match.psm.nativeId = "scan=" + std::to_string(spectrum);
  match.psm.charge = 2;
  match.psm.sequence = match.psm.modifiedSequence = sequence;
  match.psm.precursorMz = match.psm.calculatedMz = 500;
  match.psm.score = score;
  return match;
}

ForeignResult resultOf(std::vector<ForeignMatch> matches) {
  return {"file", "Comet", "expect", std::move(matches), {}, false, false};
}

}  // namespace

TEST_CASE("Sage's results are read by column, rank 1 only", "[foreign]") {
  const auto result = sage(
      "1\tPEPTC[+57.0216]IDEK\tsp|P1|A_HUMAN;sp|P2|B_HUMAN\t2\ta.mzML\tcontrollerType=0 controllerNumber=1 "
      "scan=7\t1\t1\t2\t3.5\t-3\t0.001\t0.002\n"
      "2\tPEPK\trev_sp|P3|C_HUMAN\t1\ta.mzML\tscan=7\t2\t-1\t2\t-1\t0\t1\t1\n"
      "3\tEDITPEPK\trev_sp|P1|A_HUMAN\t1\tb.mzML\tscan=9\t1\t-1\t3\t0.5\t-inf\t0.5\t0.6\n");
  CHECK(result.engine == "Sage");
  REQUIRE(result.matches.size() == 2);
  const ForeignMatch& first = result.matches[0];
  CHECK(first.run == "a.mzML");
  CHECK(first.spectrum == "controllerType=0 controllerNumber=1 scan=7");
  CHECK(first.peptide == "PEPTC[+57.0216]IDEK");
  CHECK(first.accessions == std::vector<std::string>{"P1", "P2"});
  CHECK(first.psm.charge == 2);
  CHECK_FALSE(first.psm.decoy);
  CHECK(first.psm.score == 3.5F);
  CHECK(first.psm.qValue == 0.001F);
  CHECK(first.psm.peptideQValue == 0.002F);
  CHECK(first.psm.posteriorError == Approx(0.001F));
  CHECK(result.matches[1].psm.decoy);
  CHECK(result.matches[1].psm.posteriorError == 0);
  CHECK(result.matches[1].accessions == std::vector<std::string>{"rev_P1"});
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
  const auto [id, run, scan, charge] = GENERATE(table<std::string, std::string, std::string, int>({
      {"S01_pre_15_2_1", "S01_pre", "15", 2},
      {"/data/x/S01_pre_15_3_1", "/data/x/S01_pre", "15", 3},
      {"run_SII_4_1_17_2_1", "run", "17", 2},
      {"a.b.00012.00012.4_1", "a.b", "00012", 4},
      {"a.00012.00012.2", "a", "00012", 2},
  }));
  const auto result = percolator(id + "\t1.5\t0.01\t0.02\tK.PEPTIDEK.-\tsp|P1|A\tP2\tDECOY_sp|P3|C\n");
  const ForeignMatch& match = result.matches.at(0);
  CHECK(match.run == run);
  CHECK(match.spectrum == scan);
  CHECK(match.psm.charge == charge);
  CHECK(match.accessions == std::vector<std::string>{"P1", "P2", "DECOY_P3"});
  CHECK(match.psm.posteriorError == 0.02F);
  CHECK(std::isnan(match.psm.peptideQValue));
}

TEST_CASE("mokapot's table is Percolator's by other names", "[foreign]") {
  const Scratch scratch;
  const auto result = readPercolator(
      readTsv(scratch.file("m.txt",
                           "SpecId\tLabel\tScanNr\tExpMass\tCalcMass\tPeptide\tmokapot score\tmokapot q-value\tmokapot "
                           "PEP\tProteins\na_15_2_1\tTrue\t15\t1\t1\tK.AAK.R\t3\t0.01\t0.1\tP1\tP2\n"),
              TsvRows::AtLeastOne, TsvLastColumn::Several));
  REQUIRE(result.matches.size() == 1);
  CHECK(result.matches[0].psm.score == 3);
  CHECK(result.matches[0].accessions.size() == 2);
}

TEST_CASE("an id that tells no scan is refused", "[foreign]") {
  CHECK(errorOf([] { percolator("12\t1.5\t0.01\t0.02\tK.PEPTIDEK.-\tP1\n"); }).find("does not tell run, scan") !=
        std::string::npos);
}

TEST_CASE("matches find their spectra by native id or scan number", "[foreign]") {
  const std::vector<RunSpectra> runs{
      {"a", {{"controllerType=0 controllerNumber=1 scan=5", 10, 400, 2, 0, 0, 0}, {"scan=7", 20, 410, 3, 0, 0, 0}}},
      {"b", {{"index=3", 30, 420, 0, 0, 0, 0}}}};
  std::vector<ForeignResult> results{resultOf({newForeignMatch(), newForeignMatch(), newForeignMatch()})};
  auto& matches = results[0].matches;
  matches[0].run = "/x/a.raw";
  matches[0].spectrum = "5";
  matches[1].run = "a";
  matches[1].spectrum = "scan=7";
  matches[2].run = "b.mzML.gz";
  matches[2].spectrum = "index=3";
  matches[2].psm.charge = 2;
  linkSpectra(results, runs);
  CHECK(matches[0].psm.spectrum == 0);
  CHECK(matches[0].psm.nativeId == "controllerType=0 controllerNumber=1 scan=5");
  CHECK(matches[0].psm.rtSeconds == 10);
  CHECK(matches[1].psm.spectrum == 1);
  CHECK(matches[1].psm.charge == 3);
  CHECK(matches[2].psm.run == 1);
  CHECK(matches[2].psm.precursorMz == 420);

  matches[2].psm.charge = 0;
  CHECK(errorOf([&] { linkSpectra(results, runs); }).find("11|: neither the file nor the run tells the charge") == 0);
  matches[2].spectrum = "index=4";
  CHECK(errorOf([&] { linkSpectra(results, runs); }).find("has no MS2 spectrum \"index=4\"") != std::string::npos);
  matches.pop_back();
  CHECK(errorOf([&] { linkSpectra(results, runs); }) ==
        "11|-ids: no match is of run \"b\"; give its results, or leave the run out");
}

TEST_CASE("a match that names no spectrum is found by time and precursor", "[foreign]") {
  const std::vector<RunSpectra> runs{{"a", {{"scan=5", 10, 400, 2, 0, 0, 0}, {"scan=6", 10.01F, 450, 2, 0, 0, 0}}}};
  std::vector<ForeignResult> results{resultOf({newForeignMatch()})};
  ForeignMatch& match = results[0].matches[0];
  match.run = "a";
  match.psm.rtSeconds = 10.005F;
  match.psm.precursorMz = 450.004F;
  linkSpectra(results, runs);
  CHECK(match.psm.nativeId == "scan=6");
  match.psm.rtSeconds = 10.1F;
  CHECK(errorOf([&] { linkSpectra(results, runs); }).find("no MS2 spectrum of its time and precursor") !=
        std::string::npos);
}

TEST_CASE("a file is of the run that it is named after when it names none", "[foreign]") {
  const std::vector<RunSpectra> runs{{"a.1", {{"scan=5", 10, 400, 2, 0, 0, 0}}}};
  std::vector<ForeignResult> results{resultOf({newForeignMatch()})};
  results[0].path = "x/a.1.pep.xml";
  results[0].matches[0].spectrum = "5";
  linkSpectra(results, runs);
  CHECK(results[0].matches[0].psm.rtSeconds == 10);
  results[0].path = "x/a.pep.xml";
  CHECK(errorOf([&] { linkSpectra(results, runs); }).find("is of run \"\", which is not among") != std::string::npos);
}

TEST_CASE("a precursor may be a few 13C off", "[foreign]") {
  Psm psm;
  psm.charge = 2;
  psm.calculatedMz = 500;
  psm.precursorMz = static_cast<float>(500 * (1 + 4e-6) + isotopeSpacing);
  CHECK(fitsPrecursor(psm));
  CHECK(psm.isotopeError == 2);
  CHECK(psm.precursorErrorPpm == Approx(4).epsilon(0.05).margin(0));
  psm.precursorMz = 508;
  CHECK_FALSE(fitsPrecursor(psm));
}

TEST_CASE("matches without q-values compete with the decoys that their names tell", "[foreign]") {
  std::vector<ForeignMatch> matches;
  for (std::uint32_t i = 0; i < 40; ++i)
    matches.push_back(linked(i, "PEPT" + std::string(i % 20 + 1, 'A') + "K", 50.0F - static_cast<float>(i),
                             "P" + std::to_string(i % 20)));
  matches.push_back(linked(41, "EDITPEPK", 5, "rev_P3"));
  matches.push_back(linked(42, "EDITPEEK", 30.5F, "rev_P4"));
  matches.back().accessions.emplace_back("P5");  // also in a target: no decoy
  const auto accepted = acceptForeign({resultOf(matches)}, {{"P3", "ALB", "Albumin", "AAA"}}, {});
  const Identifications& ids = accepted.identifications;
  REQUIRE(ids.psms.size() == 42);
  CHECK(ids.psms[0].qValue == Approx(1.0 / 41));
  CHECK(ids.psms[40].decoy);
  CHECK_FALSE(ids.psms[41].decoy);
  REQUIRE(ids.proteins.front().accession == "DECOY_P3");
  CHECK(ids.psms[40].proteins == std::vector<std::uint32_t>{0});
  const auto albumin =
      std::find_if(ids.proteins.begin(), ids.proteins.end(), [](const Protein& p) { return p.accession == "P3"; });
  CHECK(albumin->gene == "ALB");
  CHECK(albumin->sequence.empty());
  CHECK(ids.groups.size() == 20);
  CHECK(accepted.warnings.empty());
  CHECK(accepted.sentences[0] == "decoys: prefix \"rev_\", 1 of 42 matches");
}

TEST_CASE("q-values of the file stay, and without decoys a warning says what is missing", "[foreign]") {
  std::vector<ForeignMatch> matches{linked(1, "PEPTIDEK", 3, "P1"), linked(2, "PEPTIDEK", 2, "P1"),
                                    linked(3, "EDITPEPK", 1, "P2")};
  matches[0].psm.qValue = 0.001F;
  matches[1].psm.qValue = 0.005F;
  matches[2].psm.qValue = 0.5F;
  const auto accepted = acceptForeign({resultOf(matches)}, {}, {});
  const Identifications& ids = accepted.identifications;
  CHECK(ids.psms[1].qValue == 0.005F);
  CHECK(ids.psms[1].peptideQValue == 0.001F);
  REQUIRE(ids.groups.size() == 2);
  CHECK(ids.groups[0].qValue == 0.001F);
  CHECK(ids.groups[1].qValue == 0.5F);
  REQUIRE(accepted.warnings.size() == 1);
  CHECK(accepted.warnings[0].starts_with("the results hold no decoys"));
}

TEST_CASE("of two charges of a spectrum the better match stays; twice the same is refused", "[foreign]") {
  std::vector<ForeignMatch> matches{linked(1, "PEPTIDEK", 3, "P1"), linked(1, "EDITPEPK", 9, "P2"),
                                    linked(2, "EDITPEPR", 1, "rev_P2")};
  matches[1].psm.charge = 3;
  const auto accepted = acceptForeign({resultOf(matches)}, {}, {});
  REQUIRE(accepted.identifications.psms.size() == 2);
  CHECK(accepted.identifications.psms[0].sequence == "EDITPEPK");
  CHECK(accepted.sentences[0].starts_with("1 matches left out"));
  matches[1].psm.charge = 2;
  CHECK(
      errorOf([&] { acceptForeign({resultOf(matches)}, {}, {}); }) ==
      "11|file:1: spectrum \"scan=1\" has a match already, at file:1; give each run once, with one best match of each "
      "spectrum");
}

TEST_CASE("matches that cannot be trusted are refused", "[foreign]") {
  std::vector<ForeignMatch> matches{linked(1, "PEPTIDEK", 3, "P1"), linked(2, "EDITPEPK", 9, "P2"),
                                    linked(3, "EDITPEPR", 1, "rev_P2")};
  CHECK(errorOf([] { acceptForeign({resultOf({})}, {}, {}); }).starts_with("4|file: holds no match"));
  const ForeignResult other{"b", "Sage", "score", {linked(4, "AAAAK", 1, "P1")}, {}, false, false};
  CHECK(errorOf([&] {
          acceptForeign({resultOf(matches), other}, {}, {});
        }) == "11|b: holds score of Sage, but file expect of Comet; give the results of one engine for all runs");
  auto targets = matches;
  targets.pop_back();
  CHECK(errorOf([&] {
          acceptForeign({resultOf(targets)}, {}, {});
        }).starts_with("3|file: has neither q-values nor decoys"));
  auto heavy = matches;
  heavy[0].psm.calculatedMz = 520;
  const auto accepted = acceptForeign({resultOf(heavy)}, {}, {});
  CHECK(accepted.identifications.psms.size() == 2);
  CHECK(accepted.warnings[0].starts_with("1 of 3 matches are left out"));
  heavy[1].psm.calculatedMz = 520;
  CHECK(errorOf([&] { acceptForeign({resultOf(heavy)}, {}, {}); }).find("2 of 3 matches do not have the mass") !=
        std::string::npos);
}
