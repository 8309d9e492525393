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

/// Full-specific digestion.
struct DigestRules {
  Enzyme enzyme;
  std::uint32_t missedCleavages = 2;
  std::uint32_t minLength = 7;
  std::uint32_t maxLength = 40;
};

DigestRules digestRules(const Chemistry& chemistry, const SearchOptions& options);

/// Where the enzyme cuts behind `letter` when `next` follows.
bool cutsBetween(const Enzyme& enzyme, char letter, char next);

/// Peptides by start (the initiator methionine's loss last), then length. The
/// first methionine of a protein is also taken off. Peptides with a letter that
/// has no residueMass are left out. `spans` is cleared first, so that it can be used again.
void digest(std::string_view protein, const DigestRules& rules, std::vector<PeptideSpan>& spans);

/// Cuts within the peptide that were missed.
int missedCleavages(std::string_view peptide, const Enzyme& enzyme);

/// The decoy of a peptide: reversed but for its last residue.
std::string decoySequence(std::string_view peptide);

}  // namespace vescargo
