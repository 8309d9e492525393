#include <algorithm>
#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/table/Study.h"

using namespace vescargo;
using test::errorOf;
using test::Scratch;

namespace {

const std::string header = "run\tsample\tsubject\ttimepoint\n";

Study read(const Scratch& scratch, const std::string& content) { return readStudy(scratch.file("s.tsv", content)); }

std::string faultOf(const Scratch& scratch, const std::string& content) {
  return errorOf([&] { read(scratch, content); }, scratch.path(""));
}

}  // namespace

TEST_CASE("a study sheet is read by column name, with BOM, CRLF and covariates") {
  const Scratch scratch;
  const Study study = read(scratch,
                           "\xEF\xBB\xBFsubject\ttimepoint\tage\tsample\trun\tbatch\tgroup\r\n"
                           "S1\tpre\t30\ta\tr1.mzML\tb1\tg\r\nS1\tpost\t30\tb\tfolder/r2.mzML.gz\tb2\tg\r\n");
  REQUIRE(study.samples.size() == 2);
  CHECK(study.runs[1].run == "r2");
  CHECK(study.samples[0].covariates.at("age") == "30");
  CHECK(study.samples[0].covariates.size() == 1);
  CHECK(study.samples[1].batch == "b2");
  CHECK(study.samples[1].group == "g");
  CHECK(study.timePoints == std::vector<std::string>{"pre", "post"});
  CHECK(study.sampleNames() == std::vector<std::string>{"a", "b"});
  const auto pairs = pairSamples(study, "pre", "post");
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].after == 1);
}

TEST_CASE("blanks around the cells of a study sheet make no other sample, subject or time point") {
  const Scratch scratch;
  const Study study = read(scratch, header + "r1\ta\tS1 \tpre\nr2\tb\t S1\tpost \nr3\tb \tS1\tpost\n");
  CHECK(study.subjects == std::vector<std::string>{"S1"});
  CHECK(study.timePoints == std::vector<std::string>{"pre", "post"});
  CHECK(study.samples.size() == 2);
  CHECK(faultOf(scratch, header + "r1\ta\tS1\t \n") ==
        "3|s.tsv:2: sample \"a\" has no timepoint; fill column \"timepoint\"");
}

TEST_CASE("fractions and technical runs of a sample are runs of one sample") {
  const Scratch scratch;
  const Study study = read(scratch,
                           "run\tsample\tsubject\ttimepoint\tfraction\n"
                           "r1\ta\tS1\tpre\t1\nr2\ta\tS1\tpre\t2\nr3\tb\tS2\tpre\t1\n");
  CHECK(study.runs.size() == 3);
  CHECK(study.runs[1].fraction == "2");
  CHECK(study.sampleNames() == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a study sheet without a needed column names it") {
  const Scratch scratch;
  const std::vector<std::string> names{"run", "sample", "subject", "timepoint"};
  for (const auto& missing : names) {
    std::vector<std::string> kept = names;
    std::erase(kept, missing);
    const std::string failure =
        errorOf([&] { read(scratch, kept[0] + "\t" + kept[1] + "\t" + kept[2] + "\na\tb\tc\n"); }, scratch.path(""));
    CHECK(failure.starts_with("3|s.tsv: has no column \"" + missing + "\""));
  }
}

TEST_CASE("every fault of a study sheet is told with its line, together") {
  const Scratch scratch;
  CHECK(faultOf(scratch, header + "r1\t\tS1\tpre\nr2\tb\t\tpre\n\tc\tS3\tpre\n") ==
        "3|s.tsv:2: the row has no sample; fill column \"sample\"\n"
        "s.tsv:3: sample \"b\" has no subject; fill column \"subject\"\n"
        "s.tsv:4: sample \"c\" has no run; fill column \"run\"");
  CHECK(faultOf(scratch, header + "r1\ta\tS1\tpre\nx/r1.mzML\tb\tS2\tpre\n") ==
        "3|s.tsv:3: run \"r1\" stands twice; list every run once");
  CHECK(faultOf(scratch, header + "r1\ta\tS1\tpre\nr2\ta\tS1\tpost\n")
            .starts_with("3|s.tsv:3: sample \"a\" stands twice with different subject"));
  for (const char* taken : {"protein", "gene", "peptides", "peptide", "proteins", "genes", "transferred"}) {
    CHECK(faultOf(scratch, header + "r1\t" + taken + "\tS1\tpre\n") ==
          "3|s.tsv:2: sample \"" + std::string(taken) +
              "\" is called like a column of cargo.tsv or peptides.tsv; give it another name");
  }
}

TEST_CASE("samples of one subject at one time point are draws that were repeated") {
  const Scratch scratch;
  const Study study = read(scratch, header + "r1\ta\tS1\tpre\nr2\tb\tS1\tpre\nr3\tc\tS1\tpost\n");
  CHECK(study.sampleNames() == std::vector<std::string>{"a", "b", "c"});
  const auto subjects = samplesBySubject(study, "pre", "post");
  REQUIRE(subjects.size() == 1);
  CHECK(subjects[0].before == std::vector<std::size_t>{0, 1});
  CHECK(subjects[0].after == std::vector<std::size_t>{2});
  // A pair has one sample on each side.
  CHECK(pairSamples(study, "pre", "post").empty());
}

TEST_CASE("columns of a study sheet are known in any case, and empty ones and empty rows are left out") {
  const Scratch scratch;
  const Study study = read(scratch,
                           "Run\tSAMPLE\tSubject\tTime point\tAge\t\t\n"
                           "r1\ta\tS1\tpre\t30\t\t\nr2\tb\tS1\tpost\t31\n\t\t\t\t\t\t\n   \t\t\n");
  CHECK(study.timePoints == std::vector<std::string>{"pre", "post"});
  CHECK(study.samples.size() == 2);
  CHECK(study.samples[1].covariates == std::map<std::string, std::string>{{"Age", "31"}});
  CHECK(faultOf(scratch, "run\tsample\tsubject\ttimepoint\t\nr1\ta\tS1\tpre\tx\n") ==
        "3|s.tsv:2: column 5 has a value and no name; name the column, or empty it");
  CHECK(faultOf(scratch, "run\tsample\tsubject\ttimepoint\tTime_Point\nr1\ta\tS1\tpre\tx\n") ==
        "3|s.tsv: columns \"timepoint\" and \"Time_Point\" mean the same; remove one");
  CHECK(faultOf(scratch, header + "r1\ta\tS1\tpre\tx\n") ==
        "3|s.tsv:2: 5 cells where the header has 4; separate cells by one tab each");
}

TEST_CASE("a minus before a number is no matter of spelling") {
  for (const auto& [before, after] : {std::pair<std::string, std::string>{"-5 min", "5 min"},
                                      {"day -1", "day 1"},
                                      {"T-1", "T1"},
                                      {"-60", "60"},
                                      {"time (-5)", "time (5)"}}) {
    const Scratch scratch;
    const Study study = readStudy(
        scratch.file("s.tsv", "run\tsample\tsubject\ttimepoint\na\ta\tS1\t" + before + "\nb\tb\tS1\t" + after + "\n"));
    CHECK(study.timePoints.size() == 2);
  }
}

TEST_CASE("one subject or time point in two spellings is told with both lines") {
  const Scratch scratch;
  CHECK(
      faultOf(scratch, header + "r1\ta\tS1\tpre\nr2\tb\tS1\tpost\nr3\tc\tS2\tPre\nr4\td\tS2\tPre\n") ==
      "3|s.tsv:4: time point \"Pre\" is written \"pre\" in line 2; write it alike in all rows, or call what differs by "
      "other names");
  CHECK(faultOf(scratch, header + "r1\ta\t1\tpre\nr2\tb\t01\tpost\n")
            .starts_with("3|s.tsv:3: subject \"01\" is written \"1\" in line 2"));
  for (const auto& [one, other] : {std::pair("S A", "SA"), {"S 1", "S1"}, {"1", "1.0"}, {"pre A", "preA"}})
    CHECK(faultOf(scratch, header + "r1\ta\t" + one + "\tpre\nr2\tb\t" + other + "\tpost\n").find(" is written ") !=
          std::string::npos);
  CHECK(faultOf(scratch, header + "r1\ta\t1-1\tpre\nr2\tb\t11\tpost\n") == "no error");
  CHECK(faultOf(scratch, header + "r1\ta\tS 1\tpre\nr2\tb\ts_01\tpost\n").starts_with("3|s.tsv:3: subject \"s_01\""));
  CHECK(faultOf(scratch, "run\tsample\tsubject\ttimepoint\tgroup\nr1\ta\tS1\tpre\tX\nr2\tb\tS2\tpre\tx\n")
            .starts_with("3|s.tsv:3: group \"x\""));
  const Study apart = read(scratch, header + "r1\ta\t1\t1.05\nr2\tb\t11\t1.5\nr3\tc\t1-1\t10\nr4\td\t0\t100\n");
  CHECK(apart.subjects.size() == 4);
  CHECK(apart.timePoints.size() == 4);
}

TEST_CASE("blanks that nobody sees make no other subject or time point, and are told") {
  const Scratch scratch;
  const Study study =
      read(scratch, header + "r1\ta\tS1\tpre\nr2\tb\tS1\xC2\xA0\tpo\xE2\x80\x8Bst\nr3\tc\t\xEF\xBB\xBFS2\tpost\n");
  CHECK(study.subjects == std::vector<std::string>{"S1", "S2"});
  CHECK(study.timePoints == std::vector<std::string>{"pre", "post"});
  CHECK(study.notes.front() ==
        "3 cells of the sheet had non-breaking blanks or letters that nobody sees, which were left out (line 3 is the "
        "first)");
}

TEST_CASE("reserved words are no values") {
  const Scratch scratch;
  for (const char* word : {"not available", "Not Applicable", "anonymized", "pooled", "NA", "n/a", "unknown"}) {
    CHECK(faultOf(scratch, header + "r1\ta\t" + word + "\tpre\nr2\tb\t" + word + "\tpost\n")
              .starts_with(std::string("3|s.tsv:2: sample \"a\" has no subject but \"") + word + "\"; fill column"));
  }
}

TEST_CASE("samples without a group beside groups are told") {
  const Scratch scratch;
  const auto warningsOf = [&](const std::string& first, const std::string& second, const std::string& third) {
    return readStudy(scratch.file("study.tsv", "run\tsample\tsubject\ttimepoint\tgroup\na\ta\tS1\tpre\t" + first +
                                                   "\nb\tb\tS2\tpre\t" + second + "\nc\tc\tS3\tpre\t" + third + "\n"))
        .warnings;
  };
  const auto tells = [](const std::vector<std::string>& warnings, const std::string& text) {
    return std::any_of(warnings.begin(), warnings.end(),
                       [&](const std::string& warning) { return warning.starts_with(text); });
  };
  CHECK(tells(warningsOf("trained", "unknown", "-"),
              "2 of 3 samples have no group (b, c) and no part where groups are compared; one group alone is compared "
              "with none"));
  CHECK(tells(warningsOf("trained", "untrained", ""),
              "1 of 3 samples have no group (c) and no part where groups are compared: name"));
  CHECK_FALSE(tells(warningsOf("trained", "untrained", "trained"), "1 of 3 samples have no group"));
  CHECK_FALSE(tells(warningsOf("", "", ""), "3 of 3"));
}

TEST_CASE("the reference is the time point that is called as a baseline is, wherever it stands") {
  const Scratch scratch;
  const std::string backwards = header + "r1\ta\tS1\tpost\nr2\tb\tS1\tlate\nr3\tc\tS1\tpre\n";
  const Study study = read(scratch, backwards);
  CHECK(study.timePoints == std::vector<std::string>{"pre", "post", "late"});
  CHECK(study.sampleNames() == std::vector<std::string>{"a", "b", "c"});
  CHECK(study.notes ==
        std::vector<std::string>{"time point \"pre\" is the reference, since it is called as a baseline is"});
  CHECK(study.warnings.empty());
  const Study first = read(scratch, header + "r1\ta\tS1\tB\nr2\tb\tS1\tA\n");
  CHECK(first.timePoints == std::vector<std::string>{"B", "A"});
  REQUIRE(first.warnings.size() == 1);
  CHECK(first.warnings[0].find("\"B\", the first of the sheet, is the reference; name another by -reference") !=
        std::string::npos);
  const Study visits = read(scratch, header + "r1\ta\tS1\tV2\nr2\tb\tS1\tV10\nr3\tc\tS1\tV1\n");
  CHECK(visits.timePoints == std::vector<std::string>{"V1", "V2", "V10"});
  CHECK(visits.notes ==
        std::vector<std::string>{"time point \"V1\" is the reference, since its number is the lowest of V2, V10, V1"});
  CHECK(visits.warnings.empty());
  const Study two = read(scratch, header + "r1\ta\tS1\tT1\nr2\tb\tS1\tpre 2\nr3\tc\tS1\tpre 1\n");
  CHECK(two.timePoints.front() == "pre 2");
  CHECK(two.notes[0].find("the first that is called as a baseline is") != std::string::npos);
}

TEST_CASE("columns are known by R's names") {
  const Scratch scratch;
  CHECK(read(scratch, "Run\tSample\tSubject\tTime.point\nr1\ta\tS1\tpre\n").timePoints ==
        std::vector<std::string>{"pre"});
}

TEST_CASE("the reference is the one that was asked for") {
  const Scratch scratch;
  const std::string path = scratch.file("s.tsv", header + "r1\ta\tS1\tpre\nr2\tb\tS1\tpost\nr3\tc\tS1\tlate\n");
  StudyOptions options;
  options.reference = "late";
  const Study study = readStudy(path, options);
  CHECK(study.timePoints == std::vector<std::string>{"late", "pre", "post"});
  CHECK(study.notes == std::vector<std::string>{"time point \"late\" is the reference, as asked"});
  options.reference = "prae";
  CHECK(errorOf([&] { readStudy(path, options); }) ==
        "6|-reference: \"prae\" is no time point of the study; did you mean \"pre\", \"late\", \"post\"?");
}

TEST_CASE("in a study of one time point the reference is a group") {
  const Scratch scratch;
  const std::string path = scratch.file(
      "s.tsv",
      "run\tsample\tsubject\ttimepoint\tgroup\nr1\ta\tS1\tx\till\nr2\tb\tS2\tx\thealthy\nr3\tc\tS3\tx\tworse\n");
  CHECK(readStudy(path).groups == std::vector<std::string>{"healthy", "ill", "worse"});
  StudyOptions options;
  options.reference = "worse";
  CHECK(readStudy(path, options).groups.front() == "worse");
  options.reference = "sick";
  CHECK(errorOf([&] { readStudy(path, options); }).starts_with("6|-reference: \"sick\" is no group of the study"));
  const Study unknown = read(scratch, "run\tsample\tsubject\ttimepoint\tgroup\nr1\ta\tS1\tx\tB\nr2\tb\tS2\tx\tA\n");
  CHECK(unknown.groups.front() == "B");
  const Study numbered = read(scratch, "run\tsample\tsubject\ttimepoint\tgroup\nr1\ta\tS1\tx\tG2\nr2\tb\tS2\tx\tG1\n");
  CHECK(numbered.groups.front() == "G2");
  REQUIRE(unknown.warnings.size() == 1);
  CHECK(unknown.warnings[0].starts_with("no group is called"));
}

TEST_CASE("runs that only the study sheet or only the command line has are named, all of them") {
  Study study;
  study.runs = {{"a", "A", ""}, {"b", "B", ""}, {"c", "C", ""}};
  const auto failure = [&](const std::vector<std::string>& runs) {
    return errorOf([&] { requireSameRuns(study, runs); });
  };
  CHECK(failure({"c", "a", "b"}) == "no error");
  CHECK(failure({"a", "b", "c", "x"}) == "11|study sheet: has no row for run \"x\"; add it, or leave the run out");
  CHECK(failure({"x", "c"}) ==
        "11|study sheet: has no row for run \"x\"; add it, or leave the run out\n"
        "study sheet: names run \"a\", which was not given; give its file, or leave its row out\n"
        "study sheet: names run \"b\", which was not given; give its file, or leave its row out");
  CHECK(failure({}).starts_with("11|study sheet: names run \"a\""));
}

TEST_CASE("subjects without both time points make no pair, and pairs come in subject order") {
  const Scratch scratch;
  const Study study =
      read(scratch, header + "r1\ta\tS2\tpost\nr2\tb\tS1\tpost\nr3\tc\tS1\tpre\nr4\td\tS3\tpre\nr5\te\tS2\tpre\n");
  const auto pairs = pairSamples(study, "pre", "post");
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[0].subject == "S2");
  CHECK(pairs[0].before == 4);
  CHECK(pairs[0].after == 0);
  CHECK(pairs[1].subject == "S1");
  CHECK(pairSamples(study, "pre", "later").empty());
}

TEST_CASE("a sample that lacks a fraction of the others is named") {
  Study study;
  study.runs = {{"a1", "a", "1"}, {"a2", "a", "2"}, {"b1", "b", "1"}};
  study.samples = {{"a", "S", "pre", "", "", {}}, {"b", "S", "post", "", "", {}}};
  const auto sentences = unequalFractions(study);
  REQUIRE(sentences.size() == 1);
  CHECK(sentences[0].find("sample \"b\" has no run of fraction 2:") == 0);
  study.runs.push_back({"b2", "b", "2"});
  CHECK(unequalFractions(study).empty());
}

TEST_CASE("several samples of a subject at a time point are repeated draws, and make no pair") {
  const test::Scratch scratch;
  const Study study = readStudy(
      scratch.file("s.tsv",
                   "run\tsample\tsubject\ttimepoint\nr1\ta\tS1\tpre\nr2\tb\tS1\tpre\nr3\tc\tS1\tpost\nr4\td\tS2\tpre\n"
                   "r5\te\tS3\tpre\nr6\tf\tS3\tpost\n"));
  REQUIRE(study.samples.size() == 6);
  const auto subjects = samplesBySubject(study, "pre", "post");
  REQUIRE(subjects.size() == 3);
  CHECK(subjects[0].before == std::vector<std::size_t>{0, 1});
  CHECK(subjects[0].after == std::vector<std::size_t>{2});
  CHECK(subjects[1].after.empty());
  const auto pairs = pairSamples(study, "pre", "post");
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].subject == "S3");
}
