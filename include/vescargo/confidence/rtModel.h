#pragma once

#include <vector>

#include "vescargo/search/Psm.h"

namespace vescargo {

inline constexpr std::size_t fewestRtPeptides = 20;
inline constexpr double mostRtUnexplained = 0.5;

/// Sets Psm::rtDeviationSeconds: observed less predicted retention time. In each run a line on
/// the hydrophobicity of the sequence (retention coefficients of Krokhin 2004) is
/// fitted to its confident targets (see confidentTargets), and what it leaves is learned by ridge
/// regression on residue composition. A match is predicted by a model that did not
/// see its fold, so being confident gives no advantage. 0 in a run with fewer than
/// fewestRtPeptides confident peptides, and where the models leave more than
/// mostRtUnexplained of the confident targets' variance: there time tells nothing. `folds` as of peptideFolds.
void setRtDeviations(std::vector<Psm>& psms, const std::vector<int>& folds);

}  // namespace vescargo
