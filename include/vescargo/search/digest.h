#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/search/SearchOptions.h"

namespace vescargo {

/// A stretch of a protein.
struct PeptideSpan {
  std::uint32_t start = 0;
  std::uint32_t length = 0;
  bool proteinNTerm = false;  ///< also where the initiator methionine was taken off
  bool proteinCTerm = false;
  bool operator==(const PeptideSpan&) const = default;
};

struct DigestRules {
  CutRule cuts;
  Specificity specificity = Specificity::Full;
  std::uint32_t missedCleavages = 2;
  std::uint32_t minLength = 7;
  std::uint32_t maxLength = 40;
};

/// An enzyme that cuts at every bond asks for Specificity::None.
DigestRules digestRules(const Chemistry& chemistry, const SearchOptions& options);

/// Each peptide of a protein once. Full: both ends are cuts or ends of the protein, with at most
/// missedCleavages cuts inside; semi: one end is; none: any stretch, whatever the cuts inside. The first
/// methionine of a protein is also taken off, and what begins behind it begins at the
/// protein's N-terminus. Peptides with a letter that has no residueMass are left
/// out. `spans` is cleared first, so that it can be used again.
void digest(std::string_view protein, const DigestRules& rules, std::vector<PeptideSpan>& spans);

/// Cuts within the peptide that were missed.
int missedCleavages(std::string_view peptide, const CutRule& cuts);

}  // namespace vescargo
