#pragma once

#include <limits>
#include <string>
#include <vector>

#include "vescargo/purity/PanelTable.h"
#include "vescargo/purity/PurityOptions.h"

namespace vescargo {

/// How the score of a contaminant changes from the reference time point to another, in a subject or on average.
struct PairChange {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  std::string contrast;     ///< "post-pre"
  std::string contaminant;  ///< "platelets"
  std::string subject;      ///< empty: the mean over subjects
  int pairs = 1;
  double change = unknown;               ///< log2
  double low = unknown, high = unknown;  ///< 95 %: of a pair by bootstrap over proteins, of the mean by t
  double robustSds = unknown;            ///< change over the robust SD of the study's scores (Standing)
  double p = unknown;                    ///< of the mean: paired t
  double q = unknown;                    ///< of the mean: Benjamini-Hochberg over the contaminants of the contrast
  std::string reading;                   ///< in words

  bool ofAll() const { return subject.empty(); }
};

/// Mean of the pairs' changes with a t-interval; NaN for fewer than 2.
struct MeanChange {
  double mean = PairChange::unknown, low = mean, high = mean, p = mean;
};
MeanChange meanChange(const std::vector<double>& differences);

/// "post-pre: over 6 pairs the score of platelets changes by ..., p = ...": a mean in words, or that there are too few
/// pairs.
std::string pairNote(const PairChange& all);

/// For each later time point against the study's first and each contaminant: every subject who has both, then their
/// mean. Several samples of a subject at a time point count by the mean of their known scores.
std::vector<PairChange> comparePairs(const Study& study, const std::vector<const PanelMeasures*>& contaminants,
                                     const PurityOptions& options);

/// pairs.tsv. docs/formats.md.
void writePairs(const std::vector<PairChange>& pairs, const std::string& path);

/// Throws as readTsv does, and CorruptContent for a number that is none.
std::vector<PairChange> readPairs(const std::string& path);

}  // namespace vescargo
