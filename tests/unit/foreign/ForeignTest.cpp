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
              TsvRows::AtLeastOne, percolatorProteinColumns()));
}

/// A match of a test, with its texts.
struct Made {
  ForeignMatch match;
  std::string peptide, run;
  std::vector<std::string> accessions;
  double mass = 998;  // m/z 500.007 at charge 2
};

/// A match of spectrum `spectrum` of run 0, whose mass fits.
Made linked(std::uint32_t spectrum, const std::string& sequence, float score, const std::string& accession) {
  Made made;
  made.match.line = spectrum;
  made.match.ms2 = spectrum;
  made.match.spectrum = "scan=" + std::to_string(spectrum);
  made.match.charge = 2;
  made.match.precursorMz = ionMz(made.mass, 2);
  made.match.score = score;
  made.peptide = sequence;
  made.accessions = {accession};
  return made;
}

ForeignResult resultOf(const std::vector<Made>& matches, const std::string& engine = "Comet",
                       const std::string& measure = "expect") {
  ForeignResult result;
  result.path = "file";
  result.engine = engine;
  result.measure = measure;
  for (const Made& made : matches) {
    ForeignMatch match = made.match;
    match.run = addRun(result, {made.run, ""});
    match.peptide = result.peptides.add(made.peptide + "|" + std::to_string(made.mass));
    result.known.resize(result.peptides.size());
    result.known[match.peptide] = {made.peptide, made.peptide, made.mass};
    for (const std::string& accession : made.accessions) addProtein(result, match, accession);
    result.matches.push_back(match);
  }
  return result;
}

std::vector<std::string> accessionsOf(const ForeignResult& result, const ForeignMatch& match) {
  std::vector<std::string> accessions;
  for (const auto name : match.proteins) accessions.emplace_back(result.names[name]);
  return accessions;
}

/// A spectrum of a run.
Ms2Header header(const std::string& nativeId, float rtSeconds, double mz, int charge = 2, std::uint32_t position = 0) {
  Ms2Header made;
  made.nativeId = nativeId;
  made.rtSeconds = rtSeconds;
  made.precursorMz = mz;
  made.charge = charge;
  made.position = position;
  return made;
}

Made named(const std::string& run, const std::string& spectrum, std::int64_t scan = -1, double mz = 0, int charge = 0) {
  Made made;
  made.run = run;
  made.match.spectrum = spectrum;
  made.match.scan = scan;
  made.match.precursorMz = mz;
  made.match.charge = charge;
  return made;
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

TEST_CASE("matches find their spectra by native id or scan number", "[foreign]") {
  const std::vector<RunSpectra> runs{
      {"a", {header("controllerType=0 controllerNumber=1 scan=5", 10, 400), header("scan=7", 20, 410, 3)}},
      {"b", {header("index=3", 30, 420, 0)}}};
  const auto link = [&](Made last) {
    std::vector<ForeignResult> results{
        resultOf({named("/x/a.raw", "", 5), named("C:\\data\\a.RAW", "scan=7"), std::move(last)})};
    linkSpectra(results, runs);
    return results[0].matches;
  };
  const auto matches = link(named("b.mzML.gz", "index=3", -1, 0, 2));
  CHECK(matches[0].ms2 == 0);
  CHECK(matches[0].spectrum == "controllerType=0 controllerNumber=1 scan=5");
  CHECK(matches[0].rtSeconds == 10);
  CHECK(matches[1].ms2 == 1);
  CHECK(matches[1].charge == 3);
  CHECK(matches[2].studyRun == 1);
  CHECK(matches[2].precursorMz == 420);

  CHECK(errorOf([&] { link(named("b", "index=3")); }).find("neither the file nor the run tells the charge") !=
        std::string::npos);
  CHECK(errorOf([&] { link(named("b", "index=4")); }).find("has no MS2 spectrum \"index=4\"") != std::string::npos);
  CHECK(errorOf([&] { link(named("a", "scan=7")); }) ==
        "11|-ids: no match is of run \"b\"; give its results, or leave the run out");
}

TEST_CASE("a match that names no spectrum is found by time and precursor", "[foreign]") {
  const std::vector<RunSpectra> runs{{"a", {header("scan=5", 10, 400), header("scan=6", 10.01F, 450)}}};
  const auto link = [&](float seconds) {
    Made made = named("a", "", -1, 450.004);
    made.match.rtSeconds = seconds;
    std::vector<ForeignResult> results{resultOf({made})};
    linkSpectra(results, runs);
    return results[0].matches[0].spectrum;
  };
  CHECK(link(10.005F) == "scan=6");
  CHECK(errorOf([&] { link(10.1F); }).find("no MS2 spectrum of its time and precursor") != std::string::npos);
}

TEST_CASE("a file is of the run that its name has in it when it names none that is known", "[foreign]") {
  const std::vector<RunSpectra> runs{{"S1", {header("scan=5", 10, 400)}}, {"S1_post", {header("scan=5", 12, 400)}}};
  const auto [path, run, time] = GENERATE(table<std::string, std::string, float>({
      {"x/S1.pep.xml", "", 10},
      {"x/interact-S1.pep.xml", "old name", 10},
      {"interact-S1_post.pep.xml.gz", "old name", 12},
      {"S1_post_rescored.mzid", "", 12},
  }));
  CAPTURE(path);
  ForeignResult result = resultOf({named(run, "", 5)});
  result.path = path;
  // The other run has a match too, so that only the name is judged.
  ForeignResult other = resultOf({named(time == 10 ? "S1_post" : "S1", "", 5)});
  std::vector<ForeignResult> results{result, other};
  linkSpectra(results, runs);
  CHECK(results[0].matches[0].rtSeconds == time);
  results[0].path = "S11.pep.xml";
  const std::string what =
      run.empty() ? "names no run, nor does the file" : "is of run \"old name\", which is not among";
  CHECK(errorOf([&] { linkSpectra(results, runs); }).find(what) != std::string::npos);
}

TEST_CASE("a file that names no run is of the study's only one", "[foreign]") {
  const std::vector<RunSpectra> one{{"a", {header("scan=5", 10, 400)}}};
  std::vector<ForeignResult> results{resultOf({named("", "", 5)})};
  linkSpectra(results, one);
  CHECK(results[0].matches[0].rtSeconds == 10);
  const std::vector<RunSpectra> two{one[0], {"b", {}}};
  results = {resultOf({named("", "", 5)})};
  CHECK(errorOf([&] { linkSpectra(results, two); }).find("names no run, nor does the file") != std::string::npos);
}

TEST_CASE("numbers of spectra are what most precursors say that they are", "[foreign]") {
  // As SCIEX: no scan numbers, surveys between.
  const std::vector<RunSpectra> runs{
      {"a",
       {header("cycle=1 experiment=2", 1, 400, 2, 2), header("cycle=1 experiment=3", 2, 500, 2, 3),
        header("cycle=2 experiment=2", 3, 600, 2, 5)}}};
  const auto link = [&](const std::vector<Made>& made) {
    std::vector<ForeignResult> results{resultOf(made)};
    const LinkNotes notes = linkSpectra(results, runs);
    return std::pair(results[0].matches.back().precursorMz, notes);
  };
  const auto [overAll, notes] = link({named("a", "", 2, 400), named("a", "", 3, 500), named("a", "", 5, 600)});
  CHECK(overAll == 600);
  REQUIRE(notes.sentences.size() == 1);
  CHECK(notes.sentences[0] == "file: its numbers of spectra count all spectra of the run (a)");
  const auto [amongMs2, other] = link({named("a", "", 2, 500), named("a", "", 3, 600)});
  CHECK(amongMs2 == 600);
  CHECK(other.sentences[0] == "file: its numbers of spectra count MS2 spectra only (a)");
  // Nothing tells a precursor: the first under which all are there.
  CHECK(link({named("a", "", 2), named("a", "", 5)}).first == 600);
  CHECK(link({named("a", "", 1), named("a", "", 3)}).first == 600);
  // "index=" is a place, from 0.
  CHECK(link({named("a", "index=4", -1, 600)}).first == 600);
  CHECK(link({named("a", "index=2", -1, 600)}).first == 600);
}

TEST_CASE("of spectra with one id that with the precursor is meant", "[foreign]") {
  const std::vector<RunSpectra> runs{
      {"a", {header("scan=5", 1, 400), header("scan=5", 2, 500), header("scan=6", 3, 700)}}};
  std::vector<ForeignResult> results{resultOf({named("a", "scan=5", -1, 500.01), named("a", "", 5, 399.9)})};
  linkSpectra(results, runs);
  CHECK(results[0].matches[0].ms2 == 1);
  CHECK(results[0].matches[1].ms2 == 0);
}

TEST_CASE("precursors that are others tell a run that was not searched", "[foreign]") {
  const std::vector<RunSpectra> runs{
      {"a", {header("scan=5", 1, 400), header("scan=6", 2, 500), header("scan=7", 3, 600)}}};
  const auto link = [&](double second) {
    std::vector<ForeignResult> results{resultOf(
        {named("a", "scan=5", -1, 400), named("a", "scan=6", -1, second), named("a", "scan=7", -1, second + 100)})};
    return linkSpectra(results, runs);
  };
  CHECK(link(501).warnings.empty());
  CHECK(errorOf([&] { link(510); }) ==
        "11|file: spectrum \"scan=6\": spectrum \"scan=6\" has a precursor of 500 m/z in run \"a\" and of 510 in the "
        "file, as "
        "with 2 of 3 matches; give the run that was searched, not one whose spectra were numbered anew");
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
  std::vector<Made> matches;
  for (std::uint32_t i = 0; i < 40; ++i)
    matches.push_back(linked(i, "PEPT" + std::string(i % 20 + 1, 'A') + "K", 50.0F - static_cast<float>(i),
                             "P" + std::to_string(i % 20)));
  matches.push_back(linked(41, "EDITPEPK", 5, "rev_P3"));
  matches.push_back(linked(42, "EDITPEEK", 30.5F, "rev_P4"));
  matches.back().accessions.emplace_back("P5");  // also in a target: no decoy
  std::vector<Protein> known;
  for (int i = 0; i < 20; ++i) known.push_back({"P" + std::to_string(i), i == 3 ? "ALB" : "", "", "AAA"});
  const auto accepted = acceptForeign({resultOf(matches)}, known, {});
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
  std::vector<Made> matches{linked(1, "PEPTIDEK", 3, "P1"), linked(2, "PEPTIDEK", 2, "P1"),
                            linked(3, "EDITPEPK", 1, "P2")};
  matches[0].match.qValue = 0.001F;
  matches[1].match.qValue = 0.005F;
  matches[2].match.qValue = 0.5F;
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
  std::vector<Made> matches{linked(1, "PEPTIDEK", 3, "P1"), linked(1, "EDITPEPK", 9, "P2"),
                            linked(2, "EDITPEPR", 1, "rev_P2")};
  matches[1].match.charge = 3;
  matches[1].match.precursorMz = ionMz(998, 3);
  const auto accepted = acceptForeign({resultOf(matches)}, {}, {});
  REQUIRE(accepted.identifications.psms.size() == 2);
  CHECK(accepted.identifications.psms[0].sequence == "EDITPEPK");
  CHECK(accepted.sentences[0].starts_with("1 matches left out"));
  matches[1].match.charge = 2;
  CHECK(
      errorOf([&] { acceptForeign({resultOf(matches)}, {}, {}); }) ==
      "11|file:1: spectrum \"scan=1\" has a match already, at file:1; give each run once, with one best match of each "
      "spectrum");
}

TEST_CASE("matches that cannot be trusted are refused", "[foreign]") {
  std::vector<Made> matches{linked(1, "PEPTIDEK", 3, "P1"), linked(2, "EDITPEPK", 9, "P2"),
                            linked(3, "EDITPEPR", 1, "rev_P2")};
  CHECK(errorOf([] { acceptForeign({resultOf({})}, {}, {}); }).starts_with("4|file: holds no match"));
  ForeignResult other = resultOf({linked(4, "AAAAK", 1, "P1")}, "Sage", "score");
  other.path = "b";
  CHECK(errorOf([&] {
          acceptForeign({resultOf(matches), other}, {}, {});
        }) == "11|b: holds score of Sage, but file expect of Comet; give the results of one engine for all runs");
  auto targets = matches;
  targets.pop_back();
  CHECK(errorOf([&] {
          acceptForeign({resultOf(targets)}, {}, {});
        }).starts_with("3|file: has neither q-values, posterior errors nor decoys"));
  auto heavy = matches;
  heavy[0].mass = 1038;
  const auto accepted = acceptForeign({resultOf(heavy)}, {}, {});
  CHECK(accepted.identifications.psms.size() == 2);
  CHECK(accepted.warnings[0].starts_with("1 of 3 matches are left out"));
  heavy[1].mass = 1038;
  CHECK(errorOf([&] { acceptForeign({resultOf(heavy)}, {}, {}); }).find("2 of 3 matches do not have the mass") !=
        std::string::npos);
}

TEST_CASE("without decoys q-values come from posterior errors", "[foreign]") {
  std::vector<Made> matches{linked(1, "PEPTIDEK", 0.99F, "P1"), linked(2, "EDITPEPK", 0.97F, "P2"),
                            linked(3, "AAAAK", 0.4F, "P3")};
  matches[0].match.posteriorError = 0.01F;
  matches[1].match.posteriorError = 0.03F;
  matches[2].match.posteriorError = 0.6F;
  const auto accepted = acceptForeign({resultOf(matches)}, {}, {});
  const auto& psms = accepted.identifications.psms;
  CHECK(psms[0].qValue == Approx(0.01).epsilon(1e-5).margin(0));
  CHECK(psms[1].qValue == Approx(0.02).epsilon(1e-5).margin(0));
  CHECK(psms[2].qValue == Approx(0.64 / 3).epsilon(1e-5).margin(0));
  CHECK(accepted.sentences.back().starts_with("q-values of matches by the mean of their posterior errors"));
}

TEST_CASE("a FASTA file without the proteins of the matches is not the one that was searched", "[foreign]") {
  const std::vector<Made> matches{linked(1, "PEPTIDEK", 3, "P1"), linked(2, "EDITPEPK", 9, "P2"),
                                  linked(3, "EDITPEPKK", 9, "P2"), linked(4, "EDITPEPR", 1, "rev_P2")};
  CHECK(errorOf([&] {
          acceptForeign({resultOf(matches)}, {{"P9", "", "", "AAA"}}, {});
        }) == "11|-fasta: has no protein of the 3 matches of -ids, e.g. \"P1\"; give the sequences that were searched");
  const auto few = acceptForeign({resultOf(matches)}, {{"P1", "", "", "AAA"}}, {});
  REQUIRE(few.warnings.size() == 1);
  CHECK(few.warnings[0].starts_with("-fasta has the proteins of 1 of 3 matches only (it lacks e.g. \"P2\")"));
  CHECK(acceptForeign({resultOf(matches)}, {{"P2", "", "", "AAA"}}, {}).warnings.empty());
}

TEST_CASE("a peptide has the proteins of all its matches, and is a target where one is", "[foreign]") {
  std::vector<Made> matches{linked(1, "PEPTIDEK", 3, "rev_P1"), linked(2, "PEPTIDEK", 2, "P2"),
                            linked(3, "EDITPEPK", 1, "rev_P3")};
  const auto accepted = acceptForeign({resultOf(matches)}, {}, {});
  const auto& psms = accepted.identifications.psms;
  CHECK_FALSE(psms[0].decoy);
  CHECK(psms[0].proteins == psms[1].proteins);
  CHECK(psms[0].proteins.size() == 1);
  CHECK(psms[2].decoy);
}
