#pragma once

#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/ForeignResult.h"

namespace vescargo {

/// Whether the column is one that only PSM tables of Percolator and mokapot have.
bool isPercolatorColumn(std::string_view name);

/// Columns that may have several cells in a row (readTsv).
std::vector<std::string> percolatorProteinColumns();

/// Matches of a PSM table of Percolator (`PSMId`, `score`, `q-value`, `posterior_error_prob`, `peptide`, `proteinIds`,
/// more proteins in more cells; behind them `rt`; `filename`) or mokapot (`SpecId`, `mokapot score`,
/// `mokapot q-value`, `mokapot PEP`, `Peptide`, `Proteins`; from 0.11 on `mokapot_score`, `mokapot_qvalue`,
/// `mokapot_posterior_error_prob` and proteins joined by `:`).
///
/// Run, scan and charge are those of the id (readMatchId). The run is that of `filename` where there is one; where the
/// id has another form, `ScanNr` and maybe `charge` tell the rest, or `ExpMass` in place of `charge`. What that is
/// differs: of MH+ (Comet, Vescargo), neutral (Sage, crux), the peptide's (MSFragger), an m/z (msgf2pin); so it is not
/// read where the charge is known. Throws CorruptContent for a missing column, an id of
/// another form, a row without a protein or cells that are no numbers (up to 20 faults).
ForeignResult readPercolator(const TsvFile& table);

}  // namespace vescargo
