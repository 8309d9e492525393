#pragma once

#include <string>

#include "vescargo/report/RunRecord.h"

namespace vescargo {

/// How it was done, with what, from what: in prose by the options that were used, then the run record.
std::string methodsSection(const RunRecord& record);

}  // namespace vescargo
