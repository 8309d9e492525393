#pragma once

#include <vector>

#include "vescargo/search/Psm.h"

namespace vescargo {

/// Hyperscore + deltaScore + ionSurprise + 6 expectScore: what rescoring starts from, and the
/// score where there is too little to learn from. On real runs (ion-trap BSA, HCD of
/// human cells, TMT) the sum ranks better than the hyperscore by itself.
double startScore(const Psm& psm);

/// Which targets to learn from: those at or above the lowest start score at which
/// decoys / targets is at most `fdr`. No +1 here, it only chooses what teaches.
std::vector<bool> confidentTargets(const std::vector<Psm>& psms, double fdr);

}  // namespace vescargo
