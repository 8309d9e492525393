#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "vescargo/confidence/acceptance.h"
#include "vescargo/search/Psm.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// A peptide at a charge that some run of the study identified.
struct PeptideIon {
  std::string modifiedSequence;
  std::string sequence;
  int charge = 0;
  double mz = 0;                        ///< calculated, monoisotopic
  std::vector<std::uint32_t> proteins;  ///< indices into Identifications::proteins
  float score = 0;                      ///< the best of its matches in any run (Psm::score)
};

/// Calls visit(begin, end) for the ions of each modified sequence; they stand together.
template <class Visit>
void eachPeptide(const std::vector<PeptideIon>& ions, Visit&& visit) {
  for (std::size_t begin = 0; begin < ions.size();) {
    std::size_t end = begin + 1;
    while (end < ions.size() && ions[end].modifiedSequence == ions[begin].modifiedSequence) ++end;
    visit(begin, end);
    begin = end;
  }
}

/// What a run says of its instrument and its place in the study.
struct QuantRun {
  std::string name;
  std::size_t sample = 0;    ///< index into Study::samples
  std::string fraction;      ///< as in the study sheet
  double massOffsetPpm = 0;  ///< median measured precursor error of accepted matches; 0 when there is none
  double massSpreadPpm = 0;  ///< robust SD of it
};

/// All ions to be quantified, and when each run saw them.
struct StudyIons {
  std::vector<PeptideIon> ions;  ///< by modified sequence, then charge
  std::vector<QuantRun> runs;    ///< as Identifications::runs; none for decoys
  /// [run][ion]: of the run's best match of the ion, NaN where it was not identified.
  std::vector<std::vector<float>> rtSeconds;
  /// [run][ion]: of the first and the last match of the ion in the run; like rtSeconds where there is one.
  std::vector<std::vector<float>> firstRtSeconds, lastRtSeconds;
};

/// Ions of the accepted matches of all runs. Throws DoNotFit that names the runs
/// that only the study sheet or only the search has.
StudyIons collectIons(const Identifications& identifications, const Study& study, const AcceptedLimits& limits);

/// Ions of the decoy matches that pass the same limits: as many wrong ones may be among the accepted.
StudyIons collectDecoyIons(const Identifications& identifications, const AcceptedLimits& limits);

}  // namespace vescargo
