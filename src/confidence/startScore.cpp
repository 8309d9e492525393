#include "vescargo/confidence/startScore.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace vescargo {

double startScore(const Psm& psm) {
  constexpr double perDecade = 6;
  return static_cast<double>(psm.hyperscore) + static_cast<double>(psm.deltaScore) +
         static_cast<double>(psm.ionSurprise) + perDecade * static_cast<double>(psm.expectScore);
}

std::vector<bool> confidentTargets(const std::vector<Psm>& psms, double fdr) {
  std::vector<std::pair<double, bool>> ranked;
  ranked.reserve(psms.size());
  for (const auto& psm : psms) ranked.emplace_back(startScore(psm), psm.decoy);
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  double lowest = std::numeric_limits<double>::infinity();
  std::size_t decoys = 0;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    decoys += ranked[i].second ? 1 : 0;
    const bool tied = i + 1 < ranked.size() && ranked[i + 1].first == ranked[i].first;
    if (!tied && static_cast<double>(decoys) <= fdr * static_cast<double>(i + 1 - decoys)) lowest = ranked[i].first;
  }
  std::vector<bool> confident(psms.size());
  for (std::size_t i = 0; i < psms.size(); ++i) confident[i] = !psms[i].decoy && startScore(psms[i]) >= lowest;
  return confident;
}

}  // namespace vescargo
