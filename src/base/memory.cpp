#include "vescargo/base/memory.h"

#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

/// The number behind a name at the front of a line, as in /proc/meminfo and memory.stat.
std::optional<std::size_t> valueOf(const fs::path& file, const std::string& name) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string word;
    std::size_t value = 0;
    if (words >> word >> value && word == name) return value;
  }
  return std::nullopt;
}

/// A file of one number; none where it says "max".
std::optional<std::size_t> numberIn(const fs::path& file) {
  std::ifstream in(file);
  std::size_t value = 0;
  if (in >> value) return value;
  return std::nullopt;
}

/// How the files of a version of control groups are called.
struct GroupFiles {
  const char* limit;
  const char* usage;
  const char* droppable;  ///< a line of memory.stat
};

constexpr GroupFiles versionOne{"memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"};
constexpr GroupFiles versionTwo{"memory.max", "memory.current", "inactive_file"};

/// What the group and those that it is within leave.
std::size_t leftIn(const fs::path& top, fs::path group, const GroupFiles& files) {
  std::size_t left = unlimited;
  while (true) {
    const fs::path folder = top / group;
    const auto limit = numberIn(folder / files.limit);
    const auto usage = numberIn(folder / files.usage);
    if (limit && usage) {
      const std::size_t used = *usage - std::min(*usage, valueOf(folder / "memory.stat", files.droppable).value_or(0));
      left = std::min(left, *limit - std::min(*limit, used));
    }
    if (group.empty()) return left;
    group = group.parent_path();
  }
}

std::size_t leftInGroups(const fs::path& root) {
  std::size_t left = unlimited;
  std::ifstream in(root / "proc/self/cgroup");
  for (std::string line; std::getline(in, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(":/", first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const fs::path group = line.substr(second + 2);
    if (controllers.empty()) left = std::min(left, leftIn(root / "sys/fs/cgroup", group, versionTwo));
    if (controllers == "memory") left = std::min(left, leftIn(root / "sys/fs/cgroup/memory", group, versionOne));
  }
  return left;
}

std::size_t leftBelow(int resource, const fs::path& status, const std::string& name) {
  rlimit limit{};
  if (::getrlimit(resource, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return unlimited;
  const std::size_t used = 1024 * valueOf(status, name).value_or(0);
  return limit.rlim_cur - std::min<std::size_t>(limit.rlim_cur, used);
}

}  // namespace

std::size_t freeMemory(const std::string& root) {
  const fs::path top = root;
  const fs::path status = top / "proc/self/status";
  const auto available = valueOf(top / "proc/meminfo", "MemAvailable:");
  return std::min({available ? 1024 * *available : unlimited, leftInGroups(top),
                   leftBelow(RLIMIT_AS, status, "VmSize:"), leftBelow(RLIMIT_DATA, status, "VmData:")});
}

void limitMemory(std::size_t bytes) {
  rlimit limit{};
  ::getrlimit(RLIMIT_DATA, &limit);
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, bytes);
  ::setrlimit(RLIMIT_DATA, &limit);
}

std::string gigabytes(std::size_t bytes) { return formatNumber(static_cast<double>(bytes) * 1e-9, 3) + " GB"; }

void requireMemory(const MemoryNeed& need, std::size_t free) {
  if (need.bytes <= free) return;
  throw Error(ExitCode::BadParameter, need.where,
              need.what + " about " + gigabytes(need.bytes) + " of memory, and " + gigabytes(free) + " are free",
              need.remedy);
}

}  // namespace vescargo
