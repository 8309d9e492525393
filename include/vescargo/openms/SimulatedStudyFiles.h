#pragma once

#include <functional>
#include <string>
#include <vector>

#include "vescargo/simulate/acquireRun.h"

namespace vescargo {

/// What is in the tubes. An empty `fasta` asks for the synthetic proteome; `foreign` proteins make a mixture
/// (designMixture) in place of a study with exercise.
struct SimulatedProteins {
  std::vector<Protein> fasta, foreign;
};

/// Proteome, tubes, peptides and isotope patterns of a study, before anything is measured. Throws Empty when no
/// peptide can be seen, and DoNotFit when no foreign protein is foreign: all have an accession of `fasta`.
SimulatedStudy designSimulatedStudy(SimulatedProteins proteins, const std::vector<MarkerPanel>& panels,
                                    const SimulatorOptions& options);

/// What was written.
struct SimulatedStudyCounts {
  std::size_t proteins = 0;  ///< in the tubes
  std::size_t peptides = 0;  ///< of which some tube has enough to be seen at best
  std::size_t runs = 0;
  std::size_t ms1 = 0;
  std::size_t ms2 = 0;
  std::size_t others = 0;          ///< of lock mass and UV
  std::vector<std::string> files;  ///< that were written, names within the folder
};

/// Files that may be written into a folder beside the runs: names within it.
std::vector<std::string> simulatedFiles();

/// Measures every tube (on the threads that OpenMP has) and writes into `folder`: a run a tube, study.tsv,
/// truth/proteins.tsv, samples.tsv, peptides.tsv and runs.tsv, of a mixture or where the options ask for lanes
/// traces.tsv, with lanes lanes.tsv, and, of a synthetic proteome, proteome.fasta. `measured` is told of each run once
/// it is written. Throws CannotWrite.
SimulatedStudyCounts writeSimulatedStudy(const SimulatedStudy& study, const std::string& folder,
                                         const std::function<void(const SimulatedRun&)>& measured);

}  // namespace vescargo
