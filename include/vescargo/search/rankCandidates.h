#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "vescargo/search/BinnedSpectrum.h"
#include "vescargo/search/PeptideDatabase.h"
#include "vescargo/search/SearchWindows.h"
#include "vescargo/search/precursors.h"
#include "vescargo/search/scorePeptide.h"

namespace vescargo {

/// A peptide that a spectrum was held against.
struct Candidate {
  PeptideRecord record;
  FragmentMatch match;
  Precursor precursor;  ///< charge known
  int isotopeError = 0;
  double massShift = 0;  ///< Da, of an open search: what the peptide's mass lacks
  int shiftSite = 0;     ///< residue that carries it, 0-based
};

/// The best candidate of a spectrum.
struct Ranked {
  std::optional<Candidate> best;  ///< none where no peptide has fewestMatchedIons
  double delta = 0;               ///< its hyperscore less that of the next different peptide
  std::size_t candidates = 0;     ///< peptides that were considered
};

inline constexpr int fewestMatchedIons = 3;  ///< of a match

struct SearchSettings {
  SearchOptions options;
  SearchWindows windows;
};

/// Charges that a precursor may have: its own, or those of the options where it is not known.
struct ChargeRange {
  int low;
  int high;
};
ChargeRange chargesOf(const Precursor& precursor, const SearchOptions& options);

/// 0, 1, -1, 2, 3, as far as the options go: the likelier first, since of equal scores the first stays.
std::vector<int> isotopeErrors(const SearchOptions& options);

/// Scores the peptides of the database that any of the precursors may be; isotope errors are tried of the first
/// only. Where the charge is not known,
/// minCharge to maxCharge are tried. Of equal scores the smaller isotope error wins, then a hash of the
/// sequence, so that neither targets nor decoys are favoured. `excluded` is the peptideHash of a sequence that
/// is passed over, 0 = none.
Ranked rankCandidates(const BinnedSpectrum& spectrum, std::span<const Precursor> precursors,
                      const PeptideDatabase& database, const SearchSettings& settings, std::uint64_t excluded = 0);

}  // namespace vescargo
