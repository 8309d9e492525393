#pragma once

#include <cstdint>
#include <vector>

#include "vescargo/search/PeptideDatabase.h"
#include "vescargo/search/Psm.h"
#include "vescargo/search/SearchOptions.h"
#include "vescargo/spectra/Run.h"

namespace vescargo {

/// The best match of each MS2 spectrum, in the order of spectra; none for a
/// spectrum with fewer than five peaks after cleaning or no peptide with three
/// matched ions. Psm::proteins are left to database.nameProteins. Charges: the file's,
/// or minCharge to maxCharge where it says none. Of equal scores the smaller
/// isotope error wins, then a hash of the sequence, so that neither targets nor
/// decoys are favoured. The score and what is said of ions hold for the cleaned peaks.
std::vector<Psm> searchRun(const Run& run, std::uint32_t runIndex, const PeptideDatabase& database,
                           const SearchOptions& options);

}  // namespace vescargo
