#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <string>
#include <vector>

#include "vescargo/confidence/acceptance.h"
#include "vescargo/quant/QuantOptions.h"
#include "vescargo/quant/StudyTraces.h"
#include "vescargo/quant/normalize.h"
#include "vescargo/quant/ownPeptides.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// Why the values of a table are missing.
struct MissingValues {
  std::vector<std::vector<MissingReason>> reasons;  ///< [row][sample]: Measured, or why there is no value
  std::vector<std::vector<float>> transferQValues;  ///< [row][sample]: lowest of its rejected transfers, else NaN
};

inline constexpr std::size_t noProtein = static_cast<std::size_t>(-1);

/// Peptides and proteins of a study. Values are log2, rounded to six decimals.
struct Quantification {
  QuantTable peptides;  ///< modified sequences
  QuantTable proteins;  ///< accepted groups
  MissingValues peptideGaps;
  MissingValues proteinGaps;
  std::vector<UnquantifiedProtein> unquantified;  ///< accepted groups that have no row
  std::vector<std::size_t> proteinOf;             ///< [row of peptides]: row of proteins it counts for; noProtein
  std::vector<int> transferred;                   ///< [row of peptides]: samples where it was measured by transfer only
  Eigen::MatrixXd topThree;                       ///< as proteins; see abundance.h
  Eigen::MatrixXd ibaq;                           ///< as proteins; NaN where the sequence is not known
  SampleFactors factors;                          ///< what was subtracted; empty before normalize
  std::size_t sharedPeptides = 0;                 ///< distinct sequences of several accepted groups
  std::vector<std::string> notes;                 ///< sentences, with counts
};

/// From traces to tables that are not yet normalised. Peptides are made of ions by combineRuns, and count for groups by
/// ownPeptides. A protein's intensity is MaxLFQ's or the sum (maxLfq.h), the mean of its three strongest peptides or
/// iBAQ (abundance.h): the sum over the number of observable peptides of the first protein of the group, which has
/// Protein::sequence or no iBAQ. The reason of a protein's missing value is that of the peptide that came
/// nearest to a measurement, of those that its intensity is made of.
///
/// Throws DoNotFit for RollUp::Ibaq where a sequence is not known.
Quantification rollUp(const Identifications& identifications, const StudyTraces& traces, const Study& study,
                      const QuantOptions& options, const AcceptedLimits& limits);

/// Subtracts each sample's shift from all its values and keeps the factors. Fractions are combined by then: a sample
/// has one shift.
void normalize(Quantification& quantification, SampleFactors factors);

}  // namespace vescargo
