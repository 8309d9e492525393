#pragma once

#include <vector>

#include "vescargo/search/Psm.h"

namespace vescargo {

/// Protein groups with picked q-values (Savitski 2015; The 2022).
///
/// Parsimony over target peptides (I = L) at or below `fdr` at peptide level:
/// proteins with the same peptides are one group, and the fewest groups that
/// explain all peptides are kept (greedy set cover). Where the data are too few
/// for any peptide to reach `fdr`, the lowest peptide q-value there is stands in.
/// Other target peptides that hit no protein so explained make groups in the
/// same way, without peptides at the threshold. A group's score is that of its
/// best peptide; it competes with the decoys of its proteins, and only the winner
/// stays; decoys that no target group answers to stay too.
/// `psms` index `proteins` and have score and peptideQValue. Sorted as Identifications says.
std::vector<ProteinGroup> proteinGroups(const std::vector<Psm>& psms, const std::vector<Protein>& proteins, double fdr);

}  // namespace vescargo
