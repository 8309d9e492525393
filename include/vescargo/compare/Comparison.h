#pragma once

#include <limits>
#include <string>
#include <vector>

#include "vescargo/compare/contrasts.h"
#include "vescargo/stats/moderate.h"

namespace vescargo {

/// A moderated test of a mean log2 change; NaN = not tested, or not of this kind of contrast.
struct Effect {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  double log2FoldChange = unknown;
  double low = unknown, high = unknown;  ///< 95 % interval
  double t = unknown;
  double f = unknown;               ///< of a course, where log2FoldChange, its interval and t are not known
  double df = unknown;              ///< of t, or below F: residual and prior
  double p = unknown, q = unknown;  ///< q over the contrast's tested proteins
  double priorDf = unknown, priorVariance = unknown;   ///< of this protein; df may be infinite
  double leftOutLow = unknown, leftOutHigh = unknown;  ///< least and most log2FoldChange without any one unit
  double leftOutP = unknown;                           ///< largest p without any one unit
  std::string leftOutUnit;                             ///< the subject without whom p is largest
};

/// One protein in one contrast. docs/statistics.md.
struct Change {
  std::string protein, gene;
  Effect unadjusted;
  Effect adjusted;      ///< at equal score
  std::string verdict;  ///< by judgeChanges
  std::string verdictReason;
  std::string hangsOn;                   ///< subject without whom a called change is not called; empty: none
  bool marker = false;                   ///< of the panel that is adjusted for; then adjusted without itself
  int pairs = 0;                         ///< measured in both samples; samples where a contrast is unpaired
  double meanLog2 = Effect::unknown;     ///< over the samples of those pairs
  double attenuation = Effect::unknown;  ///< 1 - adjusted / unadjusted change
  double attenuationLow = Effect::unknown, attenuationHigh = Effect::unknown;  ///< 95 % bootstrap interval
  double signFlipP = Effect::unknown, signFlipFloor = Effect::unknown;
  int seenBefore = 0, seenAfter = 0;  ///< of the contrast's samples on either side
  int seenBeforeOnly = 0, seenAfterOnly = 0;
  double detectionP = Effect::unknown;  ///< exact McNemar test of the two counts; Fisher's where unpaired
};

/// The answer to one contrast.
struct Comparison {
  std::string contrast;  ///< "post-pre"
  ContrastKind kind = ContrastKind::Paired;
  std::string adjustedFor = "platelet_core";  ///< the score
  int pairs = 0;                    ///< subjects with both samples; samples where unpaired; subjects of a course
  double pi0 = 1, adjustedPi0 = 1;  ///< parts of unchanged proteins that q stands on
  std::vector<Change> changes;      ///< sorted by p, then protein; not tested ones last
  std::vector<std::string> notes;
};

/// Median prior over the tested proteins: theirs, where no trend and no outlier makes them differ.
VariancePrior typicalPrior(const Comparison& comparison, Effect Change::*effect);

}  // namespace vescargo
