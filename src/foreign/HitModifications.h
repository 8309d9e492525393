#pragma once

#include <string>
#include <vector>

namespace vescargo {

/// Modifications that pepXML says of all peptides of a search.
struct FixedModification {
  char residue = 0;    ///< 0 = a terminus
  bool nTerm = false;  ///< of a terminus, which
  double delta = 0;    ///< Da
  std::string text;    ///< as the file writes it
};

/// A mass that pepXML writes at a place of a peptide.
struct PlacedMass {
  std::size_t place = 0;  ///< 1 = the first residue, 0 = the N-terminus, length + 1 = the C-terminus
  double mass = 0;        ///< of the residue or terminus with the modification, Da
  std::string text;       ///< as the file writes it
};

/// The peptide in the notation of readPeptide: "n[43.0184]AC[+57.021464]M[147.0354]K". `calculatedMass` (neutral, Da;
/// 0 = not told) decides what the masses are and whether fixed modifications that are not written are there.
std::string writeModified(const std::string& peptide, std::vector<PlacedMass> placed,
                          const std::vector<FixedModification>& fixed, double calculatedMass);

}  // namespace vescargo
