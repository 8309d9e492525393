#pragma once

#include <functional>
#include <string>
#include <vector>

#include "vescargo/app/Journal.h"
#include "vescargo/confidence/ConfidenceOptions.h"
#include "vescargo/search/Psm.h"
#include "vescargo/search/SearchOptions.h"
#include "vescargo/spectra/Run.h"

namespace vescargo {

/// Gives the run of a file; called once a file.
using ReadRun = std::function<Run(const std::string& path)>;

/// What is searched.
struct SequenceFiles {
  std::vector<std::string> fasta;
  std::vector<std::string> entrapment;  ///< FASTA files of foreign proteins, may be none
  std::string genes;                    ///< table for GeneTable, may be empty
};

struct IdentifyOptions {
  SearchOptions search;
  ConfidenceOptions confidence;
};

/// Searches the runs one by one against the FASTA files (those of `entrapment` marked, see
/// Identifications::searched) and gives all matches of
/// the study with their q-values; the runs are by name, whatever the order of `paths`. Throws what the readers and
/// requireNamed throw, and Empty for runs without any MS2 spectrum, DoNotFit for two runs of one name.
Identifications identifyRuns(const std::vector<std::string>& paths, const SequenceFiles& files, const ReadRun& read,
                             const IdentifyOptions& options, Journal& journal);

/// For the journal: how many matches, and how many PSMs, peptides and protein groups at a q-value of `fdr`.
std::string countsOf(const Identifications& ids, double fdr);

}  // namespace vescargo
