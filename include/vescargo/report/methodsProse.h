#pragma once

#include <string>

#include "vescargo/report/RunRecord.h"

namespace vescargo {

/// Search, quantification, purity and statistics in sentences for a paper, by the options that the record says were
/// used, with the references that these ask for and no other, as HTML. Steps that the record does not tell of are left
/// out; nothing where it tells of none.
std::string methodsProse(const RunRecord& record);

}  // namespace vescargo
