#pragma once

#include "vescargo/base/Tsv.h"
#include "vescargo/table/CargoTable.h"
#include "vescargo/table/tableScale.h"

namespace vescargo {

/// cargo.tsv (every column other than `protein`, `gene` and `peptides` is a sample, log2), or a table of proteins of
/// MaxQuant, FragPipe or DIA-NN (proteinTables.h, readDiannReport.h), told apart by their columns. Throws as those do,
/// CorruptContent for another table of these programs, which is named with what to give instead, and of cargo.tsv
/// for a missing column, a column without a name, values as readLog2Values does, a number of peptides that is none,
/// and an id that is missing or stands twice. Values are written on `scale`. Lines in which Perseus describes columns
/// (`#!{Type}`) are passed over.
CargoTable readCargo(TsvFile file, TableScale scale = TableScale::Auto);

}  // namespace vescargo
