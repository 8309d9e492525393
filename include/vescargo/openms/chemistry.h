#pragma once

#include <string>
#include <vector>

#include "vescargo/search/SearchOptions.h"

namespace vescargo {

/// What resolveEnzyme and resolveChemistry know, sorted.
std::vector<std::string> enzymeNames();
std::vector<std::string> modificationNames();

/// The enzyme of that name in OpenMS's ProteaseDB. Throws BadParameter with the nearest known names.
Enzyme resolveEnzyme(const std::string& name);

/// Looks up the enzyme in OpenMS's ProteaseDB and the modifications in its
/// ModificationsDB. Throws BadParameter with the nearest known names.
Chemistry resolveChemistry(const SearchOptions& options);

}  // namespace vescargo
