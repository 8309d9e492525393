#pragma once

#include <string>
#include <utility>
#include <vector>

#include "vescargo/report/Report.h"

namespace vescargo {

/// Id and title of those of the sections below that have something to tell.
std::vector<std::pair<std::string, std::string>> studyTestSections(const ReportInput& input);

/// Panels and exerkines, in words for a physiologist; empty where nothing was tested, as are the others.
std::string panelsSection(const ReportInput& input);
/// How far each subject goes along the common response, beside what its tubes brought.
std::string subjectsSection(const ReportInput& input);
/// The change that studies of other sizes would detect.
std::string powerSection(const ReportInput& input);

}  // namespace vescargo
