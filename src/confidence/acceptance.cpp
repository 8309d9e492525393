#include "vescargo/confidence/acceptance.h"

#include <algorithm>
#include <optional>

namespace vescargo {

namespace {

struct Lowest {
  double qValue = 0;
  std::size_t targets = 0;  ///< that have it
};

/// The lowest q-value of a target, and how many have it.
template <class Items, class QValue>
std::optional<Lowest> lowestOf(const Items& items, QValue&& qValue) {
  std::optional<Lowest> lowest;
  for (const auto& item : items) {
    if (item.decoy) continue;
    const auto value = static_cast<double>(qValue(item));
    if (!lowest || value < lowest->qValue) lowest = Lowest{value, 0};
    lowest->targets += value == lowest->qValue ? 1 : 0;
  }
  return lowest;
}

/// The higher of `fdr` and the lowest q-value that the +1 alone explains; `fdr` where there is none.
template <class Items, class QValue>
double attainable(const Items& items, double fdr, QValue&& qValue) {
  constexpr double rounding = 1e-6;
  const auto lowest = lowestOf(items, qValue);
  if (!lowest || lowest->qValue <= fdr) return fdr;
  const bool fewOnly = lowest->qValue * static_cast<double>(lowest->targets) <= 1 + rounding;
  return fewOnly || lowest->qValue <= highestLiftedPsmLimit ? lowest->qValue : fdr;
}

}  // namespace

AcceptedLimits acceptedLimits(const Identifications& identifications, double fdr) {
  const double ofMatches = attainable(identifications.psms, fdr, [](const Psm& match) { return match.qValue; });
  return {ofMatches <= highestLiftedPsmLimit ? ofMatches : fdr,
          attainable(identifications.psms, fdr, [](const Psm& psm) { return psm.peptideQValue; }),
          attainable(identifications.groups, fdr, [](const ProteinGroup& group) { return group.qValue; })};
}

}  // namespace vescargo
