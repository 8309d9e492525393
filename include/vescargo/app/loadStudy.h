#pragma once

#include <string>
#include <vector>

#include "vescargo/app/Journal.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// readStudy, with what there is to say of it: what the study has, how the sheet was understood, what the reference is.
Study loadStudy(const std::string& path, const StudyOptions& options, Journal& journal);

/// Writes draftStudy of what the runs of the files are called (nameFiles), and says what was guessed. Throws
/// CannotWrite, and DoNotFit for two files of one run.
void writeStudyDraft(const std::vector<std::string>& runs, const std::string& path, Journal& journal);

}  // namespace vescargo
