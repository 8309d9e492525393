#pragma once

#include "vescargo/search/openSearch.h"
#include "vescargo/search/rankCandidates.h"

namespace vescargo {

/// The residue (0-based) on which a mass shift explains most of a spectrum: with which the hyperscore is
/// highest, the first of equals.
int localizeShift(const BinnedSpectrum& spectrum, const double* residueMasses, int length, int precursorCharge,
                  double shift);

/// Scores a shortlist. A peptide whose mass fits within the precursor window, an isotope error taken off, is
/// scored as it is; any other with the difference on the residue of localizeShift, as Candidate::massShift.
/// Where a peptide as it is and a shifted one score the same, the former wins; of other equals a hash decides.
/// Ranked::candidates are the peptides of the precursor window where the best is as it is, else of the open one.
Ranked rankOpen(const BinnedSpectrum& spectrum, const Precursor& precursor, const SharedFragments& shortlist,
                const PeptideDatabase& database, const SearchSettings& settings);

}  // namespace vescargo
