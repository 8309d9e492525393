#pragma once

#include "vescargo/base/Tsv.h"
#include "vescargo/table/CargoTable.h"
#include "vescargo/table/tableScale.h"

namespace vescargo {

/// Tables with a row a protein group and a column a sample or run, by other programs. Intensities are linear unless
/// `scale` says otherwise, and 0 is not measured; groups of decoys are left out, contaminants stay under their mark.
/// Each throws as readIntensities does (cargoCells.h), CorruptContent for a missing column, a table without intensity
/// columns, a number of peptides that is none, and an id that is missing or stands twice; Empty where only decoys are
/// there.

/// proteinGroups.txt: accessions from `Majority protein IDs`; samples are the columns that begin with
/// `LFQ intensity `, else `LFQ_`, else `Intensity `, named without it; `Gene names` and `Peptides` where there.
CargoTable readMaxQuant(TsvFile file, TableScale scale = TableScale::Auto);

/// combined_protein.tsv: accessions from `Protein ID` and `Indistinguishable Proteins`; samples are the columns that
/// end with ` MaxLFQ Intensity`, else ` Intensity` (not Total, Unique or Razor), named without it; `Gene` or
/// `Gene Names`, and `Combined Total Peptides` where there.
CargoTable readFragPipe(TsvFile file, TableScale scale = TableScale::Auto);

/// report.pg_matrix.tsv: accessions from `Protein.Group`, genes from `Genes`, peptides from `N.Sequences` where there;
/// every column that DIA-NN does not describe proteins with is a run.
CargoTable readDiannMatrix(TsvFile file, TableScale scale = TableScale::Auto);

}  // namespace vescargo
