#pragma once

#include "vescargo/base/Tsv.h"
#include "vescargo/table/CargoTable.h"

namespace vescargo {

/// Tables with a row a protein group and a column a sample or run, by other programs. Intensities are linear and 0 is
/// not measured; groups of decoys are left out, contaminants stay under their mark. Each throws CorruptContent for a
/// missing column, a table without intensity columns, a value that is no number, a negative intensity, a number of
/// peptides that is none, and an id that is missing or stands twice; Empty where only decoys are there.

/// proteinGroups.txt: accessions from `Majority protein IDs`; samples are the columns that begin with
/// `LFQ intensity `, else `LFQ_`, else `Intensity `, named without it; `Gene names` and `Peptides` where there.
CargoTable readMaxQuant(TsvFile file);

/// combined_protein.tsv: accessions from `Protein ID` and `Indistinguishable Proteins`; samples are the columns that
/// end with ` MaxLFQ Intensity`, else ` Intensity` (not Total, Unique or Razor), named without it; `Gene` or
/// `Gene Names`, and `Combined Total Peptides` where there.
CargoTable readFragPipe(TsvFile file);

/// report.pg_matrix.tsv: accessions from `Protein.Group`, genes from `Genes`, peptides from `N.Sequences` where there;
/// every column that DIA-NN does not describe proteins with is a run.
CargoTable readDiannMatrix(TsvFile file);

}  // namespace vescargo
