#include "vescargo/simulate/SimulatedRun.h"

namespace vescargo {

int functionOf(const SimulatedSpectrum& spectrum, const SimulatedRun& run) {
  const int fragments = static_cast<int>(run.lanes.size()) + 1;
  if (spectrum.kind == SpectrumKind::LockMass) return fragments + 1;
  if (spectrum.kind == SpectrumKind::Uv) return fragments + 2;
  return spectrum.msLevel > 1 ? fragments : static_cast<int>(spectrum.lane) + 1;
}

}  // namespace vescargo
