#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "vescargo/confidence/acceptance.h"
#include "vescargo/quant/IonTarget.h"
#include "vescargo/quant/QuantOptions.h"
#include "vescargo/quant/RunQuality.h"
#include "vescargo/quant/StudyIons.h"
#include "vescargo/quant/extractTraces.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// What all runs were looked at for, and what was found.
struct StudyTraces {
  StudyIons ions;
  std::vector<std::vector<IonTarget>> targets;  ///< [run]
  std::vector<std::vector<IonTrace>> traces;    ///< [run], as targets
  std::vector<RunQuality> quality;              ///< [run]
  std::vector<PairAlignment> alignments;        ///< pairs of runs of one fraction, first < second
};

/// Peptides and proteins of a study.
struct Quantification {
  QuantTable peptides;                              ///< modified sequences; normalised, rounded to six decimals
  QuantTable proteins;                              ///< accepted groups; normalised, rounded to six decimals
  std::vector<std::vector<MissingReason>> reasons;  ///< [row of peptides][sample]
  std::size_t sharedPeptides = 0;                   ///< distinct sequences of several accepted groups
  std::vector<std::string> notes;                   ///< sentences, with counts
};

/// From traces to tables. A peptide (modified sequence) in a run is the sum over its
/// charges; in a sample the sum over fractions, of a fraction the mean over its runs,
/// as linear intensities; runs without it are passed over. The reason of a missing value is that of the
/// charge and run that came nearest to a measurement (order of MissingReason).
///
/// A protein is an accepted target group with at least options.minPeptides distinct
/// sequences that are in no other accepted group; shared ones count for no group,
/// since how much of one belongs to which is not known. Its intensity is MaxLFQ's or the sum (maxLfq.h).
/// Peptides and proteins are normalised by one shift a sample, that of the proteins (normalize.h).
Quantification rollUp(const Identifications& identifications, const StudyTraces& traces, const Study& study,
                      const QuantOptions& options, const AcceptedLimits& limits);

}  // namespace vescargo
