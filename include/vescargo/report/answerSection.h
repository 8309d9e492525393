#pragma once

#include <string>

#include "vescargo/report/Report.h"

namespace vescargo {

/// The answer in one screen: which tubes are contaminated, which proteins changed, by name, each linked to its row of
/// the contrast's table, what hangs on one subject, and what the study cannot say.
std::string answerSection(const ReportInput& input);

}  // namespace vescargo
