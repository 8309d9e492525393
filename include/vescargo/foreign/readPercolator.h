#pragma once

#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/ForeignResult.h"

namespace vescargo {

/// Whether the column is one that only PSM tables of Percolator and mokapot have.
bool isPercolatorColumn(std::string_view name);

/// Matches of a PSM table of Percolator (`PSMId`, `score`, `q-value`, `posterior_error_prob`, `peptide`, `proteinIds`,
/// more proteins in more cells) or mokapot (`SpecId`, `mokapot score`, `mokapot q-value`, `mokapot PEP`, `Peptide`,
/// `Proteins`). Such a table names neither run nor spectrum: both and the charge are taken from the id
/// (readMatchId). Throws CorruptContent for a missing column, an id of another form or cells that are no numbers
/// (up to 20 faults).
ForeignResult readPercolator(const TsvFile& table);

}  // namespace vescargo
