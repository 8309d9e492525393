#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "vescargo/search/PeptideDatabase.h"

namespace vescargo::test {

inline const Modification carbamidomethyl{"Carbamidomethyl (C)", "Carbamidomethyl", 57.021464, 'C',
                                          ModificationSite::Residue};
inline const Modification oxidation{"Oxidation (M)", "Oxidation", 15.994915, 'M', ModificationSite::Residue};
inline const Modification acetyl{"Acetyl (Protein N-term)", "Acetyl", 42.010565, 0, ModificationSite::ProteinNTerm};

inline Chemistry usualChemistry() { return {Enzyme{}, {carbamidomethyl}, {oxidation, acetyl}}; }

/// Records of targets, or of the decoys that are searched beside them.
inline std::vector<PeptideRecord> recordsOf(const PeptideDatabase& database, bool decoy) {
  std::vector<PeptideRecord> records;
  for (const auto& record : database.records()) {
    if (!decoy && record.decoy == 0) records.push_back(record);
    if (decoy && record.paired != 0) records.push_back(decoyOf(record));
  }
  return records;
}

/// Random numbers that are the same everywhere (Numerical Recipes' 64-bit LCG, high bits).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint32_t below(std::uint32_t end) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>((state_ >> 33U) % end);
  }
  double unit() { return (below(1000000) + 0.5) / 1000000; }
  double normal() { return std::sqrt(-2 * std::log(unit())) * std::cos(6.283185307179586 * unit()); }

 private:
  std::uint64_t state_;
};

inline std::string randomSequence(Dice& dice, std::size_t length) {
  std::string sequence;
  for (std::size_t i = 0; i < length; ++i) sequence.push_back("ACDEFGHIKLMNPQRSTVWY"[dice.below(20)]);
  return sequence;
}

inline Protein protein(std::string accession, std::string sequence) {
  return {std::move(accession), "", "", std::move(sequence)};
}

}  // namespace vescargo::test
