#pragma once

#include "vescargo/base/Tsv.h"
#include "vescargo/table/CargoTable.h"

namespace vescargo {

/// cargo.tsv (every column other than `protein`, `gene` and `peptides` is a sample, log2), or a table of proteins of
/// MaxQuant, FragPipe or DIA-NN (proteinTables.h, readDiannReport.h), told apart by their columns. Throws as those do,
/// CorruptContent for another table of these programs, which is named with what to give instead, and of cargo.tsv
/// for a missing column, a column without a name, a value that is no number or above 60, a number of peptides that
/// is none, and an id that is missing or stands twice.
CargoTable readCargo(TsvFile file);

}  // namespace vescargo
