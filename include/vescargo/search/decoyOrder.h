#pragma once

#include <string>
#include <string_view>

#include "vescargo/search/SearchOptions.h"
#include "vescargo/search/peptideHash.h"

namespace vescargo {

struct DecoyRules {
  DecoyMethod method = DecoyMethod::Reversed;
  bool keepsFirst = false;  ///< the first residue keeps its place, as the last always does
};

ResidueOrder givenOrder();
/// Where the residues of the peptide's decoy stand in the peptide. Shuffled by the
/// peptide's hash (I = L), so that a peptide has one decoy whatever the database.
ResidueOrder decoyOrder(std::string_view peptide, const DecoyRules& rules);
std::string decoySequence(std::string_view peptide, const DecoyRules& rules);

}  // namespace vescargo
