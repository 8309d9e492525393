#pragma once

#include <vector>

#include "vescargo/report/RunRecord.h"

namespace vescargo {

/// One record of the programs that made a study's tables one after the other, as EVPipeline would have told it: in the
/// order of the work, whatever that of `records`; what several tell, once; what is said of the study sheet first. Left
/// out are inputs that one of the programs wrote (by SHA-256, whatever a host called them) and steps that say no more
/// than that those were read. Programs and command lines are joined by line feeds; a parameter to which the programs
/// gave several values stands once a value, with the program's name behind it.
RunRecord joinRecords(std::vector<RunRecord> records);

}  // namespace vescargo
