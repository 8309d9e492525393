#pragma once

#include <string>

namespace vescargo {

/// Holds a folder for this process, on this machine and, where the file system has locks (NFS has), on others.
class FolderLock {
 public:
  /// Makes the folder where it is not there. Throws CannotWrite where it cannot be made, and DoNotFit, with the name of
  /// the holder, where another process holds it.
  explicit FolderLock(const std::string& folder);
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock();

 private:
  std::string path_;
  int descriptor_ = -1;
};

}  // namespace vescargo
