#pragma once

#include <string>
#include <vector>

#include "vescargo/search/Psm.h"

namespace vescargo {

/// Discoveries of a level at a q-value threshold.
struct EntrapmentRow {
  std::string level;  ///< "PSM", "peptide" (modified sequence, I = L) or "protein group"
  double threshold = 0;
  std::size_t targets = 0;     ///< N_T
  std::size_t entrapment = 0;  ///< N_E, hits of entrapment proteins only
  double lowerBound = 0;       ///< of the false-discovery proportion, N_E / (N_T + N_E); NaN where nothing is found
  double combined = 0;         ///< its estimate, N_E (1 + 1 / r) / (N_T + N_E), at most 1; NaN where nothing is found
};

/// False-discovery proportions from foreign proteins (Wen 2025, Nature Methods): r is the number of
/// distinct entrapment peptides searched a target peptide. All three levels at q-values up to 0.001, 0.005, 0.01,
/// 0.02, 0.05 and 0.1. `identifications` has `searched` with both counts above 0.
std::vector<EntrapmentRow> measureEntrapment(const Identifications& identifications);

/// entrapment.tsv; says so where nothing was searched.
std::string entrapmentTable(const std::vector<EntrapmentRow>& rows, const PeptideCounts& searched);

/// Without what only entrapment proteins explain: target matches and groups of theirs are left out, and they
/// are left out of the proteins of the others. q-values stay those of the whole search; decoys stay.
Identifications withoutEntrapment(Identifications identifications);

}  // namespace vescargo
