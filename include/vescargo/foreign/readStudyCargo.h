#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "vescargo/table/ImportOptions.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// A study's proteins from a table that some program wrote.
struct StudyCargo {
  std::string program;                ///< whose format the table has
  QuantTable table;                   ///< samples of the study, in study order
  std::vector<std::string> notes;     ///< sentences: what was left out, combined or shifted
  std::vector<std::string> warnings;  ///< sentences: what cannot be compared
};

/// What a table of so many bytes costs in all, from reading to the last column, as measured (docs/performance.md):
/// the processor time is that of one thread of the machine it was measured on.
struct TableCost {
  std::size_t memoryBytes;
  double processorSeconds;
};
TableCost costOfTable(std::size_t fileBytes);

/// The one door for tables of proteins, told apart by content: cargo.tsv, mzTab (readMzTab.h), tables of peptides
/// (peptideTable.h) and the programs of tableFormats.h, as text that readText and readDelimited read, made comparable
/// column by column (normalizeTable.h), then taken together by samplesOf. Throws as those do, and refuseUnknownTable
/// for a plain matrix none of whose columns is of the study.
StudyCargo readStudyCargo(const std::string& path, const Study& study, const ImportOptions& options = {});

/// The same of a text that was read from `path`.
StudyCargo studyCargoOf(const std::string& text, const std::string& path, const Study& study,
                        const ImportOptions& options = {});

}  // namespace vescargo
