#pragma once

#include <string>
#include <vector>

#include "vescargo/app/OptionFacts.h"
#include "vescargo/app/parseArguments.h"

namespace vescargo {

/// What a file of parameters (TOPP's INI) gives a program in the section `instance`, and behind that in those common to
/// programs. Throws what requireParameters does; BadParameter for an option that is not there or a value that it cannot
/// have.
std::vector<GivenOption> readIni(const ProgramFacts& program, const std::string& path, const std::string& instance);

/// TOPPBase's file of parameters with -threads as commonOptions tells it; where `all`, 0 in place of TOPPBase's 1.
std::string withOurThreads(std::string parameters, bool all);

/// The description for KNIME and Galaxy (CTD) of a program whose file of parameters this is.
std::string ctdText(const ProgramFacts& program, std::string parameters);

}  // namespace vescargo
