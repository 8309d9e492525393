#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "vescargo/compare/Comparison.h"

namespace vescargo {

/// Proteins of one verdict that the answer names, as places in Comparison::changes.
struct NamedChanges {
  static constexpr std::size_t most = 12;
  ChangeVerdict verdict;
  std::vector<std::size_t> shown;  ///< the smallest p first
  std::size_t more = 0;            ///< how many have the verdict and are not named
};

/// Robust, explained, not separable, unmasked and markers, those that a contrast has.
std::vector<NamedChanges> namedChanges(const Comparison& comparison);

/// Id of a protein's row in the table of the `number`-th contrast.
std::string changeId(std::size_t number, std::size_t place);

/// Its gene, else its protein, as HTML; of several the first two and how many more.
std::string changeName(const Change& change);

}  // namespace vescargo
