#pragma once

#include <functional>
#include <string>
#include <vector>

#include "vescargo/search/Psm.h"
#include "vescargo/search/SearchOptions.h"
#include "vescargo/table/nameRuns.h"

namespace vescargo {

/// Writes the matches of one run as idXML, with the proteins and protein groups
/// of the whole study. Score = PSM q-value; the rest as user parameters. Throws CannotWrite.
void writeIdXml(const Identifications& identifications, std::uint32_t run, const SearchOptions& options,
                const std::string& path);

/// Reads idXML files that were written together and gives what was written, runs by name.
/// Throws MissingFile, Unreadable, CorruptContent (no idXML, or not Vescargo's),
/// or DoNotFit when the files hold different protein groups, so come from
/// separate searches, or one run twice.
Identifications readIdXml(const std::vector<std::string>& paths);

/// The same with runs called as `naming` says, given what the files call them.
Identifications readIdXml(const std::vector<std::string>& paths,
                          const std::function<std::vector<std::string>(const std::vector<RunAliases>&)>& naming);

}  // namespace vescargo
