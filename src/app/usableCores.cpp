#include "vescargo/app/usableCores.h"

#include <omp.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace vescargo {

namespace fs = std::filesystem;

int grantedCores(const std::string& cpuMax) {
  std::istringstream fields(cpuMax);
  double quota = 0;
  double period = 0;
  if (!(fields >> quota >> period) || quota <= 0 || period <= 0) return 0;
  return static_cast<int>(std::ceil(quota / period));
}

int usableCores() {
  int cores = std::max(1, omp_get_max_threads());
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line; std::getline(groups, line);) {
    if (!line.starts_with("0::/")) continue;
    const fs::path top = "/sys/fs/cgroup";
    for (fs::path group = top / line.substr(4);; group = group.parent_path()) {
      std::ifstream file(group / "cpu.max");
      std::string granted;
      if (std::getline(file, granted) && grantedCores(granted) > 0) cores = std::min(cores, grantedCores(granted));
      if (group == top || !group.has_relative_path()) break;
    }
  }
  return cores;
}

}  // namespace vescargo
