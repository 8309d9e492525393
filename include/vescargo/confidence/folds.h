#pragma once

#include <vector>

#include "vescargo/search/Psm.h"

namespace vescargo {

inline constexpr int foldCount = 3;

/// Cross-validation folds 0 to foldCount - 1, one for each match: matches of one
/// sequence (I = L, whatever its modifications) share a fold (Granholm 2012).
/// Sequences are dealt out by their hash, so the order of matches does not matter.
std::vector<int> peptideFolds(const std::vector<Psm>& psms);

}  // namespace vescargo
