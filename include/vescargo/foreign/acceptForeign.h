#pragma once

#include <string>
#include <vector>

#include "vescargo/confidence/ConfidenceOptions.h"
#include "vescargo/foreign/ForeignResult.h"
#include "vescargo/search/Psm.h"

namespace vescargo {

/// What became of the matches of another program.
struct AcceptedForeign {
  Identifications identifications;     ///< without runs and modifications
  std::vector<std::string> sentences;  ///< how it came about, for the run record
  std::vector<std::string> warnings;
};

/// Whether a peptide's m/z is the precursor's, up to 0.1 Da and an isotope error of -1 to 3; sets isotopeError and
/// precursorErrorPpm.
bool fitsPrecursor(Psm& psm);

/// Confidence of matches that are linked to spectra (linkSpectra) and whose peptides are known
/// (ForeignResult::known).
///
/// PSM q-values are those of the files where every match has one, else of target-decoy competition on the engine's
/// score (qValues), else, where there are no decoys, the means of posterior errors (Kall et al. 2008). Peptide q-values
/// likewise; where there are no decoys and the files have none, the lowest PSM q-value of the peptide. Protein groups
/// are ours (proteinGroups), on the engine's score; without decoys a group gets the lowest peptide q-value in it, and a
/// warning says that this is no error rate of groups. A peptide has the proteins of all its matches. It is a decoy when
/// the files say so of each or all its accessions bear the affix that most decoys bear (nameDecoys); accessions of
/// decoys become "DECOY_" and that of the target. Of several matches of a spectrum the best stays: by q-value, then
/// posterior error, then score; those that tell the same peptide, or as good a one that differs in I and L alone, give
/// it their proteins. Matches whose mass is not that of the precursor are left out. `known` (may be empty) gives genes
/// and descriptions by accession; a warning says so where it has the proteins of fewer than half of the matches.
///
/// Throws DoNotFit for files of different engines or measures, masses that mostly do not fit, `known` without any of
/// the proteins, and CorruptContent where there are neither q-values, posterior errors nor decoys; Empty without any
/// match.
AcceptedForeign acceptForeign(const std::vector<ForeignResult>& results, const std::vector<Protein>& known,
                              const ConfidenceOptions& options);

}  // namespace vescargo
