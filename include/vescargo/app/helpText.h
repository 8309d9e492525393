#pragma once

#include <string>

#include "vescargo/app/OptionFacts.h"

namespace vescargo {

enum class HelpDepth { Basic, Everything };

/// What --help and --helphelp print, no line wider than `width` but for words that are.
std::string helpText(const ProgramFacts& program, HelpDepth depth, std::size_t width);

/// Columns of the terminal behind stdout, or as $COLUMNS says; 100 where neither is known, 120 at most.
std::size_t terminalWidth();

}  // namespace vescargo
