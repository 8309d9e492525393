#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "vescargo/search/Psm.h"

namespace vescargo {

/// A spectrum's best match as another program told it.
struct ForeignMatch {
  std::string where;     ///< file and line or spectrum, for messages
  std::string run;       ///< run as the file names it, maybe with a path; empty where it does not
  std::string spectrum;  ///< native id or scan number; empty = found by psm.rtSeconds and psm.precursorMz
  std::string peptide;   ///< sequence as written, with modifications and maybe flanks
  std::vector<std::string> accessions;
  /// charge (0 = not told), decoy (only where the file says so), score (higher is better), and qValue, peptideQValue
  /// and posteriorError, NaN where the file has none. The rest is found out later (linkSpectra, acceptForeign).
  Psm psm;
};

/// What one file of another program holds.
struct ForeignResult {
  std::string path;
  std::string engine;   ///< program, e.g. "Comet"
  std::string measure;  ///< what `score` is, e.g. "expect"
  std::vector<ForeignMatch> matches;
  std::vector<Protein> proteins;           ///< what the file says of its proteins; may be empty
  bool unsignedDeltas = false;             ///< M[15.9949] is a difference of mass, not the mass of the residue
  bool mayHideFixedModifications = false;  ///< modifications of every such residue may not be written
};

/// A match about which the file says nothing of confidence yet: all NaN.
ForeignMatch newForeignMatch();

/// Sets run, spectrum and charge from an id of the forms `run_scan_charge_rank` (Comet, Vescargo),
/// `run_SII_n_n_scan_charge_rank` (MS-GF+) and `run.scan.scan.charge_rank` (MSFragger; pepXML without the rank). False
/// for an id of another form.
bool readMatchId(const std::string& id, ForeignMatch& match);

}  // namespace vescargo
