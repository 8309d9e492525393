#pragma once

#include <string>

#include "vescargo/report/Report.h"

namespace vescargo {

/// The changes of one contrast with both answers side by side: the strongest, and those that the answer names.
std::string contrastSection(const ReportInput& input, const Comparison& comparison, std::size_t number);

}  // namespace vescargo
