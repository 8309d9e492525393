#pragma once

#include <string>

namespace vescargo {

/// The folder of the marker panels: `given`, else `panels` in $VESCARGO_PARAMS, else
/// what was installed beside the program, else that of the source it was built
/// from. Throws MissingFile when none is there.
std::string panelsFolder(const std::string& given);

/// The file of the purity rules, `purity/rules.tsv`, found in the same way.
std::string purityRulesFile(const std::string& given);

/// The rules of the verdicts: `verdicts.tsv` of the folder that panelsFolder looks for. Throws MissingFile.
std::string verdictsFile();

/// The folder of the presets, `presets`, found in the same way; empty when none is there.
std::string presetsFolder();

}  // namespace vescargo
