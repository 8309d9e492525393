#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/simulate/Composition.h"
#include "vescargo/simulate/StudyDesign.h"

namespace vescargo {

/// A tryptic peptide of the study, cysteines carbamidomethylated.
struct SimulatedPeptide {
  static constexpr int maxCharge = 4;
  std::string sequence;
  std::string modifiedSequence;       ///< OpenMS notation, "AC(Carbamidomethyl)M(Oxidation)K"
  std::vector<std::size_t> oxidised;  ///< residues, ascending
  std::vector<std::size_t> proteins;  ///< indices of StudyDesign::proteome, ascending
  Composition composition;
  double mass = 0;                            ///< neutral, monoisotopic, Da
  double rtSeconds = 0;                       ///< of the apex, before a run bends it
  std::array<double, maxCharge> chargeShare;  ///< of charges 1, 2, ..., sum 1
  std::vector<double> ions;                   ///< of all charges that elute, for each tube
  bool listed = false;                        ///< some protein of it is in the FASTA
};

/// Relative abundances of the isotopes 0, 1, 2, ... of a peptide, sum 1.
using IsotopePattern = std::vector<double>;

/// Hydrophobicity by retention coefficients with the correction of the first three residues
/// and of length (Krokhin et al. 2004 Mol Cell Proteomics 3:908).
double hydrophobicity(std::string_view sequence);

/// Trypsin's products with up to two missed cleavages, 6 to 40 residues, with and without oxidised
/// methionines. A site is cut with a chance that acidic and basic neighbours lower (Siepen et
/// al. 2007 J Proteome Res 6:399); how well a peptide ionises is drawn for its sequence. Peptides
/// that give fewer than `leastIons` in every tube are left out. By modified sequence.
std::vector<SimulatedPeptide> makePeptides(const StudyDesign& design, const SimulatorOptions& options,
                                           double leastIons = 5e5);

}  // namespace vescargo
