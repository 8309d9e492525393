#pragma once

#include <vector>

#include "vescargo/search/Psm.h"

namespace vescargo {

inline constexpr std::size_t fewestRtPeptides = 60;

/// Sets Psm::rtDeviationSeconds: observed less predicted retention time, by ridge
/// regression on residue composition fitted in each run to its confident targets
/// (5 % FDR by hyperscore). A match is predicted by a model that did not see its
/// fold, so being confident gives no advantage. 0 in a run with fewer than
/// fewestRtPeptides confident peptides. `folds` as of peptideFolds.
void setRtDeviations(std::vector<Psm>& psms, const std::vector<int>& folds);

}  // namespace vescargo
