#pragma once

#include <map>
#include <string>
#include <vector>

namespace vescargo {

/// What a row of a study sheet says of a run, whichever way the sheet says it.
struct SheetRow {
  std::size_t line = 0;  ///< in the file
  std::string run;       ///< runName
  std::string sample;
  std::string subject;
  std::string timePoint;
  std::string fraction;
  std::string batch;
  std::string group;
  std::map<std::string, std::string> covariates;
};

struct SheetRows {
  std::vector<SheetRow> rows;
  std::vector<std::string> notes;     ///< how the sheet was understood, sentences
  std::vector<std::string> warnings;  ///< what of it is doubtful, sentences
};

/// Whether a cell holds no value: empty, NA, or a reserved word of SDRF-Proteomics (not available, not applicable,
/// anonymized, pooled).
bool isNoValue(const std::string& cell);

}  // namespace vescargo
