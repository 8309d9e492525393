#include "vescargo/confidence/folds.h"

#include <algorithm>

#include "vescargo/search/peptideHash.h"

namespace vescargo {

std::vector<int> peptideFolds(const std::vector<Psm>& psms) {
  std::vector<std::uint64_t> hashes(psms.size());
  for (std::size_t i = 0; i < psms.size(); ++i) hashes[i] = peptideHash(psms[i].sequence);
  auto distinct = hashes;
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  std::vector<int> folds(psms.size());
  for (std::size_t i = 0; i < psms.size(); ++i) {
    const auto rank = std::lower_bound(distinct.begin(), distinct.end(), hashes[i]) - distinct.begin();
    folds[i] = static_cast<int>(rank % foldCount);
  }
  return folds;
}

}  // namespace vescargo
