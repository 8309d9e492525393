#include "vescargo/simulate/Composition.h"

#include <array>

namespace vescargo {

Composition& Composition::operator+=(const Composition& other) {
  carbon += other.carbon;
  hydrogen += other.hydrogen;
  nitrogen += other.nitrogen;
  oxygen += other.oxygen;
  sulfur += other.sulfur;
  return *this;
}

double monoisotopicMass(const Composition& atoms) {
  return 12.0 * atoms.carbon + 1.00782503223 * atoms.hydrogen + 14.00307400443 * atoms.nitrogen +
         15.99491461957 * atoms.oxygen + 31.9720711744 * atoms.sulfur;
}

bool isResidue(char letter) { return residueComposition(letter).carbon > 0; }

Composition residueComposition(char letter) {
  static constexpr std::array<Composition, 26> residues{{
      {3, 5, 1, 1, 0},    // A
      {},                 // B
      {5, 8, 2, 2, 1},    // C, carbamidomethylated
      {4, 5, 1, 3, 0},    // D
      {5, 7, 1, 3, 0},    // E
      {9, 9, 1, 1, 0},    // F
      {2, 3, 1, 1, 0},    // G
      {6, 7, 3, 1, 0},    // H
      {6, 11, 1, 1, 0},   // I
      {},                 // J
      {6, 12, 2, 1, 0},   // K
      {6, 11, 1, 1, 0},   // L
      {5, 9, 1, 1, 1},    // M
      {4, 6, 2, 2, 0},    // N
      {},                 // O
      {5, 7, 1, 1, 0},    // P
      {5, 8, 2, 2, 0},    // Q
      {6, 12, 4, 1, 0},   // R
      {3, 5, 1, 2, 0},    // S
      {4, 7, 1, 2, 0},    // T
      {},                 // U
      {5, 9, 1, 1, 0},    // V
      {11, 10, 2, 1, 0},  // W
      {},                 // X
      {9, 9, 1, 2, 0},    // Y
      {},                 // Z
  }};
  return letter >= 'A' && letter <= 'Z' ? residues[static_cast<std::size_t>(letter - 'A')] : Composition{};
}

Composition peptideComposition(std::string_view sequence, int oxidations) {
  Composition sum{0, 2, 0, 1 + oxidations, 0};
  for (const char letter : sequence) sum += residueComposition(letter);
  return sum;
}

}  // namespace vescargo
