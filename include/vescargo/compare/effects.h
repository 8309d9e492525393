#pragma once

#include <vector>

#include "vescargo/compare/StudyFit.h"
#include "vescargo/stats/effectRows.h"

namespace vescargo {

/// Rows of a contrast's fit as tests of many rows take them.
struct ContrastRows {
  std::vector<Eigen::Index> rows;  ///< of the table: those of `wanted` that are tested, rising, each once
  EffectRows effects;              ///< in that order

  /// Places of rows among these; rows that are not tested are passed over.
  std::vector<Eigen::Index> placesOf(const std::vector<Eigen::Index>& some) const;
};

/// `tests` are those of the contrast by that adjustment (null: unadjusted). Rows of random subjects are those of the
/// stratum within subjects, where it tells the contrasts; their t is then not that of `tests`.
ContrastRows contrastRows(const ContrastFit& fit, const RowTests& tests, const Adjustment* adjustment,
                          const std::vector<Eigen::Index>& wanted);

}  // namespace vescargo
