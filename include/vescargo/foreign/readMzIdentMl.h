#pragma once

#include <string>

#include "vescargo/foreign/ForeignResult.h"

namespace vescargo {

/// The best match (lowest rank, then best score) of each spectrum of an mzIdentML file, version 1.1 to 1.3, plain or
/// gzipped.
///
/// Run: location of the result's SpectraData, else its name; none where the file lists none. Spectrum: the native id in
/// its title, else spectrumID; beside it the scan number that it has as a term (MS:1001115, MS:1000797, MS:1003057).
/// Proteins: of every PeptideEvidence of the match, or of its peptide where it lists none; a decoy where all of them
/// are. Modifications: the UNIMOD record, else the mass, else the name; location 0 and length + 1 are the termini.
/// Scores: see scores.h. Engine: the software of the SpectrumIdentificationProtocol.
///
/// Memory is that of matches, peptides and proteins, and of the ids by which they name each other. Throws what readXml
/// does, and CorruptContent, with lines (up to 20 faults): another document, mzIdentML 1.0, numbers that are none, ids
/// of what is not there, a match without peptide, protein, spectrum or the score that the others have.
/// Source: mzIdentML 1.1.0 (Jones et al. 2012), 1.2.0 (Vizcaino et al. 2017).
ForeignResult readMzIdentMl(const std::string& path);

}  // namespace vescargo
