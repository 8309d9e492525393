#pragma once

#include "vescargo/search/Psm.h"

namespace vescargo {

inline constexpr double highestLiftedPsmLimit = 0.05;

/// Highest q-values that count, each for its own level.
struct AcceptedLimits {
  double psm = 0.01;
  double peptide = 0.01;
  double group = 0.01;
};

/// Limits for a false-discovery rate. With the +1 of the q-values n matches, peptides or
/// groups cannot reach a q-value below 1 / n, so on each level the lowest q-value of any
/// target stands in where it is above `fdr`: a small sample then keeps its best ones, at the
/// rate that the limit says. Matches are not kept above highestLiftedPsmLimit: 20 of them
/// ahead of the first decoy are a small sample, fewer are a database that does not fit. Nor are peptides and groups
/// whose lowest q-value is above it and more than 1 / n of the n that have it: decoys stand ahead of them.
AcceptedLimits acceptedLimits(const Identifications& identifications, double fdr);

/// Whether a match, target or decoy, passes by its own q-value and its peptide's. q-values are
/// 32-bit and compared as such, so that a limit that is no binary number is met when equal.
inline bool isWithin(const Psm& psm, const AcceptedLimits& limits) {
  return psm.qValue <= static_cast<float>(limits.psm) && psm.peptideQValue <= static_cast<float>(limits.peptide);
}

/// Whether a target match counts.
inline bool isAccepted(const Psm& psm, const AcceptedLimits& limits) { return !psm.decoy && isWithin(psm, limits); }

/// Whether a target group counts.
inline bool isAccepted(const ProteinGroup& group, const AcceptedLimits& limits) {
  return !group.decoy && group.qValue <= static_cast<float>(limits.group);
}

}  // namespace vescargo
