#pragma once

#include <string>

#include "vescargo/search/Psm.h"
#include "vescargo/search/SearchOptions.h"

namespace vescargo {

/// Percolator's input: a row a match of all runs, targets and decoys. SpecId is
/// run_scan_charge_rank; ScanNr is spectrumNumber; ExpMass
/// and CalcMass are of MH+; then matchFeatures; Peptide with differences of mass (`-.n[42.0106]AM[15.9949]K.-`, flanks
/// are not told); Proteins, each in a cell. `identifications` must come from a search in memory, since not all features
/// are in files; `chemistry` is what was searched with.
std::string pinTable(const Identifications& identifications, const Chemistry& chemistry);

}  // namespace vescargo
