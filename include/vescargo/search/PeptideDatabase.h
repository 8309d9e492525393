#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vescargo/search/PeptideForms.h"
#include "vescargo/search/PeptideRecord.h"
#include "vescargo/search/ProteinTexts.h"
#include "vescargo/search/decoyOrder.h"

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

  /// `texts` were made by the digestRules of the same options. Throws CorruptContent when no protein gives a peptide of
  /// the wanted length, BadParameter when it would not fit in memory.
  PeptideDatabase(ProteinTexts texts, const Chemistry& chemistry, const SearchOptions& options);
  /// The same of texts that it makes, with what that throws.
  PeptideDatabase(std::vector<Protein> proteins, const Chemistry& chemistry, const SearchOptions& options);

  const ProteinTexts& texts() const { return texts_; }
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
  void prefetch(const PeptideRecord& record) const { __builtin_prefetch(texts_.data() + record.offset); }
  int missedCleavages(const PeptideRecord& record) const;

 private:
  friend class PeptideListBuilder;

  std::string_view textOf(const PeptideRecord& record) const { return texts_.ofPeptide(record); }
  /// Positions in the text of the residues as they are searched.
  ResidueOrder orderOf(const PeptideRecord& record) const;

  ProteinTexts texts_;
  PeptideForms forms_;
  DecoyRules decoyRules_;
  double lightest_;  ///< Da, of modified peptides
  double heaviest_;
  std::vector<PeptideRecord> records_;
  std::size_t pairs_ = 0;
  std::vector<std::uint32_t> massBins_;  ///< first record of each whole Da
};

}  // namespace vescargo
