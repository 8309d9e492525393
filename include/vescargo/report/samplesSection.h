#pragma once

#include <string>

#include "vescargo/report/Report.h"

namespace vescargo {

/// Every sample with its platelet score and verdict, the pairs and what samples are made of.
std::string samplesSection(const ReportInput& input);

}  // namespace vescargo
