#include "vescargo/simulate/Faims.h"

#include <array>
#include <cmath>
#include <string>

#include "vescargo/base/Random.h"

namespace vescargo {

namespace {

constexpr double voltsAKilodalton = 6;  // by mass
constexpr double usualMass = 1500;      // Da
constexpr double ownWay = 7;            // volts

double usualOptimum(double mass, int charge) {
  static constexpr std::array<double, SimulatedPeptide::maxCharge> byCharge{-22, -50, -57, -62};
  return byCharge[static_cast<std::size_t>(charge - 1)] + voltsAKilodalton * (mass - usualMass) / 1000;
}

}  // namespace

double FaimsPeak::at(double volts) const {
  const double distance = (volts - optimum) / sigma;
  return height * std::exp(-0.5 * distance * distance);
}

FaimsPeak faimsPeakOf(const SimulatedPeptide& peptide, int charge, int seed) {
  Random random(static_cast<std::uint64_t>(seed), "FAIMS", peptide.modifiedSequence + "/" + std::to_string(charge));
  FaimsPeak peak;
  peak.optimum = usualOptimum(peptide.mass, charge) + ownWay * random.normal();
  return peak;
}

FaimsPeak faimsPeakOfBackground(double mz) {
  FaimsPeak peak;
  peak.optimum = usualOptimum(mz, 1);
  return peak;
}

}  // namespace vescargo
