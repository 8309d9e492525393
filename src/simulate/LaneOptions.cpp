#include "vescargo/simulate/LaneOptions.h"

#include <algorithm>

namespace vescargo {

void LaneOptions::verify() const {
  std::vector<double> voltages = faimsCv;
  std::sort(voltages.begin(), voltages.end());
  const auto twice = std::adjacent_find(voltages.begin(), voltages.end());
  if (twice != voltages.end())
    throw Error(ExitCode::BadParameter, "-faims_cv", formatNumber(*twice) + " is given twice",
                "give each voltage once");
  if (functions() && (!faimsCv.empty() || boxcarSets > 0))
    throw Error(ExitCode::BadParameter, lockMass ? "-lock_mass" : "-spectrum_order",
                "instruments with FAIMS or BoxCar surveys have no functions",
                "leave out -faims_cv and -boxcar_sets, or this");
  if (polaritySwitching && !faimsCv.empty())
    throw Error(ExitCode::BadParameter, "-polarity_switching", "voltages of -faims_cv are those of positive ions",
                "leave out one of the two");
  if (spectrumOrder == SpectrumOrder::Behind && !lockMass && !uvSpectra)
    throw Error(ExitCode::BadParameter, "-spectrum_order", "nothing is there to stand behind the run",
                "give -lock_mass or -uv_spectra too");
}

}  // namespace vescargo
