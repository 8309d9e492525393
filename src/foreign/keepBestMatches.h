#pragma once

#include <functional>
#include <string>
#include <vector>

#include "Candidate.h"

namespace vescargo {

/// Leaves one match of each spectrum, of matches sorted by run and spectrum: that with the lowest q-value, of equals
/// the lowest posterior error, then the highest score, then the first; a number counts where both have it. Those left
/// out whose peptide is the same give their proteins to it; so do those that are as good at the same charge and differ
/// in I and L alone, which no spectrum tells apart; of these a target stays before a decoy. Sentences of how many there
/// were, with the first of each kind.
std::vector<std::string> keepBestMatches(Candidates& matches, const std::function<bool(const Candidate&)>& isDecoy);

}  // namespace vescargo
