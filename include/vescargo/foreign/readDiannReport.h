#pragma once

#include "vescargo/base/Tsv.h"
#include "vescargo/table/CargoTable.h"
#include "vescargo/table/tableScale.h"

namespace vescargo {

/// Highest q-value of what counts in a table of another program that has everything in it.
inline constexpr double highestForeignQValue = 0.01;

/// DIA-NN's report.tsv, a row a precursor and run: `Run`, `Protein.Group`, `Genes`, `PG.MaxLFQ` (linear unless `scale`
/// says otherwise, 0 is not measured), `Q.Value`, `PG.Q.Value`, `Precursor.Id`; `Stripped.Sequence` for the number of
/// peptides where there. A row counts when its `Q.Value` and `PG.Q.Value`, and `Global.PG.Q.Value` and `Lib.PG.Q.Value`
/// where there, are at most highestForeignQValue, and `Decoy` is not 1. Throws as readIntensities does (cargoCells.h),
/// and CorruptContent for a missing column, a q-value outside 0 to 1, a row without run or protein, a precursor that
/// stands twice in a run, and a group with several intensities in one run; Empty where no row counts.
CargoTable readDiannReport(const TsvFile& file, TableScale scale = TableScale::Auto);

}  // namespace vescargo
