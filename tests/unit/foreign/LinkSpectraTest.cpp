#include <catch2/catch.hpp>
#include <cmath>

#include "Made.h"
#include "base/Scratch.h"
#include "vescargo/foreign/linkSpectra.h"

using namespace vescargo;
using namespace vescargo::test;

TEST_CASE("matches find their spectra by native id or scan number", "[foreign]") {
  const std::vector<RunSpectra> runs{
      {"a", {header("controllerType=0 controllerNumber=1 scan=5", 10, 400), header("scan=7", 20, 410, 3)}},
      {"b", {header("index=3", 30, 420, 0)}}};
  const auto link = [&](Made last) {
    std::vector<ForeignResult> results{
        resultOf({named("/x/a.raw", "", 5), named("file:///C:/my%20data/a.RAW", "scan=7"), std::move(last)})};
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

TEST_CASE("a charge that no file names is told by the precursor's mass", "[foreign]") {
  const std::vector<RunSpectra> runs{{"a", {header("scan=5", 10, 400, 2), header("scan=6", 10, 400, 0)}}};
  const auto chargeOf = [&](std::int64_t scan, double mass) {
    Made made = named("a", "", scan);
    made.match.precursorMass = mass;
    std::vector<ForeignResult> results{resultOf({made})};
    linkSpectra(results, runs);
    CHECK(results[0].matches[0].mzOfRun);
    return results[0].matches[0].charge;
  };
  CHECK(chargeOf(5, 0) == 2);
  CHECK(chargeOf(5, neutralMass(400.5, 3)) == 3);
  CHECK(chargeOf(6, neutralMass(401.5, 4) + protonMass) == 4);
  // Some call the m/z so.
  CHECK(chargeOf(5, 400) == 2);
  CHECK(errorOf([&] { chargeOf(6, 400); }).find("neither the file nor the run tells the charge") != std::string::npos);
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

TEST_CASE("a run that a match names goes before the name of its file", "[foreign]") {
  const std::vector<RunSpectra> runs{{"S1", {header("scan=5", 10, 400)}}};
  const auto link = [&](const std::string& path, const std::vector<Made>& matches) {
    ForeignResult result = resultOf(matches);
    result.path = path;
    std::vector<ForeignResult> results{result};
    return linkSpectra(results, runs).warnings;
  };
  for (const char* path : {"S1.all.tsv", "S1.tsv", "interact-S1.pep.xml"})
    CHECK(errorOf([&] {
            link(path, {named("S1", "", 5), named("S2", "", 5)});
          })
              .find("is of run \"S2\", which is not among those of -in; give that run, or leave its matches out; "
                    "nearest: \"S1\"") != std::string::npos);
  CHECK(errorOf([&] {
          link("S1.tsv", {named("S2", "", 5), named("S3", "", 5)});
        }).find("is of run \"S2\"") != std::string::npos);
  // One that was called otherwise when it was searched.
  const auto told = link("S1.tsv", {named("/x/old.raw", "", 5), named("old", "", 5), named("", "", 5)});
  REQUIRE(told.size() == 1);
  CHECK(told[0] ==
        "S1.tsv: its matches name run \"old\", which is not among those of -in; they are taken for those of \"S1\", as "
        "the file is called");
}

TEST_CASE("runs are known in other capitals where only one is called so, and by names with blanks and commas",
          "[foreign]") {
  const std::vector<RunSpectra> runs{{"My Run, 1", {header("scan=5", 10, 400)}},
                                     {"S1", {header("scan=5", 20, 400)}},
                                     {"s1", {header("scan=5", 30, 400)}}};
  const auto link = [&](const std::string& path, const std::string& run) {
    ForeignResult result = resultOf({named(run, "", 5), named(run, "", 5)});
    result.path = path;
    std::vector<ForeignResult> results{result,
                                       resultOf({named("S1", "", 5), named("s1", "", 5), named("My Run, 1", "", 5)})};
    const LinkNotes notes = linkSpectra(results, runs);
    return std::pair(results[0].matches[0].rtSeconds, notes.sentences);
  };
  const std::vector<std::string> nothing;
  CHECK(link("x", "C:\\data\\My Run, 1.raw") == std::pair(10.0F, nothing));
  CHECK(link("x", "S1.mzML") == std::pair(20.0F, nothing));
  CHECK(link("x", "s1.RAW") == std::pair(30.0F, nothing));
  CHECK(link("x", "file:///my%20RUN%2C%201.raw") ==
        std::pair(10.0F, std::vector<std::string>{"x: run \"file:///my%20RUN%2C%201.raw\" is taken for \"My Run, 1\", "
                                                  "which is written in other capitals"}));
  // What the match says goes before what its file is called.
  CHECK(link("S1.pep.xml", "MY RUN, 1.raw").first == 10);
  CHECK(link("interact-MY RUN, 1.pep.xml", "") ==
        std::pair(10.0F, std::vector<std::string>{"interact-MY RUN, 1.pep.xml: run \"interact-MY RUN, 1.pep.xml\" is "
                                                  "taken for \"My Run, 1\", which is written in other capitals"}));
  const std::vector<RunSpectra> two{{"ab", {header("scan=5", 20, 400)}}, {"AB", {header("scan=5", 30, 400)}}};
  std::vector<ForeignResult> either{resultOf({named("Ab.raw", "", 5)})};
  CHECK(errorOf([&] { linkSpectra(either, two); }).find("is of run \"Ab\", which is not among those of -in") !=
        std::string::npos);
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

TEST_CASE("runs are known by what their files are called and were made from, where no other is, and it is told",
          "[foreign]") {
  const std::vector<RunSpectra> runs{{"S1", {header("scan=5", 10, 400)}, {"input0", "QE_1", "both"}},
                                     {"S2", {header("scan=5", 20, 400)}, {"input1", "S1", "both"}}};
  const auto link = [&](const std::string& run) {
    std::vector<ForeignResult> results{resultOf({named(run, "", 5)}),
                                       resultOf({named("S1", "", 5), named("S2", "", 5)})};
    const LinkNotes notes = linkSpectra(results, runs);
    return std::pair(results[0].matches[0].rtSeconds, notes.sentences);
  };
  const auto told = link("/data/QE_1.raw");
  CHECK(told.first == 10);
  REQUIRE(told.second.size() == 1);
  CHECK(told.second[0].find(": run \"QE_1\" is taken for \"S1\", as its file tells") != std::string::npos);
  CHECK(link("input1.mzML").first == 20);
  // Its own name goes before what another's file tells.
  CHECK(link("S1.raw") == std::pair(10.0F, std::vector<std::string>{}));
  CHECK(errorOf([&] { link("both.raw"); }).find("is of run \"both\", which is not among those of -in") !=
        std::string::npos);
}
