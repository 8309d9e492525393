#pragma once

#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/ForeignResult.h"

namespace vescargo {

/// Whether the column is one that only Sage's results.sage.tsv has.
bool isSageColumn(std::string_view name);

/// Matches of Sage's results.sage.tsv (Lazear 2023), rank 1 only: `peptide`, `proteins`, `filename`, `scannr`, `label`
/// (-1 = decoy), `charge`, `spectrum_q`, `sage_discriminant_score`; `rank`, `peptide_q` and `posterior_error` (log10;
/// none where Sage writes 1, which says that its model could not be fitted) where there. Throws CorruptContent for a
/// missing column or cells that are no numbers (up to 20 faults).
ForeignResult readSage(const TsvFile& table);

}  // namespace vescargo
