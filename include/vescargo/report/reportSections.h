#pragma once

#include <string>

#include "vescargo/report/Report.h"

namespace vescargo {

/// What was found and what limits it, in words.
std::string answerSection(const ReportInput& input);
/// How it was done, with what, from what.
std::string methodsSection(const RunRecord& record);

}  // namespace vescargo
