#pragma once

#include <cstddef>
#include <string>

#include "vescargo/base/Options.h"

namespace vescargo {

/// Bytes that this process may still take: the least of what Linux has available (MemAvailable), what the control
/// groups of a container or a batch system leave (versions 1 and 2; files that could be dropped count as free), and
/// what limits on the process leave (RLIMIT_AS, RLIMIT_DATA). `root` is where /proc and /sys are.
std::size_t freeMemory(const std::string& root = "/");

/// Takes no more than `bytes` for this process from now on: what asks for more gets std::bad_alloc.
void limitMemory(std::size_t bytes);

/// How much a program may take.
struct MemoryOptions {
  double maxMemory = 0;

  static constexpr std::string_view topic = "This program";

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("max_memory", self.maxMemory, basic("Most memory to take, in GB; 0 = what is free"), Limits{0});
  }
};

/// What some work needs, for requireMemory.
struct MemoryNeed {
  std::string where;  ///< e.g. a file
  std::string what;   ///< "its peptides need"
  std::size_t bytes = 0;
  std::string remedy;  ///< what else to do than to take a larger machine
};

/// Throws BadParameter, with both figures, where more than `free` bytes are needed.
void requireMemory(const MemoryNeed& need, std::size_t free);

/// In gigabytes (10^9), e.g. "1.3 GB".
std::string gigabytes(std::size_t bytes);

}  // namespace vescargo
