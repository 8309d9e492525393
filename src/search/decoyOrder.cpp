#include "vescargo/search/decoyOrder.h"

#include <algorithm>
#include <numeric>

namespace vescargo {

ResidueOrder givenOrder() {
  ResidueOrder order;
  std::iota(order.begin(), order.end(), std::uint8_t{0});
  return order;
}

ResidueOrder decoyOrder(std::string_view peptide, const DecoyRules& rules) {
  static const ResidueOrder given = givenOrder();
  ResidueOrder order = given;
  const std::size_t first = rules.keepsFirst ? 1 : 0;
  if (peptide.size() < first + 2) return order;
  auto* begin = order.data() + first;
  auto* end = order.data() + peptide.size() - 1;
  if (rules.method == DecoyMethod::Reversed) {
    std::reverse(begin, end);
    return order;
  }
  std::uint64_t state = peptideHash(peptide);
  for (auto left = static_cast<std::uint64_t>(end - begin); left > 1; --left) {
    // The multiplier of Numerical Recipes' 64-bit generator; its high bits are good.
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    std::swap(begin[left - 1], begin[(state >> 33U) % left]);
  }
  return order;
}

std::string decoySequence(std::string_view peptide, const DecoyRules& rules) {
  const ResidueOrder order = decoyOrder(peptide, rules);
  std::string decoy(peptide);
  for (std::size_t i = 0; i < peptide.size(); ++i) decoy[i] = peptide[order[i]];
  return decoy;
}

}  // namespace vescargo
