#pragma once

#include <string>

#include "vescargo/foreign/ForeignResult.h"

namespace vescargo {

/// The best match (lowest hit_rank, then best score) of each spectrum of a pepXML file, plain or gzipped, of one run or
/// several (interact.pep.xml).
///
/// Run: that of `spectrum` ("run.00015.00015.2"), else base_name. Spectrum: spectrumNativeID, start_scan. m/z of the
/// precursor: (precursor_neutral_mass + charge * proton) / charge. Proteins: `protein` and every alternative_protein.
/// Modifications: masses of modification_info, which are those of the residue with its modification, or differences
/// where calc_neutral_pep_mass says so (MetaMorpheus); the fixed ones of the search (aminoacid_modification,
/// terminal_modification with variable="N") on residues that bear nothing else, unless calc_neutral_pep_mass says that
/// they are not there. Score: see scores.h; the probability of iProphet or PeptideProphet where the file has one, 0 for
/// hits without.
///
/// Memory is that of the matches. Throws what readXml does, and CorruptContent, with lines (up to 20 faults): another
/// document, numbers that are none, a hit without peptide, protein or the score that the others have.
/// Source: pepXML schema 1.18 to 1.22 of the Trans-Proteomic Pipeline.
ForeignResult readPepXml(const std::string& path);

}  // namespace vescargo
