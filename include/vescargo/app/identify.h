#pragma once

#include <optional>
#include <string>
#include <vector>

#include "vescargo/app/Journal.h"
#include "vescargo/app/RunReader.h"
#include "vescargo/confidence/ConfidenceOptions.h"
#include "vescargo/openms/chemistry.h"
#include "vescargo/search/PeptideDatabase.h"
#include "vescargo/search/Psm.h"
#include "vescargo/search/SearchOptions.h"

namespace vescargo {

/// What is searched.
struct SequenceFiles {
  std::vector<std::string> fasta;
  std::vector<std::string> entrapment;  ///< FASTA files of foreign proteins, may be none
  std::string genes;                    ///< table for GeneTable, may be empty
};

/// Searches runs one by one against the FASTA files (those of `entrapment` marked, see Identifications::searched), or
/// takes what an earlier search with the same inputs and options left of them; peptides are made when a run first needs
/// them.
class StudySearch {
 public:
  /// `journal` has noted the files. Throws what the readers, requireNamed and ProteinTexts throw, and DoNotFit for
  /// entrapment that the database has too, or whose decoys are not as the database's.
  StudySearch(RunReader& runs, const SequenceFiles& files, const SearchOptions& options, Journal& journal);

  /// With surveys where the run was searched now and `runs` keep it. Throws what readers and PeptideDatabase throw.
  SearchedRun searched(const std::string& run);

  /// All runs together, with q-values. Throws Empty for runs without any MS2 spectrum.
  Identifications identify(const ConfidenceOptions& options);

 private:
  SearchedRun searchNow(const std::string& run);
  void takeOver(const SearchedRun& run);
  const PeptideDatabase& database();
  const ProteinTexts& texts() const;

  RunReader& runs_;
  SearchOptions options_;
  Journal& journal_;
  Chemistry chemistry_;
  MadeBy madeBy_;
  PeptideCounts counts_;
  std::optional<ProteinTexts> texts_;  ///< until the database has them
  std::optional<PeptideDatabase> database_;
  Step digested_;
  std::size_t taken_ = 0;
};

/// For the journal: how many matches, and how many PSMs, peptides and protein groups at a q-value of `fdr`.
std::string countsOf(const Identifications& ids, double fdr);

}  // namespace vescargo
