#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <new>
#include <vector>

#include "base/Scratch.h"
#include "vescargo/base/memory.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// A machine with 8,000,000 kB available, and whatever else is told of it.
struct Machine {
  Scratch scratch;

  Machine() { file("proc/meminfo", "MemTotal: 9000000 kB\nMemFree: 1 kB\nMemAvailable: 8000000 kB\n"); }
  void file(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories(std::filesystem::path(scratch.path(name)).parent_path());
    scratch.file(name, text);
  }
  std::size_t free() const { return freeMemory(scratch.path("")); }
};

/// What `act` says in a process of its own, since limits stay.
int inChild(const std::function<int()>& act) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(act());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("free memory is what Linux has available", "[memory]") {
  CHECK(Machine().free() == 8192000000);
  CHECK(freeMemory() > 1000000);
}

TEST_CASE("free memory is what the control groups of a container leave, with what could be dropped", "[memory]") {
  const Machine two;
  two.file("proc/self/cgroup", "0::/slurm/job_7\n");
  two.file("sys/fs/cgroup/slurm/job_7/memory.max", "max\n");
  two.file("sys/fs/cgroup/slurm/job_7/memory.current", "600\n");
  CHECK(two.free() == 8192000000);
  two.file("sys/fs/cgroup/slurm/memory.max", "4000000000\n");
  two.file("sys/fs/cgroup/slurm/memory.current", "3000000000\n");
  CHECK(two.free() == 1000000000);
  two.file("sys/fs/cgroup/slurm/memory.stat", "anon 1\ninactive_file 500000000\n");
  CHECK(two.free() == 1500000000);
  two.file("sys/fs/cgroup/slurm/memory.current", "5000000000\n");
  CHECK(two.free() == 0);

  const Machine one;
  one.file("proc/self/cgroup", "5:devices:/\n4:memory:/job\n");
  one.file("sys/fs/cgroup/memory/job/memory.limit_in_bytes", "2000000000\n");
  one.file("sys/fs/cgroup/memory/job/memory.usage_in_bytes", "400000000\n");
  one.file("sys/fs/cgroup/memory/job/memory.stat", "total_inactive_file 100000000\n");
  CHECK(one.free() == 1700000000);
}

// Sanitizers map more addresses than any limit would leave.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("a limit of the process is kept and counts", "[memory]") {
  CHECK(inChild([] {
          limitMemory(std::size_t{3} << 30U);
          return freeMemory() < std::size_t{3} << 30U && freeMemory() > std::size_t{1} << 30U ? 7 : 1;
        }) == 7);
  CHECK(inChild([] {
          limitMemory(std::size_t{3} << 30U);
          try {
            std::vector<char> large(std::size_t{4} << 30U);
            return large.empty() ? 2 : 1;
          } catch (const std::bad_alloc&) {
            return 7;
          }
        }) == 7);
}
#endif

TEST_CASE("work that needs more memory than is free is refused with both figures", "[memory]") {
  const MemoryNeed need{"database", "its peptides need", 5000000000, "search fewer"};
  CHECK(errorOf([&] { requireMemory(need, 4000000000); }) ==
        "6|database: its peptides need about 5 GB of memory, and 4 GB are free; search fewer");
  CHECK(errorOf([&] { requireMemory(need, 5000000000); }) == "no error");
}
