#pragma once

#include <cstdint>
#include <functional>

#include "vescargo/quant/rollUp.h"
#include "vescargo/spectra/SurveyIndex.h"

namespace vescargo {

/// Gives the survey spectra of run `index` of Identifications::runs.
using SurveySource = std::function<SurveyIndex(std::uint32_t)>;

/// The ions of a study and their traces in every run, ready for rollUp:
/// 1. Each run's identified ions are traced where they were identified.
/// 2. The traces' masses calibrate the run, and their apexes align the runs of a fraction (alignRuns).
/// 3. Each run is looked at again for the ions that other runs of the fraction identified: at the apex of another
///    charge of the peptide where the run has one, else at the median of the other runs' aligned times. As often it
///    is looked at where no peptide is known to be (wrongMass), and for the decoy peptides that passed the limits. So
///    it is for ions that the run identified and traced more than three spreads away from there, in a tail, say: what
///    is found there counts as a transfer, and stays where it is accepted and larger.
/// 4. A trace with the peak of an ion that the run identified is no transfer. What is left is judged (judgeTransfers);
///    up to options.transferFdr (or the lowest q-value of any, where that is above it and at most
///    highestLiftedPsmLimit) it is measured, the rest is `transfer rejected`.
/// With a transferFdr of 0 steps 3 and 4 are left out. Runs are asked for one after the other, twice each, and one at a
/// time is in memory. Throws DoNotFit when the study sheet and the search have different runs.
StudyTraces traceStudy(const Identifications& identifications, const SurveySource& surveys, const Study& study,
                       const QuantOptions& options, const AcceptedLimits& limits);

}  // namespace vescargo
