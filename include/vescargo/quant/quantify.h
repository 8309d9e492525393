#pragma once

#include <cstdint>
#include <functional>

#include "vescargo/quant/rollUp.h"
#include "vescargo/spectra/Run.h"

namespace vescargo {

/// Gives run `index` of Identifications::runs.
using RunSource = std::function<Run(std::uint32_t)>;

/// Quantifies a study: ions, targets and traces of each run, then rollUp. Runs are
/// asked for one after the other, each once, and one at a time is in memory. Throws
/// DoNotFit when the study sheet and the search have different runs.
Quantification quantify(const Identifications& identifications, const RunSource& runs, const Study& study,
                        const QuantOptions& options, const AcceptedLimits& limits);

}  // namespace vescargo
