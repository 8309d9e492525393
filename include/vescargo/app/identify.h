#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "vescargo/app/Journal.h"
#include "vescargo/confidence/ConfidenceOptions.h"
#include "vescargo/search/Psm.h"
#include "vescargo/search/SearchOptions.h"
#include "vescargo/spectra/Run.h"

namespace vescargo {

/// Gives a run by its name; called once a run.
using ReadRun = std::function<Run(const std::string& name)>;

/// Files of runs by what the runs are called.
using RunFiles = std::map<std::string, std::string>;

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
/// the study with their q-values; the runs are by name. Throws what the readers and
/// requireNamed throw, and Empty for runs without any MS2 spectrum.
Identifications identifyRuns(const RunFiles& pathOf, const SequenceFiles& files, const ReadRun& read,
                             const IdentifyOptions& options, Journal& journal);

/// For the journal: how many matches, and how many PSMs, peptides and protein groups at a q-value of `fdr`.
std::string countsOf(const Identifications& ids, double fdr);

}  // namespace vescargo
