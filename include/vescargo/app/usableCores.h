#pragma once

#include <string>

namespace vescargo {

/// Cores that this process may use: those of its affinity (or $OMP_NUM_THREADS), and no more than the processor time
/// that its control group or one above it grants.
int usableCores();

/// Cores that a control group's cpu.max grants, rounded up; 0 where it sets no limit.
int grantedCores(const std::string& cpuMax);

}  // namespace vescargo
