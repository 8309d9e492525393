#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "vescargo/foreign/ForeignResult.h"

namespace vescargo {

/// How differences of mass are written.
struct PeptideNotation {
  bool unsignedDeltas = false;   ///< [15.9949] is a difference; else the mass of the residue with its modification
  bool carbamidomethyl = false;  ///< on every cysteine that bears nothing else
};

/// A number in a sequence stands for the Unimod modification of that residue or terminus whose mass is nearest, within
/// half of the number's last digit and at least this, in Da; of equals (0.0001 Da) the one with the lowest Unimod
/// number.
inline constexpr double modificationTolerance = 0.002;

/// Reads a sequence as OpenMS, Sage, Comet, MSFragger or Percolator write it: `AM(Oxidation)K`, `AM[+15.9949]K`,
/// `K.AM[15.9949]K.R`, `[+42.0106]-PEPTIDE`, `n[42.0106]PEPTIDE`, `M[147]`, `AM[UNIMOD:35]K`. Throws CorruptContent
/// that names a letter or modification which is not known, or has no place in the peptide (`[+57.0215]?ACCK`); `where`
/// is for the message.
KnownPeptide readPeptide(const std::string& written, const PeptideNotation& notation, const std::string& where);

/// Modifications that matches bear, by OpenMS name.
struct SeenModifications {
  std::vector<std::string> fixed;  ///< on every such residue or terminus of every match
  std::vector<std::string> variable;
};

/// Sets ForeignResult::known, each peptide read once; matches are linked to spectra. Where a file may hide
/// fixed modifications and more of its peptides with bare cysteines have the precursor's mass with carbamidomethyl
/// than without, it is put on them all and a sentence about that is added. Matches of peptides that readPeptide refuses
/// are left out with a warning that counts them and tells the first; throws as readPeptide does for the first where
/// they are more than half of a file's.
SeenModifications readPeptides(std::vector<ForeignResult>& results);

}  // namespace vescargo
