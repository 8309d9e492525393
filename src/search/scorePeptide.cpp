#include "vescargo/search/scorePeptide.h"

#include <array>
#include <cmath>

#include "vescargo/search/Mass.h"

namespace vescargo {

namespace {

constexpr int mostIons = 256;

std::array<double, mostIons> makeLogFactorials() {
  std::array<double, mostIons> values{};
  for (int n = 2; n < mostIons; ++n)
    values[static_cast<std::size_t>(n)] = values[static_cast<std::size_t>(n - 1)] + std::log(n);
  return values;
}

double logFactorial(int n) {
  static const auto values = makeLogFactorials();
  return values[static_cast<std::size_t>(std::min(n, mostIons - 1))];
}

double sumOf(const double* masses, int count) {
  double sum = 0;
  for (int i = 0; i < count; ++i) sum += masses[i];
  return sum;
}

}  // namespace

double hyperscore(int matchedB, int matchedY, double summedIntensity) {
  if (matchedB + matchedY == 0 || !(summedIntensity > 0)) return 0;
  return logFactorial(matchedB) + logFactorial(matchedY) + std::log(summedIntensity);
}

int mostFragmentCharge(int precursorCharge) { return precursorCharge >= 3 ? 2 : 1; }

double highestScore(const IonCount& matched) {
  constexpr double highestPeak = 100;
  return hyperscore(matched.b, matched.y, highestPeak * (matched.b + matched.y));
}

double ionSurprise(int matched, int ions, double chance) {
  if (matched <= 0 || chance <= 0) return 0;
  double tail = 0;
  for (int k = ions; k >= matched; --k) {
    tail += std::exp(logFactorial(ions) - logFactorial(k) - logFactorial(ions - k) + k * std::log(chance) +
                     (ions - k) * std::log1p(-chance));
  }
  return -std::log10(std::clamp(tail, 1e-300, 1.0));
}

FragmentMatch scorePeptide(const BinnedSpectrum& spectrum, const double* residueMasses, int length,
                           int precursorCharge) {
  const auto& peaks = spectrum.peaks();
  int matchedB = 0;
  int matchedY = 0;
  double sum = 0;
  forEachFragment(residueMasses, length, precursorCharge, [&](const Fragment& fragment) {
    const int found = spectrum.find(fragment.mz);
    if (found < 0) return;
    ++(fragment.isB ? matchedB : matchedY);
    sum += static_cast<double>(peaks[static_cast<std::size_t>(found)].intensity);
  });
  return {hyperscore(matchedB, matchedY, sum), matchedB + matchedY};
}

std::vector<FragmentPeak> unmatchedPeaks(const BinnedSpectrum& spectrum, const double* residueMasses, int length,
                                         int precursorCharge) {
  std::vector<bool> matched(spectrum.peaks().size(), false);
  forEachFragment(residueMasses, length, precursorCharge, [&](const Fragment& fragment) {
    if (const int found = spectrum.find(fragment.mz); found >= 0) matched[static_cast<std::size_t>(found)] = true;
  });
  std::vector<FragmentPeak> rest;
  for (std::size_t i = 0; i < matched.size(); ++i) {
    if (!matched[i]) rest.push_back(spectrum.peaks()[i]);
  }
  return rest;
}

MatchDetail describeMatch(const BinnedSpectrum& spectrum, const double* residueMasses, int length,
                          int precursorCharge) {
  const auto& peaks = spectrum.peaks();
  const int charges = mostFragmentCharge(precursorCharge);
  const double whole = sumOf(residueMasses, length) + waterMass;
  std::vector<bool> explained(peaks.size(), false);
  std::vector<double> errors;
  MatchDetail detail;
  detail.fragmentIntensity.assign(2 * static_cast<std::size_t>(length - 1), 0.0F);
  const auto look = [&](double mass, int slot) {
    bool seen = false;
    for (int charge = 1; charge <= charges; ++charge) {
      const double mz = ionMz(mass, charge);
      const int found = spectrum.find(mz);
      if (found < 0) continue;
      seen = true;
      explained[static_cast<std::size_t>(found)] = true;
      if (charge == 1) {
        // Roots of intensity, the highest of the spectrum = 100.
        const float root = peaks[static_cast<std::size_t>(found)].intensity / 100;
        detail.fragmentIntensity[static_cast<std::size_t>(slot)] = root * root;
      }
      errors.push_back(std::abs(static_cast<double>(peaks[static_cast<std::size_t>(found)].mz) - mz) / mz * 1e6);
    }
    return seen;
  };
  int runB = 0;
  int runY = 0;
  double before = 0;
  for (int bond = 1; bond < length; ++bond) {
    before += residueMasses[bond - 1];
    runB = look(before, bond - 1) ? runB + 1 : 0;
    runY = look(whole - before, length - 1 + bond - 1) ? runY + 1 : 0;
    detail.longestSeries = std::max({detail.longestSeries, runB, runY});
  }
  double total = 0;
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    const double intensity = static_cast<double>(peaks[i].intensity) * static_cast<double>(peaks[i].intensity);
    total += intensity;
    if (explained[i]) detail.explainedIntensity += intensity;
  }
  if (total > 0) detail.explainedIntensity /= total;
  detail.ionSurprise =
      ionSurprise(static_cast<int>(errors.size()), 2 * charges * (length - 1), spectrum.coveredShare());
  if (!errors.empty()) {
    const auto middle = errors.begin() + static_cast<std::ptrdiff_t>(errors.size() / 2);
    std::nth_element(errors.begin(), middle, errors.end());
    detail.medianErrorPpm = *middle;
  }
  return detail;
}

}  // namespace vescargo
