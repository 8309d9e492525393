#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/search/PeptideRecord.h"
#include "vescargo/search/Psm.h"
#include "vescargo/search/decoyNaming.h"
#include "vescargo/search/digest.h"
#include "vescargo/table/Fasta.h"

namespace vescargo {

/// The proteins of a search, their sequences end to end, and which of them have a peptide.
class ProteinTexts {
 public:
  /// Where the proteins have decoys among them (detectDecoys) those are searched and none are made. Throws
  /// CorruptContent for decoys that are too few or too many, and for more than 4 billion residues.
  ProteinTexts(std::vector<Protein> proteins, const DigestRules& rules);

  /// Targets by accession, then decoys: those that are made ("DECOY_" + accession, no sequence) in the order of
  /// their targets, or those that were given, by accession, which is "DECOY_" and that of the target too.
  const std::vector<Protein>& proteins() const { return proteins_; }
  /// Of the proteins given.
  const DecoyNaming& decoyNaming() const { return naming_; }
  bool makesDecoys() const { return naming_.decoys == 0; }
  const DigestRules& rules() const { return rules_; }

  /// Those that have a sequence come first.
  std::size_t withSequence() const { return starts_.size() - 1; }
  bool isTarget(std::size_t protein) const { return protein < targets_; }
  std::string_view ofProtein(std::size_t protein) const {
    return std::string_view(text_).substr(starts_[protein], starts_[protein + 1] - starts_[protein]);
  }
  std::uint32_t startOf(std::size_t protein) const { return starts_[protein]; }
  /// As it stands in its protein.
  std::string_view ofPeptide(const PeptideRecord& record) const {
    return std::string_view(text_).substr(record.offset, record.length);
  }
  /// Whether a record lies within them.
  bool has(const PeptideRecord& record) const { return record.offset + std::size_t{record.length} <= text_.size(); }
  const char* data() const { return text_.data(); }

  /// For each record, the proteins whose digest has it (I = L), ascending; of a decoy, the decoys of its target's.
  std::vector<std::vector<std::uint32_t>> proteinsOf(const std::vector<PeptideRecord>& records) const;
  /// Sets Psm::proteins by Psm::record, as indices into proteins().
  void nameProteins(std::vector<Psm>& psms) const;

 private:
  void layOut(std::vector<Protein> proteins);

  DecoyNaming naming_;
  std::vector<Protein> proteins_;
  std::size_t targets_ = 0;            ///< of proteins_, the first ones
  std::string text_;                   ///< sequences end to end
  std::vector<std::uint32_t> starts_;  ///< in text_ of each protein that has a sequence, and its end
  DigestRules rules_;
};

}  // namespace vescargo
