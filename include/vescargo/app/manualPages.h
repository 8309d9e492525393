#pragma once

#include <string>

#include "vescargo/app/OptionFacts.h"

namespace vescargo {

/// docs/tools/NAME.md: every option in tables.
std::string markdownPage(const ProgramFacts& program);

/// A page of section 1 in the macros of man(7).
std::string manPage(const ProgramFacts& program, const std::string& version);

/// What bash completes: options, choices, and files behind all else.
std::string bashCompletion(const ProgramFacts& program);

}  // namespace vescargo
