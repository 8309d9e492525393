#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

#include "vescargo/quant/StudyTraces.h"

namespace vescargo {

/// Peptides (modified sequences) x samples as the traces of their ions add up.
struct PeptideMatrix {
  std::vector<std::size_t> firstIon;                ///< of each peptide; the ions of a peptide stand together
  Eigen::MatrixXd log2;                             ///< NaN = not measured
  std::vector<std::vector<MissingReason>> reasons;  ///< [peptide][sample]: Measured, or why there is no value
  std::vector<std::vector<float>> transferQValues;  ///< [peptide][sample]: lowest of its rejected transfers, else NaN
  std::vector<std::vector<bool>> transferOnly;  ///< [peptide][sample]: no run of the sample identified what is measured
};

/// A peptide in a run is the sum over its charges; in a sample the sum over fractions, of a fraction the mean over its
/// runs, as linear intensities; runs without it are passed over. The reason of a missing value is that of the charge
/// and run that came nearest to a measurement (order of MissingReason).
PeptideMatrix combineRuns(const StudyTraces& traces, std::size_t samples);

}  // namespace vescargo
