#pragma once

#include <string>
#include <vector>

#include "search/Chemistry.h"
#include "vescargo/search/Psm.h"

namespace vescargo::test {

/// A search whose truth is known: `truePsms` right targets, and wrong matches
/// that hit targets and decoys alike, `contrast` apart. Protein 0 holds what is right, 1 and its decoy 2 what is wrong.
struct Simulated {
  std::vector<Psm> psms;
  std::vector<bool> right;
};

inline Simulated simulate(std::size_t truePsms, std::size_t wrongPsms, std::uint64_t seed, double contrast = 1) {
  Dice dice(seed);
  Simulated simulated;
  for (std::size_t i = 0; i < truePsms + wrongPsms; ++i) {
    const bool right = i < truePsms;
    const double lift = right ? contrast : 0;
    Psm psm;
    psm.spectrum = static_cast<std::uint32_t>(i);
    psm.sequence = randomSequence(dice, 8 + dice.below(15)) + "K";
    psm.modifiedSequence = psm.sequence;
    psm.decoy = !right && dice.below(2) == 0;
    psm.proteins = {right ? 0U : psm.decoy ? 2U : 1U};
    psm.charge = 2;
    psm.rtSeconds = static_cast<float>(600 + 10 * i);
    psm.hyperscore = static_cast<float>(15 + 9 * lift + 3 * dice.normal());
    psm.deltaScore = static_cast<float>(std::abs(1 + 7 * lift + 2 * dice.normal()));
    psm.matchedIons = static_cast<std::uint16_t>(6 + 5 * lift + dice.below(4));
    psm.explainedIntensity = static_cast<float>(0.2 + 0.3 * lift + 0.2 * dice.unit());
    psm.ionSurprise = static_cast<float>(3 + 2 * lift + dice.normal());
    psm.precursorErrorPpm = static_cast<float>((right ? 2 : 6) * dice.normal());
    psm.fragmentErrorPpm = static_cast<float>(right ? 3 : 8);
    simulated.psms.push_back(psm);
    simulated.right.push_back(right);
  }
  return simulated;
}

inline std::vector<Protein> threeProteins() {
  return {protein("RIGHT", "AA"), protein("WRONG", "AA"), protein("DECOY_WRONG", "")};
}

inline Psm match(std::string sequence, std::vector<std::uint32_t> proteins, float score, float peptideQ,
                 bool decoy = false) {
  Psm psm;
  psm.sequence = sequence;
  psm.modifiedSequence = std::move(sequence);
  psm.proteins = std::move(proteins);
  psm.score = score;
  psm.peptideQValue = peptideQ;
  psm.decoy = decoy;
  return psm;
}

}  // namespace vescargo::test
