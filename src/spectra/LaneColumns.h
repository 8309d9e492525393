#pragma once

#include <vector>

#include "vescargo/base/ColumnFile.h"
#include "vescargo/spectra/Lane.h"

namespace vescargo {

/// Lanes and what was passed over, as a part of a column file.
void writeLanes(ColumnWriter& writer, const std::vector<Lane>& lanes, const PassedOverCounts& passedOver);

/// What stands in such a part of a run with so many surveys; CorruptContent where the lanes do not have each of them
/// once, in their order.
std::pair<std::vector<Lane>, PassedOverCounts> readLanes(ColumnReader& reader, std::uint64_t surveys);

}  // namespace vescargo
