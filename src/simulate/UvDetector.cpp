#include "vescargo/simulate/UvDetector.h"

#include <cmath>

namespace vescargo {

namespace {

constexpr double lowestNm = 200, highestNm = 400, stepNm = 2;
constexpr double peptideBond = 923;
constexpr double absorbanceScale = 3e-14;  // of ions a second to what a plasma digest shows, some tenths at 214 nm
constexpr double gradientAbsorbance = 0.02, noise = 2e-4;

/// The far end of the bands below 200 nm, 1 at 214 nm.
double edge(double nm) { return std::exp((214 - nm) / 9); }

/// The band of aromatic side chains, 1 at 280 nm.
double band(double nm) { return std::exp(-0.5 * std::pow((nm - 280) / 9, 2)); }

}  // namespace

Absorption absorptionOf(std::string_view sequence) {
  Absorption absorption;
  absorption.at214 = peptideBond * (static_cast<double>(sequence.size()) - 1);
  for (const char residue : sequence) {
    if (residue == 'W') absorption.at214 += 29050, absorption.at280 += 5500;
    if (residue == 'Y') absorption.at214 += 5375, absorption.at280 += 1490;
    if (residue == 'F') absorption.at214 += 5200;
    if (residue == 'H') absorption.at214 += 5125;
    if (residue == 'M') absorption.at214 += 980;
  }
  return absorption;
}

SimulatedSpectrum uvSpectrum(const Absorption& eluting, double rtSeconds, double runSeconds, Random& random) {
  SimulatedSpectrum spectrum;
  spectrum.kind = SpectrumKind::Uv;
  spectrum.msLevel = 0;
  spectrum.profile = true;
  spectrum.rtSeconds = rtSeconds;
  for (double nm = lowestNm; nm <= highestNm; nm += stepNm) {
    const double absorbance = absorbanceScale * (eluting.at214 * edge(nm) + eluting.at280 * band(nm)) +
                              gradientAbsorbance * (1 + rtSeconds / runSeconds) * edge(nm) + noise * random.normal();
    spectrum.mz.push_back(nm);
    spectrum.intensity.push_back(static_cast<float>(std::round(absorbance * 1e5) / 1e5));
  }
  return spectrum;
}

}  // namespace vescargo
