#pragma once

#include <string>
#include <vector>

#include "vescargo/confidence/ConfidenceOptions.h"
#include "vescargo/search/Psm.h"

namespace vescargo {

/// Rescores the matches of all runs together and gives q-values of PSMs,
/// peptides (by modified sequence, over all runs, I = L) and protein groups, and
/// posterior errors. With too few confident targets to learn from (see rescore)
/// the score is the start score. `psms` index `databaseProteins`; those of the
/// result index the proteins that are hit. The +1 of the q-values means that n
/// matches cannot reach a q-value below 1 / n. Throws Empty when there is no match.
Identifications assignConfidence(std::vector<std::string> runs, std::vector<Psm> psms,
                                 std::vector<Protein> databaseProteins, const ConfidenceOptions& options);

}  // namespace vescargo
