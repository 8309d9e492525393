#include "keepBestMatches.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vescargo {

namespace {

bool isBetter(const Psm& a, const Psm& b) {
  for (const auto value : {&Psm::qValue, &Psm::posteriorError}) {
    if (a.*value < b.*value || a.*value > b.*value) return a.*value < b.*value;
  }
  return a.score > b.score;
}

std::string withOneLeucine(std::string sequence) {
  std::replace(sequence.begin(), sequence.end(), 'I', 'L');
  return sequence;
}

/// Why a match is left out.
enum class Reason { SamePeptide, AsGood, SameCharge, OtherCharge };

Reason reasonOf(const Psm& other, const Psm& best) {
  const bool asGood = other.charge == best.charge && !isBetter(best, other);
  if (other.modifiedSequence == best.modifiedSequence) return Reason::SamePeptide;
  if (asGood && withOneLeucine(other.modifiedSequence) == withOneLeucine(best.modifiedSequence))
    return Reason::SamePeptide;
  if (asGood) return Reason::AsGood;
  return other.charge == best.charge ? Reason::SameCharge : Reason::OtherCharge;
}

struct LeftOut {
  std::size_t count = 0;
  std::string first;
};

void addProteins(Candidate& best, const Candidate& other) {
  best.names.insert(best.names.end(), other.names.begin(), other.names.end());
  best.psm.decoy = best.psm.decoy && other.psm.decoy;
}

}  // namespace

std::vector<std::string> keepBestMatches(Candidates& matches, const std::function<bool(const Candidate&)>& isDecoy) {
  constexpr std::array<const char*, 4> reasons{
      "their spectrum has the same peptide already, but for I and L, with their proteins too",
      "their spectrum has another of the same score, which stands before them",
      "their spectrum has a better one at the same charge, as where results of several searches or of two peptides of "
      "a "
      "spectrum are in one file",
      "their spectrum has a better one at another charge"};
  std::array<LeftOut, reasons.size()> leftOut;
  Candidates kept;
  for (auto first = matches.begin(); first != matches.end();) {
    const auto end = std::find_if(first, matches.end(), [&](const Candidate& match) {
      return match.psm.run != first->psm.run || match.psm.spectrum != first->psm.spectrum;
    });
    auto best = first;
    for (auto match = first; match != end; ++match) best = isBetter(match->psm, best->psm) ? match : best;
    // Of spellings that no spectrum tells apart, the target's.
    for (auto match = first; match != end && isDecoy(*best); ++match) {
      const bool twin = !isBetter(best->psm, match->psm) && reasonOf(match->psm, best->psm) == Reason::SamePeptide;
      if (twin && !isDecoy(*match)) best = match;
    }
    for (auto match = first; match != end; ++match) {
      if (match == best) continue;
      const Reason reason = reasonOf(match->psm, best->psm);
      if (reason == Reason::SamePeptide) addProteins(*best, *match);
      LeftOut& counted = leftOut[static_cast<std::size_t>(reason)];
      if (counted.count++ == 0) counted.first = match->psm.modifiedSequence + " at " + match->where();
    }
    kept.push_back(std::move(*best));
    first = end;
  }
  matches = std::move(kept);
  std::vector<std::string> told;
  for (std::size_t reason = 0; reason < reasons.size(); ++reason) {
    if (leftOut[reason].count > 0)
      told.push_back(std::to_string(leftOut[reason].count) + " matches left out: " + reasons[reason] +
                     " (the first is " + leftOut[reason].first + ")");
  }
  return told;
}

}  // namespace vescargo
