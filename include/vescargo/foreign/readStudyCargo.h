#pragma once

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

/// The one door for tables of proteins: cargo.tsv, MaxQuant, FragPipe, DIA-NN, Sage and mzTab, told apart by content
/// (readCargo.h, readMzTab.h, readSageLfq.h), made comparable column by column (normalizeTable.h), then taken together
/// by samplesOf. Throws as those do, and CorruptContent for a Parquet file.
StudyCargo readStudyCargo(const std::string& path, const Study& study, const ImportOptions& options = {});

}  // namespace vescargo
