#pragma once

#include <vector>

#include "vescargo/quant/RunQuality.h"
#include "vescargo/quant/alignRetention.h"

namespace vescargo {

/// [run][ion], seconds; NaN where a run has not seen the ion.
using IonTimes = std::vector<std::vector<float>>;

/// Retention times of the runs of one fraction on one scale.
struct RunAlignment {
  std::vector<RtMap> fromCommon;  ///< [run]; empty where it shares too few ions with the others
  IonTimes common;                ///< on the common scale; NaN too for runs without a map
};

/// The common scale is that of the run with the most ions; each run is mapped to it (alignRetention), the median of
/// an ion's mapped times is taken, and each run is mapped to these medians, which have ions that the first run has
/// not. The cost grows linearly with the runs.
RunAlignment alignRuns(const IonTimes& apexes);

/// When each ion is expected in `run`: the median of its times in the other runs, on the scale of `run`. NaN where no
/// other run tells.
std::vector<float> predictTimes(const RunAlignment& alignment, std::size_t run);

/// Every two runs that both have a map, first < second.
std::vector<PairAlignment> compareRuns(const RunAlignment& alignment);

}  // namespace vescargo
