#include "vescargo/confidence/acceptance.h"

#include <algorithm>

namespace vescargo {

namespace {

/// The higher of `fdr` and the lowest q-value of a target; `fdr` where there is no target.
template <class Items, class QValue>
double attainable(const Items& items, double fdr, QValue&& qValue) {
  float lowest = 1;
  bool any = false;
  for (const auto& item : items) {
    if (item.decoy) continue;
    lowest = std::min(lowest, qValue(item));
    any = true;
  }
  return any ? std::max(fdr, static_cast<double>(lowest)) : fdr;
}

}  // namespace

AcceptedLimits acceptedLimits(const Identifications& identifications, double fdr) {
  const double ofMatches = attainable(identifications.psms, fdr, [](const Psm& match) { return match.qValue; });
  return {ofMatches <= highestLiftedPsmLimit ? ofMatches : fdr,
          attainable(identifications.psms, fdr, [](const Psm& psm) { return psm.peptideQValue; }),
          attainable(identifications.groups, fdr, [](const ProteinGroup& group) { return group.qValue; })};
}

}  // namespace vescargo
