#pragma once

#include <vector>

#include "vescargo/simulate/Peptides.h"

namespace vescargo {

/// An ion that a peptide breaks into.
struct Fragment {
  double neutralMass = 0;  ///< monoisotopic, Da
  int charge = 1;
  double share = 0;  ///< of the fragments' ions

  double mz() const;
};

/// Fragments of beam-type dissociation, shares of sum 1: b and y ions (with an a2, losses of water,
/// ammonia and, from oxidised methionine, methanesulfenic acid), immonium ions and what is left of the precursor.
/// How much a bond breaks hangs on its residues: more before proline and less behind it (Breci et
/// al. 2003 Anal Chem 75:1963), more behind Asp and Glu where no proton is mobile
/// (Wysocki et al. 2000 J Mass Spectrom 35:1399), more behind His, Ile, Leu and Val (Kapp et al. 2003 Anal Chem
/// 75:6251). The proton goes to the more basic side.
std::vector<Fragment> fragmentsOf(const SimulatedPeptide& peptide, int charge);

}  // namespace vescargo
