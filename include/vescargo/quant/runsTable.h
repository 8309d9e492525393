#pragma once

#include <string>
#include <vector>

#include "vescargo/quant/rollUp.h"

namespace vescargo {

/// How good one run is, by name.
struct RunRow {
  std::string run;
  std::string sample;
  RunQuality quality;   ///< read from a table, without its lanes
  std::string lanes{};  ///< lanesText
};

/// Identified MS2 spectra as a share of all, 0-1; NaN where the run has none.
double identificationRate(const RunQuality& quality);

/// The runs of a study in their order. Numbers are rounded to six digits, so that files and memory agree.
std::vector<RunRow> runRows(const StudyTraces& traces, const Study& study);

/// runs.tsv, one row a run; "NA" = not known. docs/formats.md. Throws CannotWrite.
void writeRuns(const std::vector<RunRow>& rows, const std::string& path);

/// Throws as readTsv does, and CorruptContent for a missing column, a cell that is no number, a count that is no whole
/// number, and a run that stands twice.
std::vector<RunRow> readRuns(const std::string& path);

/// alignments.tsv, one row a pair of runs of one fraction. docs/formats.md. Throws CannotWrite.
void writeAlignments(const StudyTraces& traces, const std::string& path);

}  // namespace vescargo
