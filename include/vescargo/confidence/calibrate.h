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
  double fragmentSdPpm = 0;
  bool measured() const { return calibrants >= fewestCalibrants; }
};

/// Measures the mass errors of a run on a first search of at most 2000 of its spectra: matches at 1 % FDR
/// (decoys / targets) by start score. Medians are what is taken off; precursors are taken at
/// the m/z of their survey peaks where their errors scatter less there than at the file's m/z. A window that is
/// "auto" becomes five robust SDs to either side, precursors 3 to 50 ppm, fragments 5 to 50 ppm, or 0.1 to 0.8 Da
/// where a first search with 0.5 Da finds more (ion traps). With fewer than fewestCalibrants nothing is corrected and
/// "auto" becomes 10 ppm and 20 ppm, or 0.5 Da.
MassCalibration calibrateMasses(const Run& run, const PeptideDatabase& database, const SearchOptions& options);

}  // namespace vescargo
