#pragma once

#include <string>

namespace vescargo {

/// A folder of this process beside a file that is to be written, which goes with its owner. Beside a device or pipe
/// nothing can stand: it is then where the system keeps temporary files.
class ScratchFolder {
 public:
  /// Throws CannotWrite.
  explicit ScratchFolder(const std::string& beside);
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace vescargo
