#pragma once

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "vescargo/quant/isotopeRatios.h"
#include "vescargo/search/Mass.h"
#include "vescargo/spectra/Run.h"

namespace vescargo::test {

/// An ion that elutes as a Gaussian with the isotopes of averagine.
struct ElutingIon {
  double mz = 500;
  int charge = 2;
  double rtSeconds = 60;
  double sigmaSeconds = 3;
  double area = 1e6;    ///< of M, M+1 and M+2 together
  double ratioOne = 1;  ///< times the expected share of M+1
  double least = 1;     ///< peaks below are not detected

  double height(double seconds, std::size_t isotope) const {
    const auto ratios = isotopeRatios(neutralMass(mz, charge));
    const double z = (seconds - rtSeconds) / sigmaSeconds;
    const double all = ratios[0] + ratios[1] + ratios[2];
    const double wrong = isotope == 1 ? ratioOne : 1;
    return area * wrong * ratios[isotope] / all * std::exp(-z * z / 2) /
           (sigmaSeconds * std::sqrt(2 * 3.141592653589793));
  }
};

/// MS1 spectra every `cycleSeconds` from 0 to `endSeconds`.
inline Run syntheticRun(const std::vector<ElutingIon>& ions, double endSeconds = 120, double cycleSeconds = 1) {
  Run run;
  run.name = "run";
  for (int i = 0; i * cycleSeconds <= endSeconds; ++i) {
    std::vector<std::pair<float, float>> peaks;
    for (const auto& ion : ions) {
      for (std::size_t k = 0; k < tracedIsotopes; ++k) {
        const double height = ion.height(i * cycleSeconds, k);
        const double mz = ion.mz + static_cast<double>(k) * isotopeSpacing / ion.charge;
        if (height >= ion.least) peaks.emplace_back(static_cast<float>(mz), static_cast<float>(height));
      }
    }
    std::sort(peaks.begin(), peaks.end());
    for (const auto& [mz, intensity] : peaks) {
      // What the detector cannot tell apart is one peak.
      if (!run.ms1.mz.empty() && run.ms1.mz.size() > run.ms1.offset.back() && mz == run.ms1.mz.back()) {
        run.ms1.intensity.back() += intensity;
        continue;
      }
      run.ms1.mz.push_back(mz);
      run.ms1.intensity.push_back(intensity);
    }
    run.ms1.endSpectrum();
    run.ms1RtSeconds.push_back(static_cast<float>(i * cycleSeconds));
  }
  run.lanes = {{{}, 0, static_cast<std::uint32_t>(run.ms1RtSeconds.size()), false}};
  return run;
}

}  // namespace vescargo::test
