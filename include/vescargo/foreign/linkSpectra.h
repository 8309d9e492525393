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
  std::vector<std::string> others{};  ///< what its file is called and tells beside (RunAliases)
};

/// What there is to say of how matches found their spectra.
struct LinkNotes {
  std::vector<std::string> sentences;
  std::vector<std::string> warnings;
};

/// Finds the spectrum of every match and sets its studyRun, ms2, native id, time, precursor m/z, and its charge where
/// the file tells none: that by which the m/z is the precursor's mass, if the file tells that, else the run's. The
/// precursor's m/z stays the file's where it is within 3 of the run's, since engines look around in the isolation
/// window.
///
/// Run: that which the match names (without folder and endings, `/` and `\`). Of a file whose matches name none, or all
/// one that is not known (a warning): the one whose name the file's name has in it; where they name none, else the
/// study's only one. A name in other capitals is taken, and told, where it is that of one run only; so is one of
/// RunSpectra::others.
///
/// Spectrum: that of the same native id; of several (a merged run) the one nearest in precursor m/z, then time. Else by
/// number: the scan number that the match tells, or that of its id. Numbers are, run by run, scan numbers of native
/// ids, places among all spectra of the file or among its MS2 spectra: that under which most matches have the
/// precursor's m/z, of equals the first of the three; "index=" is a place, from 0. Where the file tells no m/z: scan
/// numbers where the run has such, else the first of both under which every number is an MS2 spectrum. Anything but
/// scan numbers is told. Where a match names neither: the same time and precursor m/z (0.02 s, 3).
///
/// Throws DoNotFit, a line a file: a run that is not among the study's, a spectrum that the run does not have or that
/// has no charge, precursors that are mostly others, or a run of the study that no match is of.
LinkNotes linkSpectra(std::vector<ForeignResult>& results, const std::vector<RunSpectra>& runs);

}  // namespace vescargo
