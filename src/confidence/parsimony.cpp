#include "vescargo/confidence/parsimony.h"

#include <algorithm>
#include <map>
#include <queue>
#include <tuple>

namespace vescargo {

std::vector<ParsimonyGroup> parsimonyGroups(const std::vector<std::vector<std::uint32_t>>& proteinsOf) {
  std::map<std::uint32_t, std::vector<std::size_t>> peptidesOf;
  for (std::size_t p = 0; p < proteinsOf.size(); ++p) {
    for (const auto protein : proteinsOf[p]) peptidesOf[protein].push_back(p);
  }
  std::map<std::vector<std::size_t>, std::vector<std::uint32_t>> alike;
  for (auto& [protein, peptides] : peptidesOf) alike[peptides].push_back(protein);
  std::vector<ParsimonyGroup> all;
  for (auto& [peptides, proteins] : alike) all.push_back({proteins, peptides, {}});

  // Gains only shrink, so an entry whose gain is still right when it comes up is the best.
  using Entry = std::tuple<std::size_t, std::size_t, std::int64_t, std::size_t>;
  std::priority_queue<Entry> queue;
  for (std::size_t g = 0; g < all.size(); ++g)
    queue.emplace(all[g].peptides.size(), all[g].peptides.size(), -static_cast<std::int64_t>(all[g].proteins[0]), g);
  std::vector<bool> explained(proteinsOf.size(), false);
  std::vector<ParsimonyGroup> kept;
  while (!queue.empty()) {
    const auto [gain, total, lead, g] = queue.top();
    queue.pop();
    std::vector<std::size_t> fresh;
    for (const auto p : all[g].peptides) {
      if (!explained[p]) fresh.push_back(p);
    }
    if (fresh.empty()) continue;
    if (fresh.size() < gain) {
      queue.emplace(fresh.size(), total, lead, g);
      continue;
    }
    for (const auto p : fresh) explained[p] = true;
    all[g].razor = std::move(fresh);
    kept.push_back(std::move(all[g]));
  }
  return kept;
}

}  // namespace vescargo
