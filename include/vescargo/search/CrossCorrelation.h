#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "vescargo/search/PeptideDatabase.h"
#include "vescargo/search/precursors.h"

namespace vescargo {

/// All peaks of a spectrum as SEQUEST's XCorr sees them (Eng 1994; Comet's bins, Eng 2013): roots of intensity, the
/// highest of each tenth of the m/z range = 50, those below a twentieth of the highest left out. Where the
/// tolerance at m/z 1000 is above 0.1 the bins are 1.0005 wide and each has the mean of the 75 to either
/// side taken off; else they are 1/64 wide, half of a peak counts in the bins beside it, and there is
/// nothing worth taking off. Made once a thread and filled again.
class CrossCorrelation {
 public:
  explicit CrossCorrelation(const Tolerance& tolerance) : fine_(tolerance.at(1000) <= 0.1) {}

  /// Ascending m/z.
  void assign(std::span<const float> mz, std::span<const float> intensity);
  /// Sum over b and y ions of charge 1 to precursor charge - 1, at most 3.
  double score(const std::uint32_t* residueUnits, int length, int precursorCharge) const;

 private:
  struct Bin {
    std::uint32_t at;
    float value;
  };

  /// Of an m/z in massUnits.
  std::uint32_t binOf(std::uint32_t mzUnits) const;
  std::vector<Bin> normalised(std::span<const float> mz, std::span<const float> intensity) const;
  void takeOffBackground();
  float at(std::uint32_t mzUnits) const {
    const std::uint32_t bin = binOf(mzUnits);
    const std::uint32_t word = bin / 64;
    return word < bits_.size() && (bits_[word] >> (bin % 64) & 1U) != 0 ? values_[bin] : 0;
  }

  bool fine_;
  std::vector<float> values_;
  std::vector<std::uint64_t> bits_;  ///< of the bins that hold something: nearly all looks end here
  std::vector<std::uint32_t> used_;
};

/// A candidate whose score is held against what chance gives.
struct ScoredPeptide {
  PeptideRecord record;
  Precursor precursor;         ///< charge known
  std::size_t candidates = 1;  ///< peptides that the spectrum was held against
};

/// -log10 of the E-value of a candidate's XCorr: how many of the candidates would score as high by chance.
/// Chance is what the peptides of the database score whose masses lie next to the candidate's (250 to either side of
/// its precursor window, which have nothing to do with the spectrum), continued by a straight line through
/// the logarithm of the survival of their upper 30 % (Fenyo & Beavis 2003). 0 with fewer than 30.
double expectScore(const CrossCorrelation& spectrum, const ScoredPeptide& peptide, const PeptideDatabase& database,
                   double windowHalfDa);

}  // namespace vescargo
