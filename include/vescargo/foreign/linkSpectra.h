#pragma once

#include <string>
#include <vector>

#include "vescargo/foreign/ForeignResult.h"
#include "vescargo/spectra/Run.h"

namespace vescargo {

/// The MS2 spectra of a run of the study, without their peaks.
struct RunSpectra {
  std::string name;
  std::vector<Ms2Header> spectra;
};

/// Finds the spectrum of every match and takes its run, index, native id, time and precursor m/z, and its charge where
/// the file tells none. A match's run is that which the file names (runName), else the one that the file is named
/// after; its spectrum has the same native id or, failing that, scan number; where it names none, the same time and
/// precursor m/z (0.02 s, 0.01). Throws DoNotFit, a line a file: a run that is not among the study's, a spectrum that
/// the run does not have or that has no charge, or a run of the study that no match is of.
void linkSpectra(std::vector<ForeignResult>& results, const std::vector<RunSpectra>& runs);

}  // namespace vescargo
