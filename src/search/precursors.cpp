#include "vescargo/search/precursors.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include "vescargo/search/Mass.h"

namespace vescargo {

namespace {

constexpr double filePpm = 20;    ///< of the file's m/z around the peak that it speaks of
constexpr double isotopePpm = 8;  ///< of isotope peaks of one pattern around each other
constexpr int mostIsotopesOff = 3;
constexpr std::size_t mostCoIsolated = 6;

struct Peak {
  double mz;
  double intensity;
};

/// The peaks of a survey spectrum.
class Survey {
 public:
  Survey(const Run& run, std::int32_t ms1)
      : mz_(run.ms1.mzOf(static_cast<std::size_t>(ms1))),
        intensity_(run.ms1.intensityOf(static_cast<std::size_t>(ms1))) {}

  /// The highest peak within the window.
  std::optional<Peak> highest(double mz, double ppm) const {
    const double half = mz * ppm * 1e-6;
    std::optional<Peak> best;
    for (std::size_t i = from(mz - half); i < mz_.size() && static_cast<double>(mz_[i]) <= mz + half; ++i) {
      if (!best || static_cast<double>(intensity_[i]) > best->intensity) best = peak(i);
    }
    return best;
  }

  std::vector<Peak> between(double low, double high) const {
    std::vector<Peak> peaks;
    for (std::size_t i = from(low); i < mz_.size() && static_cast<double>(mz_[i]) <= high; ++i)
      peaks.push_back(peak(i));
    return peaks;
  }

 private:
  std::size_t from(double mz) const {
    return static_cast<std::size_t>(std::lower_bound(mz_.begin(), mz_.end(), static_cast<float>(mz)) - mz_.begin());
  }
  Peak peak(std::size_t i) const { return {static_cast<double>(mz_[i]), static_cast<double>(intensity_[i])}; }

  std::span<const float> mz_;
  std::span<const float> intensity_;
};

/// Mean number of heavy isotopes in an averagine of this mass.
double heavyIsotopes(double mass) { return std::max(mass / 1800, 0.1); }

/// Whether `lower`, one 13C below `upper`, is high enough to be of its pattern.
bool belongsBelow(const Peak& lower, const Peak& upper, double mass) {
  return lower.intensity >= 0.4 * upper.intensity / heavyIsotopes(mass);
}

}  // namespace

Precursor refinedPrecursor(const Run& run, std::size_t spectrum) {
  const Ms2Header& header = run.ms2Headers[spectrum];
  const Precursor given{header.precursorMz, header.charge};
  if (header.ms1 < 0 || header.charge <= 0) return given;
  const Survey survey(run, header.ms1);
  auto peak = survey.highest(given.mz, filePpm);
  if (!peak) return given;
  const double step = isotopeSpacing / given.charge;
  for (int below = 0; below < mostIsotopesOff; ++below) {
    const auto lower = survey.highest(peak->mz - step, isotopePpm);
    if (!lower || !belongsBelow(*lower, *peak, neutralMass(peak->mz, given.charge))) break;
    peak = lower;
  }
  return {peak->mz, given.charge};
}

std::vector<Precursor> coIsolatedPrecursors(const Run& run, std::size_t spectrum, const Precursor& known,
                                            int mostCharge) {
  const Ms2Header& header = run.ms2Headers[spectrum];
  if (header.ms1 < 0 || !(header.isolationHigh > header.isolationLow)) return {};
  const Survey survey(run, header.ms1);
  auto peaks = survey.between(static_cast<double>(header.isolationLow), static_cast<double>(header.isolationHigh));
  std::stable_sort(peaks.begin(), peaks.end(), [](const Peak& a, const Peak& b) { return a.intensity > b.intensity; });
  std::vector<Precursor> found;
  for (const Peak& peak : peaks) {
    for (int charge = 2; charge <= mostCharge; ++charge) {
      const double step = isotopeSpacing / charge;
      const double offset = (peak.mz - known.mz) / (isotopeSpacing / std::max(known.charge, 1));
      const bool ofKnown =
          charge == known.charge && std::abs(offset - std::round(offset)) * step < peak.mz * 1e-5 && offset > -0.5;
      const double mass = neutralMass(peak.mz, charge);
      const auto upper = survey.highest(peak.mz + step, isotopePpm);
      const auto lower = survey.highest(peak.mz - step, isotopePpm);
      if (ofKnown || !upper || !belongsBelow(peak, *upper, mass)) continue;
      if (lower && belongsBelow(*lower, peak, mass)) continue;
      found.push_back({peak.mz, charge});
      if (found.size() == mostCoIsolated) return found;
    }
  }
  return found;
}

}  // namespace vescargo
