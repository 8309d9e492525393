#pragma once

#include <functional>
#include <string>
#include <vector>

#include "vescargo/confidence/ConfidenceOptions.h"
#include "vescargo/foreign/linkSpectra.h"
#include "vescargo/search/Psm.h"
#include "vescargo/table/nameRuns.h"

namespace vescargo {

/// What files of identifications gave, and what there is to say of it.
struct ReadIdentifications {
  Identifications identifications;
  std::vector<std::string> sentences;
  std::vector<std::string> warnings;
};

/// What the results of another engine are completed by.
struct ForeignContext {
  std::vector<RunAliases> names;                  ///< of the study's runs, for our own results
  std::function<std::vector<RunSpectra>()> runs;  ///< spectra of the study's runs; asked only for another engine's
  std::function<Run(const std::string&)> read;    ///< one of them, with peaks
  std::vector<Protein> proteins;                  ///< genes and descriptions; may be empty
  ConfidenceOptions confidence;
};

/// Reads results of EVPeptideIdentifier (readIdXml, as they were) or of other engines: idXML, pepXML, mzIdentML, Sage's
/// results.sage.tsv, PSM tables of Percolator and mokapot, told by their content. Throws what the readers,
/// linkSpectra, readPeptides and acceptForeign throw, CorruptContent for a file that is none of these, and DoNotFit for
/// our own files together with others.
ReadIdentifications readIdentifications(const std::vector<std::string>& paths, const ForeignContext& context);

}  // namespace vescargo
