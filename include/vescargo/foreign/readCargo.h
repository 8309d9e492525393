#pragma once

#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/readMatrix.h"
#include "vescargo/table/CargoTable.h"
#include "vescargo/table/tableScale.h"

namespace vescargo {

/// Whether a table is told by a column of accessions or genes alone, so that it may be something else. Throws as
/// refuseOtherTables does.
bool isPlainMatrix(const TsvFile& file);

/// cargo.tsv, told by its columns `protein`, `gene` and `peptides`; every other is a sample, log2 unless `scale` says
/// otherwise. Or a table of proteins of another program (tableFormats.h), told by its columns. Throws as readMatrix and
/// readLongTable do, refuseOtherTables and refuseUnknownTable; and of cargo.tsv CorruptContent for a column without a
/// name, no sample, values as readLog2Values does, a number of peptides that is none, and an id that is missing or
/// stands twice.
CargoTable readCargo(TsvFile file, TableScale scale = TableScale::Auto, const ColumnTest& isOfStudy = {});

}  // namespace vescargo
