#pragma once

#include "vescargo/search/SearchOptions.h"

namespace vescargo {

/// Looks up the enzyme in OpenMS's ProteaseDB and the modifications in its
/// ModificationsDB. Throws BadParameter with the nearest known names.
Chemistry resolveChemistry(const SearchOptions& options);

}  // namespace vescargo
