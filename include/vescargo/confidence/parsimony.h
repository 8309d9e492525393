#pragma once

#include <cstdint>
#include <vector>

namespace vescargo {

/// Proteins with the same peptides, and the peptides they were the first to explain.
struct ParsimonyGroup {
  std::vector<std::uint32_t> proteins;  ///< ascending
  std::vector<std::size_t> peptides;    ///< all of theirs, ascending
  std::vector<std::size_t> razor;       ///< of those, the ones no group before explains
};

/// Fewest groups that explain all peptides, greedily: the group with the most
/// unexplained peptides next; of equals the one with more peptides, then the
/// lowest protein. `proteinsOf[p]` are the proteins of peptide p, ascending.
std::vector<ParsimonyGroup> parsimonyGroups(const std::vector<std::vector<std::uint32_t>>& proteinsOf);

}  // namespace vescargo
