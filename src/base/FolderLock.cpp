#include "vescargo/base/FolderLock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "vescargo/base/Descriptor.h"
#include "vescargo/base/Error.h"
#include "vescargo/base/OutputFile.h"

namespace vescargo {

namespace {

std::string holderIn(int descriptor) {
  std::array<char, 256> text{};
  const ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
  return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : "another process";
}

/// Its last holder may have removed the file between our opening and our locking it.
bool isStillThere(int descriptor, const std::string& path) {
  struct stat ours {};
  struct stat there {};
  return ::fstat(descriptor, &ours) == 0 && ::stat(path.c_str(), &there) == 0 && ours.st_ino == there.st_ino &&
         ours.st_dev == there.st_dev;
}

}  // namespace

FolderLock::FolderLock(const std::string& folder) : path_(folder + "/.vescargo.lock") {
  checkWritable(folder);
  while (true) {
    Descriptor file(::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
    if (file.number() < 0)
      throw Error(ExitCode::CannotWrite, path_, std::string("cannot be written (") + std::strerror(errno) + ")",
                  "check the folder, its permissions and free space");
    const bool held = ::flock(file.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (held)
      throw Error(ExitCode::DoNotFit, folder, "is being written to by " + holderIn(file.number()),
                  "wait until it has ended, or give another folder");
    if (!isStillThere(file.number(), path_)) continue;
    descriptor_ = file.release();
    break;
  }
  const std::string holder = "process " + processName();
  if (::ftruncate(descriptor_, 0) != 0 || ::pwrite(descriptor_, holder.data(), holder.size(), 0) < 0) return;
}

FolderLock::~FolderLock() {
  ::unlink(path_.c_str());
  ::close(descriptor_);
}

}  // namespace vescargo
