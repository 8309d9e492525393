#pragma once

#include <cstdint>
#include <vector>

#include "vescargo/search/BinnedSpectrum.h"
#include "vescargo/search/PeptideDatabase.h"

namespace vescargo {

/// A cleaned spectrum whose peptide may differ from its precursor by some mass.
struct OpenQuery {
  std::vector<FragmentPeak> peaks;
  double lightest = 0;  ///< Da, of the peptides that it is held against
  double heaviest = 0;
};

/// Peptides that share the most fragments with a query, most first.
using SharedFragments = std::vector<PeptideRecord>;

inline constexpr std::size_t openShortlist = 40;

/// The openShortlist peptides of each query that share the most singly charged b and y ions with it, at least four; of
/// as many the lighter, then the record that stands first, then the target. By a fragment-ion index
/// (MSFragger; Kong 2017) of 16384 records at a time, so that its counters stay in the processor's first cache
/// and memory does not grow with the database.
std::vector<SharedFragments> shortlistOpen(const std::vector<OpenQuery>& queries, const PeptideDatabase& database,
                                           const Tolerance& fragmentTolerance);

}  // namespace vescargo
