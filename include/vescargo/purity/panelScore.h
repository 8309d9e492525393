#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "vescargo/purity/scoreBase.h"
#include "vescargo/stats/commonFactor.h"

namespace vescargo {

/// A score and what it is made of: the one way in which panels and contaminants are scored.
struct FactorScore {
  std::vector<std::size_t> rows;  ///< of the markers
  ScoreBase base = ScoreBase::SampleLevel;
  CommonFactor factor;           ///< of the markers
  CommonFactor reference;        ///< of the vesicle reference; without rows where the sample's level is the base
  std::vector<double> bySample;  ///< log2: level of the factor less that of the base; NaN = not known

  /// Whether there is something to adjust for: a score in 3 samples, of markers of which two at least agree (0.3 or
  /// more with the others).
  bool isUsable() const;
};

/// Correlation with the others, below which a marker does not follow them.
inline constexpr double leastAgreement = 0.3;

/// The common factor of rows of the table, less the base of the study without these rows. The median of the
/// scores is 0 where the sample's level is the base: a score compares samples, and is no amount. A sample with fewer
/// than `minMarkers` rows measured has none.
FactorScore scoreRows(const QuantTable& cargo, const StudyBase& base, const std::vector<std::size_t>& rows,
                      int minMarkers);

/// 2.5 % and 97.5 % points.
struct Interval {
  double low = std::numeric_limits<double>::quiet_NaN(), high = low;
};

/// Interval of the score of one sample by resampling its measured markers and reference proteins, each with its weight
/// (Efron & Tibshirani 1993). The same seed for every sample, so that an interval does not depend on its place in the
/// study. Not known with fewer than 2 markers of any weight.
Interval bootstrapScore(const FactorScore& score, std::size_t sample, int times);

/// The same of the change from samples to others, their mean where there are several: a drawn protein is drawn in both,
/// so only proteins that both have take part. Not known with fewer than `minMarkers` of any weight measured in both.
Interval bootstrapChange(const FactorScore& score, const std::vector<std::size_t>& before,
                         const std::vector<std::size_t>& after, int minMarkers, int times);

}  // namespace vescargo
