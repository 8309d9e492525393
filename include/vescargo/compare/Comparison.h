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
  double f = unknown;   ///< of a course, where log2FoldChange, its interval and t are not known
  double df = unknown;  ///< of t, or below F: residual and prior
  double residualDf = unknown;
  double p = unknown, q = unknown;                     ///< q over the contrast's tested proteins
  double priorDf = unknown, priorVariance = unknown;   ///< of this protein; df may be infinite
  double leftOutLow = unknown, leftOutHigh = unknown;  ///< least and most log2FoldChange without any one unit
  double leftOutP = unknown;                           ///< largest p without any one unit
  std::string leftOutUnit;                             ///< the subject without whom p is largest
};

/// What is said of a change, the gravest that stands against it first.
enum class ChangeVerdict { Explained, NotSeparable, Marker, Robust, Unmasked, Unchanged, NotTested };

template <>
struct EnumNames<ChangeVerdict> {
  static constexpr std::array<std::pair<ChangeVerdict, std::string_view>, 7> value{
      {{ChangeVerdict::Robust, "robust"},
       {ChangeVerdict::Explained, "explained"},
       {ChangeVerdict::Unmasked, "unmasked"},
       {ChangeVerdict::Marker, "marker"},
       {ChangeVerdict::NotSeparable, "not separable"},
       {ChangeVerdict::Unchanged, "unchanged"},
       {ChangeVerdict::NotTested, "not tested"}}};
};

/// What is left of a change at equal scores of some contaminants.
struct AdjustedAnswer {
  std::vector<std::string> contaminants;
  Effect effect;  ///< a marker of theirs is adjusted without itself
  /// q of the adjusted change over the proteins that changed unadjusted, or over those that did not: whether a change
  /// stays, and whether one was hidden, are two questions.
  double familyQ = Effect::unknown;
  bool counts = true;    ///< its contaminants change enough to be behind this change
  bool inReach = true;   ///< equal scores lie where the data reach
  bool remains = false;  ///< a contaminant still moves after adjustment, and this change goes with it
};

/// One protein in one contrast. docs/statistics.md.
struct Change {
  std::string protein, gene;
  Effect unadjusted;
  Effect adjusted;                      ///< of the first answer
  std::vector<AdjustedAnswer> answers;  ///< first that which adjusts together, then contaminants by themselves
  ChangeVerdict verdict = ChangeVerdict::NotTested;  ///< by judgeChanges
  std::string verdictReason;
  std::string explainedBy;               ///< contaminants joined by ';'
  std::string markerOf;                  ///< contaminants that it is a marker of, joined by ';'
  std::string panels;                    ///< marker panels that use it, joined by ';'
  double familyQ = Effect::unknown;      ///< of the first answer
  std::string hangsOn;                   ///< subject without whom a called change is not called; empty: none
  bool constant = false;                 ///< the same value in all samples, and so not tested
  int pairs = 0;                         ///< measured in both samples; samples where a contrast is unpaired
  double meanLog2 = Effect::unknown;     ///< over the samples of those pairs
  double attenuation = Effect::unknown;  ///< 1 - adjusted / unadjusted change
  double attenuationLow = Effect::unknown, attenuationHigh = Effect::unknown;  ///< 95 % bootstrap interval
  double signFlipP = Effect::unknown, signFlipFloor = Effect::unknown;
  int seenBefore = 0, seenAfter = 0;  ///< of the contrast's samples on either side
  int seenBeforeOnly = 0, seenAfterOnly = 0;
  double detectionP = Effect::unknown;  ///< exact McNemar test of the two counts; Fisher's where unpaired
};

/// What a contaminant does in one contrast. NaN = not known.
struct ContaminantChange {
  std::string contrast, contaminant;
  std::string place;                   ///< together, alone, out of reach, no change, or none (planAdjustments)
  int markers = 0;                     ///< in the table
  double coherence = Effect::unknown;  ///< of their factor (CommonFactor)
  double change = Effect::unknown, low = Effect::unknown, high = Effect::unknown;  ///< of the score, log2
  double p = Effect::unknown;                                                      ///< of that: t-test over subjects
  double distance = Effect::unknown;   ///< of no change from the subjects' changes, in their SD
  double reach = Effect::unknown;      ///< largest distance that a further subject would have in 95 of 100 studies
  double remaining = Effect::unknown;  ///< mean change of its markers at equal scores, each without itself, log2
  double remainingP = Effect::unknown, remainingQ = Effect::unknown;  ///< rotation test; q over contaminants
  std::string reading;

  bool stillMoves(double alpha) const { return remainingQ <= alpha; }

  template <class Self, class Cell>
  static void describe(Self& self, Cell&& cell) {
    cell("contrast", self.contrast);
    cell("contaminant", self.contaminant);
    cell("place", self.place);
    cell("markers", self.markers);
    cell("coherence", self.coherence);
    cell("change", self.change);
    cell("change_low", self.low);
    cell("change_high", self.high);
    cell("p", self.p);
    cell("distance", self.distance);
    cell("reach", self.reach);
    cell("remaining", self.remaining);
    cell("remaining_p", self.remainingP);
    cell("remaining_q", self.remainingQ);
    cell("reading", self.reading);
  }
};

/// The answer to one contrast.
struct Comparison {
  std::string contrast;  ///< "post-pre"
  ContrastKind kind = ContrastKind::Paired;
  std::vector<std::string> adjustedFor;  ///< contaminants that are adjusted for together
  std::vector<ContaminantChange> contaminants;
  int pairs = 0;                    ///< subjects with both samples; samples where unpaired; subjects of a course
  double pi0 = 1, adjustedPi0 = 1;  ///< parts of unchanged proteins that q stands on
  std::vector<Change> changes;      ///< sorted by p, then protein; not tested ones last
  std::vector<std::string> notes;
  std::vector<std::string> cautions;  ///< of these, what keeps from an answer or from trusting it

  void caution(const std::string& note) {
    notes.push_back(note);
    cautions.push_back(note);
  }
};

/// Median prior over the tested proteins: theirs, where no trend and no outlier makes them differ.
VariancePrior typicalPrior(const Comparison& comparison, Effect Change::*effect);

}  // namespace vescargo
