#include "vescargo/search/countPeptides.h"

#include <algorithm>

#include "vescargo/search/decoyNaming.h"
#include "vescargo/search/peptideHash.h"

namespace vescargo {

namespace {

std::vector<std::uint64_t> distinctHashes(const std::vector<Protein>& proteins, const DigestRules& rules,
                                          bool entrapment) {
  const DecoyNaming naming = detectDecoys(proteins);
  std::vector<std::uint64_t> hashes;
  std::vector<PeptideSpan> spans;
  StretchHash stretch;
  for (const auto& protein : proteins) {
    if (protein.entrapment != entrapment || (naming.decoys > 0 && naming.isDecoy(protein.accession))) continue;
    digest(protein.sequence, rules, spans);
    stretch.assign(protein.sequence);
    for (const auto& span : spans) hashes.push_back(stretch.of(span.start, span.length));
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

}  // namespace

PeptideCounts countPeptides(const std::vector<Protein>& proteins, const DigestRules& rules) {
  const auto targets = distinctHashes(proteins, rules, false);
  const auto entrapment = distinctHashes(proteins, rules, true);
  const auto foreign = std::count_if(entrapment.begin(), entrapment.end(), [&](std::uint64_t hash) {
    return !std::binary_search(targets.begin(), targets.end(), hash);
  });
  return {targets.size(), static_cast<std::size_t>(foreign)};
}

}  // namespace vescargo
