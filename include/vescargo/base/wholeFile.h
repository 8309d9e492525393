#pragma once

#include <string>
#include <string_view>

namespace vescargo {

/// The bytes of a file, plain or gzipped, all at once. Throws MissingFile, Unreadable, and CorruptContent for a gzip
/// file that is not whole or unpacks to above 64 MB and 500 times its size.
std::string readWholeFile(const std::string& path);

/// UTF-8 of UTF-16 without its byte-order mark. Throws CorruptContent, about `path`, where it is broken or cut.
std::string fromUtf16(std::string_view bytes, bool bigEndian, const std::string& path);

}  // namespace vescargo
