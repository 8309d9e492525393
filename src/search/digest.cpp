#include "vescargo/search/digest.h"

#include <algorithm>

#include "vescargo/search/Mass.h"

namespace vescargo {

namespace {

std::vector<std::uint32_t> cutPositions(std::string_view protein, const Enzyme& enzyme) {
  std::vector<std::uint32_t> cuts{0};
  for (std::size_t i = 0; i + 1 < protein.size(); ++i) {
    if (cutsBetween(enzyme, protein[i], protein[i + 1])) cuts.push_back(static_cast<std::uint32_t>(i + 1));
  }
  cuts.push_back(static_cast<std::uint32_t>(protein.size()));
  return cuts;
}

bool hasMass(std::string_view peptide) {
  return std::all_of(peptide.begin(), peptide.end(), [](char letter) { return residueMass(letter) > 0; });
}

}  // namespace

DigestRules digestRules(const Chemistry& chemistry, const SearchOptions& options) {
  return {chemistry.enzyme, static_cast<std::uint32_t>(options.missedCleavages),
          static_cast<std::uint32_t>(options.minPeptideLength), static_cast<std::uint32_t>(options.maxPeptideLength)};
}

bool cutsBetween(const Enzyme& enzyme, char letter, char next) {
  return enzyme.after.find(letter) != std::string::npos && enzyme.notBefore.find(next) == std::string::npos;
}

void digest(std::string_view protein, const DigestRules& rules, std::vector<PeptideSpan>& spans) {
  spans.clear();
  if (protein.empty()) return;
  const auto cuts = cutPositions(protein, rules.enzyme);
  const bool clean = hasMass(protein);
  const auto add = [&](std::uint32_t start, std::uint32_t end, bool nTerm) {
    const std::uint32_t length = end - start;
    if (length < rules.minLength || length > rules.maxLength) return;
    if (!clean && !hasMass(protein.substr(start, length))) return;
    spans.push_back({start, length, nTerm, end == protein.size()});
  };
  const auto lastEnd = [&](std::size_t first) { return std::min(first + rules.missedCleavages + 1, cuts.size() - 1); };
  for (std::size_t first = 0; first + 1 < cuts.size(); ++first) {
    for (std::size_t end = first + 1; end <= lastEnd(first); ++end) add(cuts[first], cuts[end], first == 0);
  }
  if (protein.front() != 'M' || cuts[1] == 1) return;
  for (std::size_t end = 1; end <= lastEnd(0); ++end) add(1, cuts[end], true);
}

int missedCleavages(std::string_view peptide, const Enzyme& enzyme) {
  int missed = 0;
  for (std::size_t i = 0; i + 1 < peptide.size(); ++i)
    missed += cutsBetween(enzyme, peptide[i], peptide[i + 1]) ? 1 : 0;
  return missed;
}

std::string decoySequence(std::string_view peptide) {
  std::string decoy(peptide);
  if (!decoy.empty()) std::reverse(decoy.begin(), decoy.end() - 1);
  return decoy;
}

}  // namespace vescargo
