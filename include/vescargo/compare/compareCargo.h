#pragma once

#include <limits>
#include <string>
#include <vector>

#include "vescargo/compare/CompareOptions.h"
#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/purity/PurityTable.h"
#include "vescargo/table/QuantTable.h"
#include "vescargo/table/Study.h"

namespace vescargo {

/// A moderated t-test of a mean log2 change; NaN = not tested.
struct Effect {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  double log2FoldChange = unknown;
  double low = unknown, high = unknown;  ///< 95 % interval
  double t = unknown, p = unknown;
  double q = unknown;  ///< Benjamini-Hochberg over the contrast's tested proteins
};

/// One protein in one contrast. docs/statistics.md.
struct Change {
  std::string protein, gene;
  Effect unadjusted;    ///< mean change within subjects
  Effect adjusted;      ///< at zero change of the score
  std::string verdict;  ///< robust, platelet-explained, platelet-unmasked, unchanged, "not separable" or "not tested"
  std::string verdictReason;
  bool marker = false;                   ///< of the panel that is adjusted for; then adjusted without itself
  int pairs = 0;                         ///< measured in both samples
  double meanLog2 = Effect::unknown;     ///< over the samples of those pairs
  double attenuation = Effect::unknown;  ///< 1 - adjusted / unadjusted change
  double signFlipP = Effect::unknown, signFlipFloor = Effect::unknown;
  int seenBeforeOnly = 0, seenAfterOnly = 0;
  double detectionP = Effect::unknown;  ///< exact McNemar test of the two counts
};

/// A later time point against the reference.
struct Comparison {
  std::string contrast;  ///< "post-pre"
  int pairs = 0;         ///< subjects with both samples
  double priorDf = 0, priorVariance = Effect::unknown;
  double adjustedPriorDf = 0, adjustedPriorVariance = Effect::unknown;
  std::vector<Change> changes;  ///< sorted by p, then protein; not tested ones last
  std::vector<std::string> notes;
};

/// Throws BadParameter for a time point that the study has not, a contrast of one with itself,
/// or a score that is not made of a panel.
void checkCompareOptions(const Study& study, const CompareOptions& options);

/// Compares time points within subjects. A question that cannot be answered is a note, not
/// an error. Throws DoNotFit for a sample that `cargo` or `purity` has not, and BadParameter
/// as checkCompareOptions does.
std::vector<Comparison> compareCargo(const QuantTable& cargo, const Study& study, const PurityTable& purity,
                                     const std::vector<MarkerPanel>& panels, const CompareOptions& options);

}  // namespace vescargo
