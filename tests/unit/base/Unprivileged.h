#pragma once

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <string>

#include "base/Scratch.h"

namespace vescargo::test {

/// While it lives a file or folder of a scratch folder cannot be read, not even by root,
/// who is another user for so long.
class Unreadable {
 public:
  Unreadable(const Scratch& scratch, const std::string& path) : path_(path), user_(::geteuid()) {
    constexpr uid_t nobody = 65534;
    ::chmod(scratch.path("").c_str(), 0755);
    ::chmod(path.c_str(), 0);
    if (user_ == 0 && ::seteuid(nobody) != 0) throw std::runtime_error("cannot become another user");
  }
  Unreadable(const Unreadable&) = delete;
  Unreadable& operator=(const Unreadable&) = delete;
  ~Unreadable() {
    if (::geteuid() != user_ && ::seteuid(user_) != 0) std::abort();
    ::chmod(path_.c_str(), 0755);
  }

 private:
  std::string path_;
  uid_t user_;
};

}  // namespace vescargo::test
