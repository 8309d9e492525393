#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/search/PeptideForms.h"
#include "vescargo/search/PeptideRecord.h"
#include "vescargo/search/Psm.h"
#include "vescargo/search/decoyNaming.h"
#include "vescargo/search/decoyOrder.h"
#include "vescargo/search/digest.h"
#include "vescargo/table/Fasta.h"

namespace vescargo {

/// All modified peptides of a protein database, sorted by mass, so that a precursor
/// window is one contiguous range. Each peptide (I = L) stands once. Decoys are
/// not stored: a target marked `paired` stands for its decoy too, which has
/// the target's residues (with their modifications) in another order, but for the last residue, and for
/// the first where the enzyme cuts before residues or a modification is bound to a first residue.
/// A decoy that is equal to a target (I = L) is left out.
///
/// Letters: U is selenocysteine; peptides with B, J, O, X, Z or '*' are left out.
/// An initiator methionine is there and taken off.
class PeptideDatabase {
 public:
  static constexpr double maxMass = 16000;  ///< Da; no peptide is heavier

  /// Where the proteins have decoys among them (detectDecoys) those are searched and none are made. Throws
  /// CorruptContent when no protein gives a peptide of the wanted length or decoys are too few or too
  /// many, BadParameter when it would not fit in memory.
  PeptideDatabase(std::vector<Protein> proteins, const Chemistry& chemistry, const SearchOptions& options);

  /// Targets by accession, then decoys: those that are made ("DECOY_" + accession, no sequence) in the order of
  /// their targets, or those that were given, by accession, which is "DECOY_" and that of the target too.
  const std::vector<Protein>& proteins() const { return proteins_; }
  /// Of the proteins given.
  const DecoyNaming& decoyNaming() const { return naming_; }
  /// Modified peptides, targets and decoys.
  std::size_t peptideCount() const { return records_.size() + pairs_; }
  /// Records of a range of neutral masses (Da, both ends in).
  std::span<const PeptideRecord> inMassRange(double low, double high) const;
  std::span<const PeptideRecord> records() const { return records_; }

  /// One letter a residue; a decoy as it is searched.
  std::string sequence(const PeptideRecord& record) const;
  /// OpenMS notation.
  std::string modifiedSequence(const PeptideRecord& record) const;
  double mass(const PeptideRecord& record) const;
  /// Masses of the residues with their modifications, those of termini on the first and last; `masses` has room for
  /// the peptide's length.
  void residueMasses(const PeptideRecord& record, double* masses) const;
  /// The same in massUnits.
  void residueUnits(const PeptideRecord& record, std::uint32_t* units) const;
  /// Asks for what residueUnits will read, ahead of time.
  void prefetch(const PeptideRecord& record) const { __builtin_prefetch(text_.data() + record.offset); }
  int missedCleavages(const PeptideRecord& record) const;
  /// For each record, the proteins whose digest has it (I = L), ascending; of a decoy, the decoys of its target's.
  std::vector<std::vector<std::uint32_t>> proteinsOf(const std::vector<PeptideRecord>& records) const;
  /// Sets Psm::proteins by Psm::record, as indices into proteins().
  void nameProteins(std::vector<Psm>& psms) const;

 private:
  friend class PeptideListBuilder;

  std::string_view textOf(const PeptideRecord& record) const {
    return std::string_view(text_).substr(record.offset, record.length);
  }
  std::string_view proteinText(std::size_t protein) const {
    return std::string_view(text_).substr(starts_[protein], starts_[protein + 1] - starts_[protein]);
  }
  /// Positions in the text of the residues as they are searched.
  ResidueOrder orderOf(const PeptideRecord& record) const;
  void layOut(std::vector<Protein> proteins);
  bool makesDecoys() const { return naming_.decoys == 0; }

  DecoyNaming naming_;
  std::vector<Protein> proteins_;
  std::size_t targets_ = 0;            ///< of proteins_, the first ones
  std::string text_;                   ///< sequences end to end
  std::vector<std::uint32_t> starts_;  ///< in text_ of each protein that has a sequence, and its end
  DigestRules rules_;
  PeptideForms forms_;
  DecoyRules decoyRules_;
  double lightest_;  ///< Da, of modified peptides
  double heaviest_;
  std::vector<PeptideRecord> records_;
  std::size_t pairs_ = 0;
  std::vector<std::uint32_t> massBins_;  ///< first record of each whole Da
};

}  // namespace vescargo
