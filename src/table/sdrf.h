#pragma once

#include "SheetRow.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/table/StudyOptions.h"

namespace vescargo {

/// Whether a sheet is an SDRF, which begins with `source name`.
bool isSdrf(const TsvFile& table);

/// The rows of an SDRF (readStudy); those without individual or time point are left out, and told. Throws
/// CorruptContent with one sentence that says what to add, and BadParameter for factors that are not there.
SheetRows sdrfRows(TsvFile table, const StudyOptions& options);

}  // namespace vescargo
