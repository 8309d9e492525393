#pragma once

#include <string>
#include <vector>

namespace vescargo {

/// Packs files of `folder` (`names` within it, as "truth/runs.tsv") into a zip file, which is then as writeFileThrough
/// writes. It holds no times, so that the same files give the same bytes. Throws CannotWrite, and Unreadable.
void writeZip(const std::string& path, const std::string& folder, const std::vector<std::string>& names);

}  // namespace vescargo
