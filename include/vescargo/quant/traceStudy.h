#pragma once

#include <cstdint>
#include <functional>

#include "vescargo/quant/rollUp.h"
#include "vescargo/spectra/Run.h"

namespace vescargo {

/// Gives run `index` of Identifications::runs.
using RunSource = std::function<Run(std::uint32_t)>;

/// The ions of a study and their traces in every run, ready for rollUp. Runs are asked for one after the other, and
/// one at a time is in memory. Throws DoNotFit when the study sheet and the search have different runs.
StudyTraces traceStudy(const Identifications& identifications, const RunSource& runs, const Study& study,
                       const QuantOptions& options, const AcceptedLimits& limits);

}  // namespace vescargo
