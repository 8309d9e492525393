#pragma once

#include <string>

#include "vescargo/spectra/Run.h"

namespace vescargo {

/// How the precursors of a run's fragment spectra were chosen.
enum class Acquisition {
  DataDependent,    ///< from the surveys' peaks, with an inclusion list or not, in narrow or wide windows
  DataIndependent,  ///< all that is in windows which cover a range of m/z one after the other
  Targeted,         ///< those of a list, whether they elute or not (PRM)
};

/// Told by the isolation windows of at least twelve fragment spectra:
/// - Data-independent: nine of ten spectra are of windows that were measured three times or more and through half of
///   the run or longer, and that join each other (four of five begin where another has not ended, give or take 1 m/z)
///   or are at most three of 50 m/z or wider.
/// - Targeted: nine of ten spectra are of precursors whose m/z, to the last digit, was fragmented five times or more,
///   at intervals of which none is three times the median, through half of the run or for two minutes. Precursors that
///   are chosen from peaks differ in the last digits, and come with their peaks.
Acquisition acquisitionOf(const Run& run);

/// Throws for a run from which no peptide could be identified and measured, and says what to do:
/// DoNotFit when it is of data-independent or targeted acquisition, has only spectra of negative ions, or no survey
/// with a time; Empty when it has no mass spectrum; CorruptContent for a precursor of a charge above 100.
void requireUsable(const Run& run, const std::string& path);

}  // namespace vescargo
