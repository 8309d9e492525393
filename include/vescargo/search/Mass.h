#pragma once

#include <cstdint>

namespace vescargo {

/// Monoisotopic masses in Da (CODATA 2018 proton; IUPAC 2013 isotope masses).
inline constexpr double protonMass = 1.007276466621;
inline constexpr double waterMass = 18.010564684;
inline constexpr double isotopeSpacing = 1.0033548378;  ///< 13C less 12C

/// Monoisotopic mass of a residue within a peptide; U is selenocysteine. 0 for
/// letters that stand for no single residue (B, J, X, Z, '*') and for O: peptides
/// that hold one are not searched.
double residueMass(char letter);

/// Da; masses that are sorted and looked up by the million are whole numbers of it (0.004 ppm at 1000 Da).
inline constexpr double massUnit = 1.0 / (1U << 18U);

/// Negative masses wrap around, so that sums of units stay right.
constexpr std::uint32_t toMassUnits(double mass) {
  return static_cast<std::uint32_t>(static_cast<std::int64_t>(mass / massUnit + (mass < 0 ? -0.5 : 0.5)));
}

/// m/z that fragments of peptides can have, within what 32 bits of massUnits hold; a peak elsewhere matches none.
inline constexpr float lowestFragmentMz = 10;
inline constexpr float highestFragmentMz = 16000;

constexpr bool isFragmentMz(float mz) { return mz >= lowestFragmentMz && mz <= highestFragmentMz; }

/// m/z of a neutral mass with `charge` protons.
constexpr double ionMz(double neutralMass, int charge) { return neutralMass / charge + protonMass; }
constexpr double neutralMass(double mz, int charge) { return (mz - protonMass) * charge; }

}  // namespace vescargo
