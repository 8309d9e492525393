#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "quant/TracedStudy.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/quant/runsTable.h"

using namespace vescargo;
using test::errorOf;
using test::Scratch;

namespace {

StudyTraces gradedTraces() {
  StudyTraces traces = test::fractionedTraces();
  traces.quality.resize(4);
  traces.quality[1] = {};
  traces.quality[1].ms1Spectra = 1200;
  traces.quality[1].ms2Spectra = 8000;
  traces.quality[1].identifiedSpectra = 2000;
  traces.quality[1].identifiedIons = 1500;
  traces.quality[1].totalIonCurrent = 1234567890123.0;
  traces.quality[1].rtBeginSeconds = 0.123456789;
  traces.quality[1].rtEndSeconds = 3600;
  traces.quality[1].massErrorPpm = -1.25;
  traces.quality[1].massSpreadPpm = 2;
  traces.quality[1].peakWidthSeconds = 9.5;
  traces.quality[1].pointsPerPeak = 7;
  traces.quality[1].alignmentErrorSeconds = 4;
  traces.quality[1].transfersLookedFor = 300;
  traces.quality[1].transfersAccepted = 250;
  traces.quality[1].lanes = {{{-60, {}, 0, {}, false}, 0, 700, false}, {{-45, {}, 0, {}, false}, 700, 1200, false}};
  traces.quality[1].passedOver = {11, 12, 13, 14};
  traces.quality[1].missingSpectra = 15;
  traces.alignments = {{0, 2, 900, 0.25, 3.123456789}, {0, 3, 3, RunQuality::unknown, RunQuality::unknown}};
  return traces;
}

/// runs.tsv with one cell of the second run replaced.
std::string spoilt(const std::string& from, const std::string& to) {
  const Scratch scratch;
  writeRuns(runRows(gradedTraces(), test::fractionedStudy()), scratch.path("runs.tsv"));
  std::string text = test::contentOf(scratch.path("runs.tsv"));
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  const std::string path = scratch.file("runs.tsv", text);
  return errorOf([&] { readRuns(path); }, scratch.path(""));
}

}  // namespace

TEST_CASE("runs.tsv has a row a run, six digits, and NA for what is not known") {
  const Scratch scratch;
  writeRuns(runRows(gradedTraces(), test::fractionedStudy()), scratch.path("runs.tsv"));
  const TsvFile file = readTsv(scratch.path("runs.tsv"));
  REQUIRE(file.rows.size() == 4);
  const auto cell = [&](std::size_t row, const char* name) {
    return std::string(file.rows[row].cells[file.requiredColumn(name)]);
  };
  CHECK(cell(1, "run") == "a2");
  CHECK(cell(1, "sample") == "A,pre");
  CHECK(cell(1, "identification_rate") == "0.25");
  CHECK(cell(1, "ms1_spectra") == "1200");
  CHECK(cell(1, "ms2_spectra") == "8000");
  CHECK(cell(1, "identified_ions") == "1500");
  CHECK(cell(1, "total_ion_current") == "1.23457e+12");
  CHECK(cell(1, "rt_begin_seconds") == "0.123457");
  CHECK(cell(1, "mass_error_ppm") == "-1.25");
  CHECK(cell(1, "mass_spread_ppm") == "2");
  CHECK(cell(1, "peak_width_seconds") == "9.5");
  CHECK(cell(1, "points_per_peak") == "7");
  CHECK(cell(1, "alignment_error_seconds") == "4");
  CHECK(cell(1, "transfers_looked_for") == "300");
  CHECK(cell(1, "transfers_accepted") == "250");
  CHECK(cell(1, "lanes") == "-60 V (700); -45 V (500)");
  CHECK(cell(1, "passed_no_mass") == "11");
  CHECK(cell(1, "passed_negative") == "12");
  CHECK(cell(1, "passed_ms3") == "13");
  CHECK(cell(1, "passed_untimed") == "14");
  CHECK(cell(1, "missing_spectra") == "15");
  CHECK(cell(0, "lanes") == "none");
  CHECK(cell(0, "identification_rate") == "NA");
  CHECK(cell(0, "peak_width_seconds") == "NA");
}

TEST_CASE("runs.tsv reads back as it was in memory") {
  const Scratch scratch;
  const auto rows = runRows(gradedTraces(), test::fractionedStudy());
  writeRuns(rows, scratch.path("runs.tsv"));
  const auto read = readRuns(scratch.path("runs.tsv"));
  writeRuns(read, scratch.path("again.tsv"));
  CHECK(test::contentOf(scratch.path("again.tsv")) == test::contentOf(scratch.path("runs.tsv")));
  CHECK(read[1].quality.totalIonCurrent == rows[1].quality.totalIonCurrent);
  CHECK(read[1].quality.identifiedSpectra == 2000);
}

TEST_CASE("runs.tsv with a run twice or a cell of another kind is refused with its line") {
  CHECK(spoilt("8000", "8000.5").find("runs.tsv:3: \"8000.5\" in column \"ms2_spectra\" is no count") !=
        std::string::npos);
  CHECK(spoilt("8000", "-1").starts_with("3|"));
  CHECK(spoilt("9.5", "wide").find("runs.tsv:3: \"wide\" in column \"peak_width_seconds\" is no number") !=
        std::string::npos);
  CHECK(spoilt("\na2\t", "\na1\t").find("runs.tsv:3: run \"a1\" stands twice") != std::string::npos);
  CHECK(spoilt("points_per_peak", "points").find("points_per_peak") != std::string::npos);
}

TEST_CASE("alignments.tsv has a row a pair of runs") {
  const Scratch scratch;
  writeAlignments(gradedTraces(), scratch.path("alignments.tsv"));
  CHECK(test::contentOf(scratch.path("alignments.tsv")) ==
        "first\tsecond\tshared_ions\tmedian_seconds\tspread_seconds\n"
        "a1\tb\t900\t0.25\t3.12346\n"
        "a1\tc\t3\tNA\tNA\n");
}
