#pragma once

#include <vector>

#include "vescargo/search/Psm.h"
#include "vescargo/search/digest.h"

namespace vescargo {

/// Distinct peptides of the digest of the proteins that are no decoys (detectDecoys, which may throw). A peptide that
/// is also in a protein that is no entrapment counts as target.
PeptideCounts countPeptides(const std::vector<Protein>& proteins, const DigestRules& rules);

}  // namespace vescargo
