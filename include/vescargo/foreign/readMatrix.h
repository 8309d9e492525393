#pragma once

#include <functional>

#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/tableFormats.h"
#include "vescargo/table/CargoTable.h"
#include "vescargo/table/tableScale.h"

namespace vescargo {

/// Whether a column is of the study.
using ColumnTest = std::function<bool(const CargoColumn&)>;

/// A table of `format`, which has it. Intensities are as the format has them unless `scale` says otherwise, and 0 is
/// not measured. Left out and counted in the notes are decoys (by id or the format's rules), rows above a q-value of
/// highestForeignQValue, columns of text and, where some are of the study, those that are not, where all others are
/// samples, and in tables of genes rows without one. Contaminants stay under their marks and are counted. Samples are
/// the columns of the first kind of names that holds a value. Rows of one gene are summed. Throws as readIntensities
/// and cleanNumbers do, CorruptContent for a table without intensity columns, a column of a sample without a name, a
/// q-value that is none, a number of peptides that is none, and an id that is missing or stands twice; Empty where
/// nothing is left, or no column holds a value.
CargoTable readMatrix(TsvFile file, const MatrixFormat& format, TableScale scale = TableScale::Auto,
                      const ColumnTest& isOfStudy = {});

}  // namespace vescargo
