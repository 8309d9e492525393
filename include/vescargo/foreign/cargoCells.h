#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/base/Tsv.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/tableScale.h"

namespace vescargo {

/// Columns of intensities: where they stand, and whose they are.
using SampleColumns = std::vector<std::pair<std::size_t, std::string>>;

/// Whether a cell is one of these words, whatever the case of its letters; yes and no in the forms that programs and
/// spreadsheets of other countries write ("TRUE", "1", "WAHR") are those that are called "true" and "false".
bool isOneOf(std::string_view cell, const std::vector<std::string_view>& words);

/// A column of words: some cells are filled, and none is a number.
bool isText(const TsvFile& file, std::size_t column);

/// Fills samples and log2 of `table`, whose rows are those of `file`, with values that are log2 already, 0 too. Throws
/// CorruptContent for what is no number, for values that are not on a log2 scale, and as requireLevels does.
void readLog2Values(const TsvFile& file, const SampleColumns& columns, QuantTable& table);

/// The same from another program's intensities, written on `scale`, as log2 rounded to six decimals; 0 is not measured.
/// Throws as foreignScale does, as intensityCell says, and for logarithms as requireLevels does.
void readIntensities(const TsvFile& file, const SampleColumns& columns, TableScale scale, QuantTable& table);

/// log2, rounded to six decimals, of the intensity in a cell, which is written on `scale` (Auto = linear); NaN where it
/// is 0 or not measured. NaN and a fault for what is no number, a negative linear intensity, and a logarithm of what no
/// instrument counts.
double intensityCell(const TsvFile& file, const TsvFile::Row& row, std::size_t column, TableScale scale,
                     FaultList& faults);

/// Sets the number of peptides of every row. Throws CorruptContent for what is no whole number from 0.
void readPeptideCounts(const TsvFile& file, std::size_t column, QuantTable& table);

/// Throws CorruptContent for rows without an id, and for ids that stand twice.
void requireUniqueIds(const TsvFile& file, const QuantTable& table);

QuantTable sortedById(QuantTable table);

/// Whether every accession (joined by ';') bears the prefix of a decoy.
bool isDecoyGroup(std::string_view accessions);

}  // namespace vescargo
