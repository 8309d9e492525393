#pragma once

#include <string>
#include <vector>

#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// A study's proteins from a table that some program wrote.
struct StudyCargo {
  std::string program;             ///< whose format the table has
  QuantTable table;                ///< samples of the study, in study order
  std::vector<std::string> notes;  ///< sentences: what was left out or combined
};

/// The one door for tables of proteins: cargo.tsv, MaxQuant, FragPipe, DIA-NN, Sage and mzTab, told apart by content
/// (readCargo.h, readMzTab.h, readSageLfq.h), their columns by samplesOf. Throws as those do, and CorruptContent for
/// a Parquet file.
StudyCargo readStudyCargo(const std::string& path, const Study& study);

}  // namespace vescargo
