#pragma once

#include <cstdint>
#include <vector>

#include "vescargo/quant/QuantOptions.h"
#include "vescargo/quant/StudyIons.h"

namespace vescargo {

/// Where one run is looked at for one ion.
struct IonTarget {
  std::uint32_t ion = 0;  ///< index into StudyIons::ions
  int charge = 0;
  double mz = 0;              ///< monoisotopic, as this run measures it: with its mass offset
  float rtSeconds = 0;        ///< of the identification, or predicted; NaN where nothing predicts it
  bool transferred = false;   ///< identified in other runs only
  float rtWindowSeconds = 0;  ///< the apex of a transferred ion is within so much of rtSeconds
  float massWindowPpm = 0;    ///< the mean m/z of a transferred trace is within so much of mz
};

/// The targets of run `run`, by m/z: every ion that it identified, at its time,
/// and every ion that other runs of the same fraction identified, at the median
/// of their times mapped to this run (alignRetention). The windows of transferred
/// ions are three robust SDs: of the alignment's residuals, and of the run's
/// calibrated precursor errors (at least 2 ppm). `Transfer::None` leaves
/// transferred ions without a predicted time.
///
/// Transfer has no error rate yet: a trace is confirmed by its time, its mass and
/// its isotopes (extractTraces), and how often that is wrong is not estimated.
std::vector<IonTarget> findTargets(const StudyIons& study, std::size_t run, const QuantOptions& options);

}  // namespace vescargo
