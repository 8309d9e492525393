#pragma once

#include <string>
#include <vector>

#include "vescargo/app/Journal.h"
#include "vescargo/app/RunReader.h"
#include "vescargo/table/Study.h"
#include "vescargo/table/nameRuns.h"

namespace vescargo {

/// What the runs of these files are called, in their order: by the study sheet (nameRuns), which must have just these
/// runs, or, without one, by the files. What is not called as its file is told. Throws DoNotFit for runs that the sheet
/// has and `paths` has not, the other way round, and where two files are one run.
std::vector<std::string> nameFiles(const std::vector<std::string>& paths, const Study& study, Journal& journal);
std::vector<std::string> nameFiles(const std::vector<std::string>& paths, Journal& journal);

/// The files by name.
RunFiles byName(const std::vector<std::string>& paths, const std::vector<std::string>& names);

/// The runs of a study in the order of its sheet, with what their files are called and tell beside.
std::vector<RunAliases> aliasesOf(const Study& study, const RunFiles& pathOf);

}  // namespace vescargo
