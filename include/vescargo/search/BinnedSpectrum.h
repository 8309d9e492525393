#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "vescargo/base/Options.h"

namespace vescargo {

/// A fragment peak as it is matched.
struct FragmentPeak {
  float mz = 0;
  float intensity = 0;
};

/// What is known of the precursor while its spectrum is cleaned.
struct PrecursorHint {
  double mz = 0;
  int charge = 0;  ///< 0 = not known
};

/// Peaks worth matching: without those of the precursor, the second and later
/// peaks of singly charged isotope patterns (where the tolerance at m/z 1000 is
/// 0.1 or less, so that they can be told), and those not among the highest within
/// 50 to either side: ten there, three where the tolerance is wider, since a wide
/// window is hit by chance more often. Square roots of intensity, the highest =
/// 100. Ascending m/z.
std::vector<FragmentPeak> cleanPeaks(std::span<const float> mz, std::span<const float> intensity,
                                     PrecursorHint precursor, const Tolerance& tolerance);

/// A theoretical count of matched ions.
struct IonCount {
  int b = 0;
  int y = 0;
};

/// The cleaned peaks of one spectrum under a table of bins, so that the peak of a
/// theoretical ion is found in constant time, and under a map of bits by fragment mass, which says of
/// nearly all candidates that they match too little to be looked at closely. Made once a
/// thread and filled again.
class BinnedSpectrum {
 public:
  explicit BinnedSpectrum(const Tolerance& tolerance);

  void assign(std::vector<FragmentPeak> peaks);
  const std::vector<FragmentPeak>& peaks() const { return peaks_; }

  /// Share of the m/z range between the first and the last peak that is within
  /// the tolerance of some peak, at most a half.
  double coveredShare() const;

  /// At least as many ions as scorePeptide would match, for masses of residues in massUnits.
  IonCount mostMatched(const std::uint32_t* residueUnits, int length, int fragmentCharges) const;

  /// Index of the highest peak within the tolerance of `mz` (of equals the first), -1 = none.
  int find(double mz) const {
    const double half = tolerance_.at(mz);
    const double low = mz - half;
    if (!(low < end_) || mz < 0) return -1;
    const auto bin = static_cast<std::size_t>(std::max(low, 0.0) * binsPerMz);
    std::size_t peak = first_[bin];
    const std::size_t count = peaks_.size();
    while (peak < count && peaks_[peak].mz < low) ++peak;
    int best = -1;
    const double high = mz + half;
    for (; peak < count && peaks_[peak].mz <= high; ++peak) {
      if (best < 0 || peaks_[peak].intensity > peaks_[static_cast<std::size_t>(best)].intensity)
        best = static_cast<int>(peak);
    }
    return best;
  }

 private:
  static constexpr double binsPerMz = 2;
  static constexpr unsigned unitsPerBit = 12;  ///< 2^12 massUnits, 1/64 Da
  /// A bit for each mass that 32 bits of massUnits can hold, so that no look needs a check of range.
  struct MassBits {
    std::vector<std::uint64_t> words = std::vector<std::uint64_t>(std::size_t{1} << (32 - unitsPerBit - 6));
    std::vector<std::uint32_t> used;

    void clear();
    void mark(double low, double high);
    unsigned at(std::uint32_t mass) const {
      const std::uint32_t bit = mass >> unitsPerBit;
      return static_cast<unsigned>(words[bit >> 6U] >> (bit & 63U)) & 1U;
    }
  };

  Tolerance tolerance_;
  std::vector<FragmentPeak> peaks_;
  std::vector<std::uint16_t> first_;  ///< first peak at or above the lower edge of each bin
  double end_ = 0;                    ///< no peak is at or above it
  std::array<MassBits, 2> bits_;      ///< of singly and of doubly charged fragments
};

}  // namespace vescargo
