#pragma once

#include <cstdint>
#include <string>

namespace vescargo {

/// What changes with a file's content: enough to see that one was written while it was read.
struct FileStamp {
  std::uint64_t device = 0, inode = 0, bytes = 0;
  std::int64_t changedNanoseconds = 0;  ///< since 1970

  bool operator==(const FileStamp&) const = default;

  /// All 0 where there is no such file.
  static FileStamp of(const std::string& path);
};

}  // namespace vescargo
