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

/// Gives the run of a file; called once a file, in order.
using ReadRun = std::function<Run(const std::string& path)>;

/// Searches the runs one by one against the FASTA files and gives all matches of
/// the study with their q-values. Throws what the readers throw, and Empty for
/// runs without any MS2 spectrum, DoNotFit for two runs of one name.
Identifications identifyRuns(const std::vector<std::string>& paths, const ReadRun& read,
                             const std::vector<std::string>& fasta, const SearchOptions& search,
                             const ConfidenceOptions& confidence, Journal& journal);

}  // namespace vescargo
