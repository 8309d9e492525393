#pragma once

#include <string>

namespace vescargo {

/// What a file holds, as UTF-8: plain or gzipped, UTF-8 with or without a byte-order mark, or UTF-16 with one. Throws
/// MissingFile, Unreadable; CorruptContent for a gzip file that is not whole, for UTF-16 without a byte-order mark or
/// that is none, and for Parquet, Excel and other files that are no text, with what to give instead.
std::string readText(const std::string& path);

/// The same of bytes that were read from `path` (for messages) and are not gzipped.
std::string textOf(std::string bytes, const std::string& path);

}  // namespace vescargo
