#pragma once

#include <cstdint>
#include <vector>

#include "vescargo/search/PeptideDatabase.h"
#include "vescargo/search/Psm.h"
#include "vescargo/search/SearchWindows.h"
#include "vescargo/spectra/Run.h"

namespace vescargo {

/// The best match of each MS2 spectrum, in the order of spectra; none for a
/// spectrum with fewer than five peaks after cleaning or no peptide with three
/// matched ions. With SearchOptions::chimeric a second match (Psm::rank 2) is looked for in the peaks that the
/// first leaves, among the peptides of its precursor and of the co-isolated ones. Psm::proteins are left to
/// database.nameProteins. Mass errors are those that the windows' corrections leave. The score and what is said of ions
/// hold for the cleaned peaks.
std::vector<Psm> searchRun(const Run& run, std::uint32_t runIndex, const PeptideDatabase& database,
                           const SearchOptions& options, const SearchWindows& windows);

/// A matched fragment.
struct FragmentError {
  double mz = 0;     ///< calculated
  double error = 0;  ///< measured less calculated, m/z
};

/// All matched fragments of these matches of the run.
std::vector<FragmentError> fragmentErrors(const Run& run, const std::vector<Psm>& psms, const PeptideDatabase& database,
                                          const Tolerance& tolerance);

}  // namespace vescargo
