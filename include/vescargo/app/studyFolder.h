#pragma once

#include <string>
#include <vector>

#include "vescargo/report/RunRecord.h"

namespace vescargo {

/// Throws BadParameter where a folder for results has those of another study, or of another program: where its run.json
/// and its idXML files know none of these runs by name, or where run.json knows neither a run nor the sheet by its
/// bytes. The same study with more or fewer runs, other files of some of them or another sheet may go on there.
void requireSameStudy(const std::string& folder, const std::vector<InputFile>& runs, const InputFile& sheet);

/// Files of an earlier call in the folder that this one does not write anew (`results`) and does not read: idXML and
/// entrapment tables. Names without the folder, sorted.
std::vector<std::string> leftOver(const std::string& folder, const std::vector<std::string>& results,
                                  const std::vector<std::string>& inputs);

}  // namespace vescargo
