#pragma once

#include <cstdint>
#include <string>

namespace vescargo {

/// The scan number in a native id ("controllerType=0 controllerNumber=1 scan=42"), or the id itself where it is a
/// number; -1 where there is none.
long scanNumber(const std::string& nativeId);

/// The scan number in the native id of MS2 spectrum `index` of its run, or index + 1 where there is none.
long spectrumNumber(const std::string& nativeId, std::uint32_t index);

}  // namespace vescargo
