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
    if (isFragmentMz(mz[i]) && !isPrecursor(mz[i], precursor, precursorHalf)) all.push_back({mz[i], intensity[i]});
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

BinnedSpectrum::BinnedSpectrum(const Tolerance& tolerance) : tolerance_(tolerance) {}

void BinnedSpectrum::MassBits::clear() {
  for (const std::uint32_t word : used) words[word] = 0;
  used.clear();
}

void BinnedSpectrum::MassBits::mark(double low, double high) {
  constexpr double perDalton = 1 / (massUnit * (1U << unitsPerBit));
  if (!(high > 0)) return;
  const auto last = std::min(static_cast<std::size_t>(high * perDalton), words.size() * 64 - 1);
  for (auto bit = static_cast<std::size_t>(std::max(low, 0.0) * perDalton); bit <= last; ++bit) {
    auto& word = words[bit / 64];
    if (word == 0) used.push_back(static_cast<std::uint32_t>(bit / 64));
    word |= std::uint64_t{1} << (bit % 64);
  }
}

IonCount BinnedSpectrum::mostMatched(const std::uint32_t* residueUnits, int length, int fragmentCharges) const {
  std::uint32_t whole = toMassUnits(waterMass);
  for (int i = 0; i < length; ++i) whole += residueUnits[i];
  unsigned b = 0;
  unsigned y = 0;
  std::uint32_t before = 0;
  for (int bond = 0; bond + 1 < length; ++bond) {
    before += residueUnits[bond];
    b += bits_[0].at(before);
    y += bits_[0].at(whole - before);
  }
  if (fragmentCharges >= 2) {
    before = 0;
    for (int bond = 0; bond + 1 < length; ++bond) {
      before += residueUnits[bond];
      b += bits_[1].at(before);
      y += bits_[1].at(whole - before);
    }
  }
  return {static_cast<int>(b), static_cast<int>(y)};
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
  // Wider than the window by what rounding to units and the window's own growth with m/z can make out.
  constexpr double slack = 0.001;
  for (int charge = 1; charge <= 2; ++charge) {
    auto& bits = bits_[static_cast<std::size_t>(charge - 1)];
    bits.clear();
    for (const auto& fragment : peaks_) {
      const double mass = neutralMass(static_cast<double>(fragment.mz), charge);
      const double half = charge * tolerance_.at(static_cast<double>(fragment.mz)) + slack;
      bits.mark(mass - half, mass + half);
    }
  }
}

}  // namespace vescargo
