#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/search/SearchedRun.h"

using namespace vescargo;
using test::contentOf;
using test::errorOf;
using test::Scratch;

namespace {

Psm made(std::uint32_t spectrum, const std::string& sequence) {
  Psm psm;
  psm.spectrum = spectrum;
  psm.rank = static_cast<std::uint8_t>(1 + spectrum % 2);
  psm.record.mass = 1234567 + spectrum;
  psm.record.offset = 17 * spectrum;
  psm.record.length = static_cast<std::uint8_t>(sequence.size());
  psm.record.decoy = spectrum % 2;
  psm.record.made = spectrum % 2;
  psm.decoy = spectrum % 2 != 0;
  psm.nativeId = spectrum == 3 ? "" : "scan=" + std::to_string(spectrum);
  psm.rtSeconds = 1.5F * static_cast<float>(spectrum);
  psm.precursorMz = 400.25F;
  psm.sequence = sequence;
  psm.modifiedSequence = ".(Acetyl)" + sequence;
  psm.charge = 3;
  psm.calculatedMz = 400.125F;
  psm.hyperscore = 0.1F;
  psm.deltaScore = 0.2F;
  psm.expectScore = 0.3F;
  psm.matchedIons = 7;
  psm.longestSeries = 5;
  psm.explainedIntensity = 0.4F;
  psm.precursorErrorPpm = -0.5F;
  psm.fragmentErrorPpm = 0.6F;
  psm.ionSurprise = 0.7F;
  psm.fragmentIntensity.assign(sequence.size(), 0.25F);
  psm.massShiftDa = 15.99F;
  psm.shiftSite = 2;
  psm.isotopeError = -1;
  psm.missedCleavages = 1;
  psm.score = 0.8F;
  return psm;
}

SearchedRun madeRun() {
  SearchedRun run;
  run.name = "a";
  run.source = {"runs/a.mzML.gz", 12345, std::string(64, 'f')};
  run.madeBy = {{"version", "1"}, {"fasta", ""}};
  run.steps = {{"search", "a, 3 MS2 spectra"}};
  run.sourceNames = {"a raw", "b"};
  run.warnings = {"one", ""};
  run.ms2Spectra = 5;
  run.windows = {{7, Tolerance::Unit::Ppm}, {0.5, Tolerance::Unit::Dalton}, true, 1.25, -2.5};
  for (const auto& [spectrum, sequence] : {std::pair{1U, "PEPTIDEK"}, {3U, "LK"}, {4U, ""}})
    run.psms.push_back(made(spectrum, sequence));
  Run surveys;
  surveys.ms1.mz = {400, 500};
  surveys.ms1.intensity = {1, 2};
  surveys.ms1.endSpectrum();
  surveys.ms1RtSeconds = {3};
  surveys.lanes = {{{}, 0, 1, false}};
  run.surveys = indexSurveys(surveys);
  return run;
}

}  // namespace

TEST_CASE("what a search of a run left comes back as it was", "[searchedRun]") {
  const Scratch scratch;
  const SearchedRun run = madeRun();
  const std::string path = scratch.path("a.matches");
  writeSearchedRun(run, path);
  const SearchedRun back = readSearchedRun(path, SearchedRunPart::Matches);
  CHECK(back.name == run.name);
  CHECK(back.source.name == run.source.name);
  CHECK(back.source.bytes == run.source.bytes);
  CHECK(back.source.sha256 == run.source.sha256);
  CHECK(back.madeBy == run.madeBy);
  CHECK(back.steps == run.steps);
  CHECK(back.sourceNames == run.sourceNames);
  CHECK(back.warnings == run.warnings);
  CHECK(back.ms2Spectra == 5);
  CHECK(back.windows.precursor == run.windows.precursor);
  CHECK(back.windows.fragment == run.windows.fragment);
  CHECK(back.windows.surveyMz);
  CHECK(back.windows.precursorPpm == 1.25);
  CHECK(back.windows.fragmentPpm == -2.5);
  REQUIRE(back.psms.size() == run.psms.size());
  for (std::size_t i = 0; i < run.psms.size(); ++i) {
    CHECK(back.psms[i].decoy == run.psms[i].decoy);
    CHECK(back.psms[i].nativeId == run.psms[i].nativeId);
    CHECK(back.psms[i].modifiedSequence == run.psms[i].modifiedSequence);
    CHECK(back.psms[i].fragmentIntensity == run.psms[i].fragmentIntensity);
  }
  CHECK(back.surveys.peaks.empty());
  const SearchedRun surveys = readSearchedRun(path, SearchedRunPart::Surveys);
  CHECK(surveys.psms.empty());
  CHECK(surveys.surveys.peaks.size() == 2);
  CHECK(surveys.surveys.rtSeconds == run.surveys.rtSeconds);
  // Every member of a match is in the file: what is read is written again to the same bytes.
  SearchedRun again = back;
  again.surveys = surveys.surveys;
  writeSearchedRun(again, scratch.path("b.matches"));
  CHECK(contentOf(path) == contentOf(scratch.path("b.matches")));
}

TEST_CASE("a file of matches that is cut off or changed anywhere is refused", "[searchedRun]") {
  const Scratch scratch;
  const std::string path = scratch.path("a.matches");
  writeSearchedRun(madeRun(), path);
  const std::string whole = contentOf(path);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    CAPTURE(at);
    const std::string cut = scratch.file("cut.matches", whole.substr(0, at));
    CHECK(errorOf([&] { readSearchedRun(cut, SearchedRunPart::Surveys); }, scratch.path(""))
              .starts_with("3|cut.matches:"));
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x40);
    const std::string other = scratch.file("changed.matches", changed);
    CHECK(errorOf([&] { readSearchedRun(other, SearchedRunPart::Surveys); }, scratch.path(""))
              .starts_with("3|changed.matches:"));
  }
  CHECK(errorOf([&] { readSearchedRun(scratch.path("none.matches"), SearchedRunPart::Matches); }, scratch.path(""))
            .starts_with("1|none.matches:"));
}
