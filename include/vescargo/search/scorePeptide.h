#pragma once

#include <cstdint>
#include <vector>

#include "vescargo/search/BinnedSpectrum.h"
#include "vescargo/search/Mass.h"

namespace vescargo {

/// ln(Nb! Ny! sum of intensities): X!Tandem's hyperscore (Fenyo & Beavis, Anal.
/// Chem. 2003, 75, 768). 0 when nothing matches.
double hyperscore(int matchedB, int matchedY, double summedIntensity);

/// Highest charge of the fragments that are looked for: 1, and 2 for precursors of charge 3 and more.
int mostFragmentCharge(int precursorCharge);

/// No score of scorePeptide with so many ions is higher.
double highestScore(const IonCount& matched);

/// Fragments of a peptide that are matched: b and y ions of charge 1, and of
/// charge 2 too for precursors of charge 3 and more.
struct FragmentMatch {
  double hyperscore = 0;
  int matched = 0;
};

/// `residueMasses`: of the `length` residues with modifications.
FragmentMatch scorePeptide(const BinnedSpectrum& spectrum, const double* residueMasses, int length,
                           int precursorCharge);

/// -log10 of the probability that at least `matched` of `ions` theoretical ions
/// hit a peak when each does so with probability `chance` (binomial tail; the
/// idea of Andromeda, Cox 2011). Unlike the hyperscore it does not grow with the
/// mere number of ions or peaks, which tells in wide fragment windows.
double ionSurprise(int matched, int ions, double chance);

/// The rest that is wanted of the best match only.
struct MatchDetail {
  int longestSeries = 0;                 ///< consecutive bonds seen by b ions, or by y ions
  double explainedIntensity = 0;         ///< share of the cleaned peaks' intensity (before the root), each peak once
  double medianErrorPpm = 0;             ///< absolute
  double ionSurprise = 0;                ///< see ionSurprise
  std::vector<float> fragmentIntensity;  ///< see Psm
};

/// A theoretical b or y ion.
struct Fragment {
  double mz = 0;
  int charge = 1;
  int bond = 1;  ///< residues before the bond
  bool isB = true;
};

/// Calls visit(Fragment) bond by bond for each charge up to mostFragmentCharge, b before y.
template <class Visit>
void forEachFragment(const double* residueMasses, int length, int precursorCharge, Visit&& visit) {
  double whole = waterMass;
  for (int i = 0; i < length; ++i) whole += residueMasses[i];
  double before = 0;
  for (int bond = 1; bond < length; ++bond) {
    before += residueMasses[bond - 1];
    for (int charge = 1; charge <= mostFragmentCharge(precursorCharge); ++charge) {
      visit(Fragment{ionMz(before, charge), charge, bond, true});
      visit(Fragment{ionMz(whole - before, charge), charge, bond, false});
    }
  }
}

/// The peaks that are none of the peptide's fragments.
std::vector<FragmentPeak> unmatchedPeaks(const BinnedSpectrum& spectrum, const double* residueMasses, int length,
                                         int precursorCharge);

MatchDetail describeMatch(const BinnedSpectrum& spectrum, const double* residueMasses, int length, int precursorCharge);

}  // namespace vescargo
