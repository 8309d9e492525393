#pragma once

#include <vector>

#include "vescargo/simulate/acquireRun.h"

namespace vescargo {

/// A peptide at one charge in one run.
struct RunIon {
  std::size_t peptide;
  int charge;
  double ions;  ///< over the whole peak
  double mz;    ///< monoisotopic
  Elution elution;
  std::vector<double> passes;  ///< share of the ions that a lane lets through, for each lane

  double isotopeMz(std::size_t isotope) const;
};

/// When a survey was taken and how long its boxes, or its whole range, were filled.
struct SurveyFill {
  double rtSeconds;
  std::vector<double> seconds;  ///< for each box of the lane
};

/// Traces of ions in every lane where some survey expects two M or more; `surveys` of each lane by time.
std::vector<TrueTrace> traceIons(const SimulatedStudy& study, const std::vector<RunIon>& ions,
                                 const std::vector<SimulatedLane>& lanes,
                                 const std::vector<std::vector<SurveyFill>>& surveys);

}  // namespace vescargo
