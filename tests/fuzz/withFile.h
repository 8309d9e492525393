#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "vescargo/base/Error.h"

namespace vescargo::test {

/// Calls `read` with the path of a file of these bytes, which is in memory only. A reader may throw Error and nothing
/// else.
template <class Read>
void withFile(const std::uint8_t* data, std::size_t size, Read&& read) {
  const int file = ::memfd_create("fuzz", 0);
  if (file < 0 || ::write(file, data, size) != static_cast<ssize_t>(size)) std::abort();
  try {
    read("/proc/self/fd/" + std::to_string(file));
  } catch (const Error&) {
    // Told to the user.
  }
  ::close(file);
}

}  // namespace vescargo::test
