#pragma once

#include <string>

#include "vescargo/app/Journal.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// readStudy, with what there is to say of it: what the study has, how the sheet was understood, what the reference is.
Study loadStudy(const std::string& path, const StudyOptions& options, Journal& journal);

}  // namespace vescargo
