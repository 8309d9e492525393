#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vescargo {

/// What the title of a spectrum in a peak list tells: `run.15.15.2 File:"run.raw", NativeID:"... scan=15"` and its
/// likes (ProteoWizard), or less.
struct SpectrumTitle {
  std::string run;       ///< empty = not told
  std::string nativeId;  ///< empty = not told
  std::int64_t scan = -1;
};

SpectrumTitle readTitle(std::string_view title);

}  // namespace vescargo
