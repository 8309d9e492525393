#pragma once

#include <array>

namespace vescargo {

inline constexpr int tracedIsotopes = 3;

/// Expected intensities of M, M+1 and M+2 relative to M for a peptide of a neutral
/// monoisotopic mass (Da): averagine (Senko 1995) and the abundances of IUPAC 2013.
std::array<double, tracedIsotopes> isotopeRatios(double neutralMass);

}  // namespace vescargo
