#pragma once

#include <string>

namespace vescargo {

/// What a run is called, whatever names it: the file name without folder (of any system, `file:` addresses too) and
/// without the endings that instruments, converters and search engines give, in any case and one after the other
/// (`C:\data\S01.RAW`, `S01.d/`, `S01.raw.mzML.gz`, `file:///data/S01%20pre.wiff`). A name that would be empty stays.
std::string runName(const std::string& path);

}  // namespace vescargo
