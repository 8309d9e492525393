#include "vescargo/search/BinnedSpectrum.h"

#include <cmath>

#include "vescargo/search/Mass.h"

namespace vescargo {

namespace {

constexpr float windowHalf = 50;
constexpr std::size_t mostFine = 10;
constexpr std::size_t mostCoarse = 3;
constexpr double fine = 0.1;              ///< m/z half-width at 1000 below which isotopes can be told
constexpr std::size_t mostPeaks = 60000;  ///< bins count peaks in 16 bits

/// The precursor itself and what it turns to by losing water or ammonia.
bool isPrecursor(double mz, PrecursorHint precursor, double half) {
  const int charge = std::max(precursor.charge, 1);
  for (const double loss : {0.0, 17.0265491, waterMass}) {
    const double at = precursor.mz - loss / charge;
    for (int isotope = 0; isotope < 3; ++isotope) {
      if (std::abs(mz - at - isotope * isotopeSpacing / charge) <= half) return true;
    }
  }
  return false;
}

/// True for a peak one 13C above another that is high enough to be the peak before it in an isotope pattern.
std::vector<bool> isotopePeaks(const std::vector<FragmentPeak>& peaks, const Tolerance& tolerance) {
  std::vector<bool> later(peaks.size(), false);
  std::size_t from = 0;
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    const double wanted = peaks[i].mz - isotopeSpacing;
    const double half = tolerance.at(peaks[i].mz);
    while (from < i && peaks[from].mz < wanted - half) ++from;
    for (std::size_t j = from; j < i && peaks[j].mz <= wanted + half; ++j) {
      // An averagine's second peak is at most about m/1800 of its first.
      const double most = 1.3 * std::max(static_cast<double>(peaks[i].mz) / 1800, 0.3);
      if (peaks[i].intensity <= most * peaks[j].intensity) later[i] = true;
    }
  }
  return later;
}

/// Whether peak i is among the highest of its window, by intensity, then m/z.
bool standsOut(const std::vector<FragmentPeak>& peaks, std::size_t i, std::size_t most) {
  std::size_t higher = 0;
  const auto look = [&](std::size_t j) {
    if (peaks[j].intensity > peaks[i].intensity || (peaks[j].intensity == peaks[i].intensity && j < i)) ++higher;
    return higher < most;
  };
  for (std::size_t j = i; j-- > 0 && peaks[i].mz - peaks[j].mz <= windowHalf;) {
    if (!look(j)) return false;
  }
  for (std::size_t j = i + 1; j < peaks.size() && peaks[j].mz - peaks[i].mz <= windowHalf; ++j) {
    if (!look(j)) return false;
  }
  return true;
}

}  // namespace

std::vector<FragmentPeak> cleanPeaks(std::span<const float> mz, std::span<const float> intensity,
                                     PrecursorHint precursor, const Tolerance& tolerance) {
  std::vector<FragmentPeak> all;
  all.reserve(mz.size());
  const double precursorHalf = std::max(tolerance.at(precursor.mz), 0.02);
  for (std::size_t i = 0; i < mz.size(); ++i) {
    if (!isPrecursor(mz[i], precursor, precursorHalf)) all.push_back({mz[i], intensity[i]});
  }
  const bool isFine = tolerance.at(1000) <= fine;
  if (isFine) {
    const auto later = isotopePeaks(all, tolerance);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!later[i]) all[kept++] = all[i];
    }
    all.resize(kept);
  }
  std::vector<FragmentPeak> peaks;
  float highest = 0;
  for (std::size_t i = 0; i < all.size() && peaks.size() < mostPeaks; ++i) {
    if (!standsOut(all, i, isFine ? mostFine : mostCoarse)) continue;
    peaks.push_back({all[i].mz, std::sqrt(all[i].intensity)});
    highest = std::max(highest, peaks.back().intensity);
  }
  for (auto& peak : peaks) peak.intensity *= 100 / highest;
  return peaks;
}

double BinnedSpectrum::coveredShare() const {
  if (peaks_.size() < 2) return 0;
  const double range = static_cast<double>(peaks_.back().mz) - static_cast<double>(peaks_.front().mz);
  double covered = 0;
  for (const auto& peak : peaks_) covered += 2 * tolerance_.at(static_cast<double>(peak.mz));
  return covered < 0.5 * range ? covered / range : 0.5;
}

void BinnedSpectrum::assign(std::vector<FragmentPeak> peaks) {
  peaks_ = std::move(peaks);
  end_ = peaks_.empty() ? 0 : static_cast<double>(peaks_.back().mz) + 1;
  first_.assign(static_cast<std::size_t>(end_ * binsPerMz) + 2, 0);
  std::size_t peak = 0;
  for (std::size_t bin = 0; bin < first_.size(); ++bin) {
    while (peak < peaks_.size() && peaks_[peak].mz < static_cast<double>(bin) / binsPerMz) ++peak;
    first_[bin] = static_cast<std::uint16_t>(peak);
  }
}

}  // namespace vescargo
