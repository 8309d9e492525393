#pragma once

#include <vector>

#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/tableFormats.h"
#include "vescargo/table/CargoTable.h"
#include "vescargo/table/tableScale.h"

namespace vescargo {

/// Highest q-value of what counts in a table of another program that has everything in it.
inline constexpr double highestForeignQValue = 0.01;

/// Columns of `head`, a table without rows, that readLongTable reads; none where it has no such format, or lacks some.
std::vector<std::size_t> longColumns(const TsvFile& head);

/// A table with a row a precursor, peptide or protein in a run, which has `format`: each protein's intensity in a run
/// stands in all its rows there. A row counts when its q-values, those that the format needs and others where there,
/// are at most highestForeignQValue, and it is no decoy. Values are as the format has them unless `scale` says
/// otherwise. Throws as readIntensities does (cargoCells.h), and CorruptContent for a missing column, a needed q-value
/// outside 0 to 1, a row without run or protein, a precursor that stands twice in a run, and a group with several
/// intensities in one run; Empty where no row counts.
CargoTable readLongTable(TsvFile file, const LongFormat& format, TableScale scale = TableScale::Auto);

}  // namespace vescargo
