#pragma once

#include <string>
#include <vector>

#include "vescargo/quant/runsTable.h"
#include "vescargo/report/RunRecord.h"

namespace vescargo {

/// The runs' quality as mzQC 1.0.0 (Bielow et al. 2024), indented by two blanks, with a line end. A run has those of
/// its numbers that the PSI-MS vocabulary has a term for and that are known; the rest is in runs.tsv. Its file is the
/// one of the record's inputs that is called so, with its SHA-256 and the kinds of spectra that it has. The creation
/// date that the format wants is fixed (1970-01-01), as no result holds the time of day. docs/formats.md.
std::string mzQcJson(const std::vector<RunRow>& rows, const RunRecord& record);

}  // namespace vescargo
