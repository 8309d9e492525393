#pragma once

#include <cstddef>

#include "vescargo/search/PeptideDatabase.h"
#include "vescargo/search/SearchWindows.h"
#include "vescargo/spectra/Run.h"

namespace vescargo {

inline constexpr std::size_t fewestCalibrants = 20;

struct MassCalibration {
  SearchWindows windows;
  std::size_t calibrants = 0;  ///< confident matches that the errors were measured on
  double precursorSdPpm = 0;   ///< robust SD of their errors; 0 where not measured
  double fragmentSd = 0;       ///< in the unit of the fragment window
  bool measured() const { return calibrants >= fewestCalibrants; }
};

/// Measures the mass errors of a run on a first search of at most 2000 of its spectra: matches at 1 % FDR
/// (decoys / targets) by start score. Medians are what is taken off; precursors are taken at
/// the m/z of their survey peaks where their errors scatter less there than at the file's m/z.
///
/// A precursor window that is "auto" is searched at 20 ppm first, at 50 ppm where that finds too few, and becomes
/// what holds 98 % of the errors and five robust SDs, 5 to 50 ppm. A fragment window that is "auto" is searched at
/// 30 ppm and at 0.5 Da (ion traps), and the one that finds more becomes five robust SDs, 5 to 50 ppm or 0.1 to
/// 0.8 Da. With fewer than fewestCalibrants nothing is corrected and "auto" becomes 10 ppm, and 20 ppm or 0.5 Da.
MassCalibration calibrateMasses(const Run& run, const PeptideDatabase& database, const SearchOptions& options);

}  // namespace vescargo
