#pragma once

#include <compare>
#include <string_view>

namespace vescargo {

/// Atoms of a neutral molecule.
struct Composition {
  int carbon = 0, hydrogen = 0, nitrogen = 0, oxygen = 0, sulfur = 0;

  Composition& operator+=(const Composition& other);
  auto operator<=>(const Composition&) const = default;
};

/// Monoisotopic, in Da (AME2012 atomic masses).
double monoisotopicMass(const Composition& atoms);

/// Whether the letter is one of the 20 residues that the simulator knows.
bool isResidue(char letter);

/// A residue within a peptide, cysteine carbamidomethylated. Nothing for other letters.
Composition residueComposition(char letter);

/// A peptide with its water and so many oxidations, cysteines carbamidomethylated.
Composition peptideComposition(std::string_view sequence, int oxidations);

}  // namespace vescargo
