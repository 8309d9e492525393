#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/base/Tsv.h"

namespace vescargo {

/// Whether a column has a name: capitals do not matter, nor which signs stand where no letters or digits do, and how
/// many, since R writes "Gene.names" for "Gene names", "X..Peptides" for "# Peptides", and others "Gene_names".
bool sameName(std::string_view column, std::string_view name);

/// What stands in `name` between `before` and `behind`, compared as sameName does; nothing where it does not begin and
/// end so or nothing stands between.
std::optional<std::string> between(std::string_view name, std::string_view before, std::string_view behind);

/// The first column that has one of these names, in the order of the names.
std::optional<std::size_t> columnOf(const TsvFile& file, const std::vector<std::string_view>& names);

/// Whether the table has each, or any, of these columns.
bool hasAll(const TsvFile& file, const std::vector<std::string_view>& names);
bool hasAny(const TsvFile& file, const std::vector<std::string_view>& names);

}  // namespace vescargo
